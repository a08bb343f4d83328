import {
  type DomainError,
  type DomainSet,
  type Kind,
  type ListedDomains,
  type PoolVersion,
  type ServerKind,
  type WebviewKind,
  domainsOf,
} from '@mini-domains/core'
import {
  type Call,
  type Domain,
  type EditOperation,
  type ListCapabilities,
  type ListDriver,
  type SetRules,
  type WriteStep,
  type WriteSteps,
  addAndDelete,
  alsoSpent,
  fromKinds,
  listWriter,
  listedEverywhere,
  listedVersions,
  preconditionFailed,
  readDomain,
  readDomains,
  rulesOf,
  withoutScheme,
  writeSteps,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { JoinedTexts } from '../wire/reply.js'
import { type Session, setRulesOf } from '../config.js'
import { readCall, writeCall } from './list-calls.js'
import { matchNames } from './match-names.js'

/**
 * A pool's reply under neutral names: the pool of the published platform, of the one under test, and what was invalid.
 */
interface PoolReply {
  readonly published: ReadonlyArray<string> | undefined
  readonly testing: ReadonlyArray<string> | undefined
  readonly invalid: ReadonlyArray<string> | undefined
}

/**
 * What tells WeChat's two pools apart.
 */
interface Pool<K extends Kind> {
  readonly endpoint: 'platform-server' | 'platform-webview'
  /** The field that carries the hosts; with a prefix, those of a version in the reply. */
  readonly field: 'wxa_server_domain' | 'wxa_jump_h5_domain'
  readonly kind: K
  /** What the pool can do: which entries it keeps apart, and how many it holds. */
  readonly list: ListCapabilities<K>
}

// The replies of both pools are alike but for the field's name (docs/vendors/wechat.md A.3.1, A.3.2).
const replyOf = (field: Pool<Kind>['field']) => {
  const codec = t.type({
    [`published_${field}`]: JoinedTexts,
    [`testing_${field}`]: JoinedTexts,
    [`invalid_${field}`]: JoinedTexts,
  })
  const read = (reply: t.TypeOf<typeof codec>): PoolReply => ({
    published: reply[`published_${field}`],
    testing: reply[`testing_${field}`],
    invalid: reply[`invalid_${field}`],
  })
  return { codec, read }
}

// Sent in the order of the vendor's examples (docs/vendors/wechat.md A.3.2, S3).
const bodyOf = (field: string, action: string, together: boolean, domains: ReadonlyArray<Domain>) => ({
  action,
  is_modify_published_together: together,
  [field]: domains.map(withoutScheme).join(';'),
})

const isUnpublished = (error: DomainError): boolean =>
  error._tag === 'PreconditionFailed' && error.precondition === 'platform-unpublished'

/**
 * Splits a write of a pool into its calls. A `set` for both versions would empty the testing one of what only it lists, so where
 * there is such work of somebody else, an `add` and a `delete` take its place.
 */
const poolSteps = <K extends Kind>(
  { kind, list }: Pick<Pool<K>, 'kind' | 'list'>,
  rules: SetRules,
  operation: EditOperation<K>,
  version: PoolVersion | undefined,
): WriteSteps<K> => {
  const inOne = () => writeSteps(list, rules, operation)
  const { limits } = list
  const { observed } = operation
  const { published, testing } = observed.versions ?? {}
  if (operation._tag !== 'Set' || version === 'testing' || published === undefined || testing === undefined)
    return inOne()
  // Compared in canonical form; what is named goes out as the vendor spells it.
  const canonical = (domain: Domain): Domain => readDomain(kind, domain, rulesOf(limits))
  const wanted = new Set(domainsOf(operation.domains, kind).map(canonical))
  const inForce = new Set(domainsOf(published, kind).map(canonical))
  const everywhere = new Set(listedEverywhere(observed, kind).map(canonical))
  const staged = domainsOf(testing, kind).map(canonical)
  if (staged.every((domain) => inForce.has(domain) || wanted.has(domain))) return inOne()
  const missing = domainsOf(operation.domains, kind).filter((domain) => !everywhere.has(canonical(domain)))
  const gone = domainsOf(observed.domains, kind).filter((domain) => !wanted.has(canonical(domain)))
  const setOf = (domains: ReadonlyArray<Domain>) => fromKinds(domains.length === 0 ? [] : [kind], () => domains)
  const hasRoom = (listed: Iterable<Domain>): boolean =>
    new Set([...missing.map(canonical), ...listed]).size <= (limits.perKind?.value ?? Infinity)
  return addAndDelete(setOf(missing), setOf(gone), () => hasRoom(inForce) && hasRoom(staged))
}

/**
 * One of the platform's pools: bare hosts joined by `;`, in a published and a testing version (docs/vendors/wechat.md A.3.1,
 * A.3.2).
 */
const poolDriver = <K extends Kind>({ client, config }: Session, pool: Pool<K>): ListDriver<K> => {
  const { endpoint, field, kind } = pool
  const { codec, read } = replyOf(field)
  const scope = config.pool ?? 'auto'
  const rules = setRulesOf(config)
  const kinds: ReadonlyArray<K> = [kind]
  const domains = (hosts: ReadonlyArray<string>): DomainSet<K> => readDomains(kinds, () => hosts)

  const versionsOf = ({ published, testing }: PoolReply): ListedDomains<K> => {
    const versions = {
      testing: domains(testing ?? published ?? []),
      ...(published === undefined ? {} : { published: domains(published) }),
    }
    return scope === 'testing' ? { domains: versions.testing, versions } : listedVersions(versions)
  }

  const send = (observed: ListedDomains<K>, call: Call, step: WriteStep<K>, together: boolean) => {
    const { action } = step
    const sent = domainsOf(step.domains, kind)
    // The published version is no matter of a change for the testing one, so that one does not know whether there is any.
    const neverPublished = call.version !== 'testing' && observed.versions?.published === undefined
    return writeCall<t.TypeOf<typeof codec>, K>(client, {
      endpoint,
      body: () => bodyOf(field, action, together, sent),
      codec,
      read: (raw) => {
        const reply = read(raw)
        const after = versionsOf(reply)
        const listed = together ? listedEverywhere(after, kind) : domainsOf(after.versions?.testing ?? {}, kind)
        // A version that is missing is not known: of a change for both, one list alone says nothing of the other.
        const isListed = reply.testing !== undefined && (!together || reply.published !== undefined)
        const isWhole = isListed && (neverPublished || reply.published !== undefined)
        const invalid = matchNames(kind, sent, listed)(reply.invalid ?? [])
        return {
          accepted: action === 'delete' || !isListed ? {} : fromKinds(kinds, () => listed),
          rejected: invalid.map((domain) => ({ kind, domain, reason: 'not-verified' })),
          ...(isWhole ? { after } : {}),
          named: (reply.invalid ?? []).length === 0 ? [] : ['not-verified'],
        }
      },
      otherwise: 'not-taken',
    })(call, step)
  }

  // 61028 says that nothing was changed because the platform is not published; then the testing version is in force (E 7).
  const sendToVersions = (call: Call, step: WriteStep<K>, { observed }: EditOperation<K>) => {
    if (call.version === 'testing') return send(observed, call, step, false)
    if (scope === 'published') return send(observed, call, step, true)
    if (observed.versions !== undefined && observed.versions.published === undefined)
      return send(observed, call, step, false)
    return pipe(
      send(observed, call, step, true),
      TE.orElse((error) =>
        isUnpublished(error) ? alsoSpent<K>(error)(send(observed, call, step, false)) : TE.left(error),
      ),
    )
  }

  const listedIn =
    (call: Call) =>
    (reply: PoolReply): E.Either<DomainError, ListedDomains<K>> =>
      scope === 'published' && reply.published === undefined
        ? E.left(preconditionFailed(call, {}, 'platform-unpublished'))
        : E.right(versionsOf(reply))

  // A published version is missing where the platform was never published; a testing one never is (A.3.1).
  const missing = (raw: t.TypeOf<typeof codec>): string | undefined =>
    read(raw).testing === undefined ? `testing_${field}` : undefined

  const readReply = readCall(client, { endpoint, body: { action: 'get' }, codec, missing, read })

  return {
    read: (call) => TE.chainEitherK(listedIn(call))(readReply(call)),
    ...listWriter<K>({
      steps: (operation, version) => poolSteps(pool, rules, operation, version),
      send: sendToVersions,
    }),
  }
}

/**
 * The platform's pool of server domains: `modify_wxa_server_domain` (docs/vendors/wechat.md A.3.1).
 */
export const platformServerDomainsDriver = (session: Session): ListDriver<ServerKind> =>
  poolDriver<ServerKind>(session, {
    endpoint: 'platform-server',
    field: 'wxa_server_domain',
    kind: 'any',
    list: session.capabilities.platform.server,
  })

/**
 * The platform's pool of webview domains: `modify_wxa_jump_domain` (docs/vendors/wechat.md A.3.2).
 */
export const platformWebviewDomainsDriver = (session: Session): ListDriver<WebviewKind> =>
  poolDriver<WebviewKind>(session, {
    endpoint: 'platform-webview',
    field: 'wxa_jump_h5_domain',
    kind: 'webview',
    list: session.capabilities.platform.webview,
  })
