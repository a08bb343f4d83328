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
  type ListDriver,
  type ListLimits,
  type Spent,
  type WriteReply,
  fromKinds,
  listedEverywhere,
  listedVersions,
  overrideLimits,
  preconditionFailed,
  readDomain,
  readDomains,
  rulesOf,
  spentTogether,
  withoutScheme,
} from '@mini-domains/core/adapter'
import { type VendorClient } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type WechatConfig } from './config.js'
import { ask, tell } from './exchange.js'
import { platformServerLimits, platformWebviewLimits } from './limits.js'
import { matchNames } from './match-names.js'
import { JoinedTexts } from './codecs.js'
import { type Edit, type Step, type Steps, stepsOf } from './write-steps.js'
import { type Write, inTurn, noCopyPool } from './writing.js'

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
  /** What the pool allows: which entries it tells apart, and how many it holds. */
  readonly limits: ListLimits
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

// Whether a refused call counts is not documented (docs/vendors/wechat.md E 3).
const withRefused = (refused: Spent) =>
  TE.bimap(
    (error: DomainError): DomainError => ({ ...error, ...spentTogether(refused, error) }),
    <K extends Kind>(reply: WriteReply<K>): WriteReply<K> => ({ ...reply, ...spentTogether(refused, reply) }),
  )

/**
 * Splits a write of a pool into its calls. A `set` for both versions would empty the testing one of what only it lists, so where
 * there is such work of somebody else, an `add` and a `delete` take its place: the `add` first, unless there is no room for it yet.
 */
const poolSteps = <K extends Kind>(
  { kind, limits }: Pick<Pool<K>, 'kind' | 'limits'>,
  config: WechatConfig,
  operation: Edit<K>,
  version: PoolVersion | undefined,
): Steps<K> => {
  const kinds: ReadonlyArray<K> = [kind]
  const { observed } = operation
  const { published, testing } = observed.versions ?? {}
  if (operation._tag !== 'Set' || version === 'testing' || published === undefined || testing === undefined)
    return stepsOf(kinds, config, operation)
  // Compared in canonical form; what is named goes out as the vendor spells it.
  const canonical = (domain: Domain): Domain => readDomain(kind, domain, rulesOf(limits))
  const wanted = new Set(domainsOf(operation.domains, kind).map(canonical))
  const inForce = new Set(domainsOf(published, kind).map(canonical))
  const everywhere = new Set(listedEverywhere(observed, kind).map(canonical))
  const staged = domainsOf(testing, kind).map(canonical)
  if (staged.every((domain) => inForce.has(domain) || wanted.has(domain))) return stepsOf(kinds, config, operation)
  const missing = domainsOf(operation.domains, kind).filter((domain) => !everywhere.has(canonical(domain)))
  const gone = domainsOf(observed.domains, kind).filter((domain) => !wanted.has(canonical(domain)))
  const step = (action: Step<K>['action'], domains: ReadonlyArray<Domain>): Step<K> => ({
    action,
    domains: fromKinds(kinds, () => domains),
  })
  if (missing.length === 0) return [step('delete', gone)]
  if (gone.length === 0) return [step('add', missing)]
  const most = new Set([...missing.map(canonical), ...inForce]).size
  const mostStaged = new Set([...missing.map(canonical), ...staged]).size
  const fits = Math.max(most, mostStaged) <= (limits.perKind?.value ?? Infinity)
  return fits ? [step('add', missing), step('delete', gone)] : [step('delete', gone), step('add', missing)]
}

/**
 * One of the platform's pools: bare hosts joined by `;`, in a published and a testing version (docs/vendors/wechat.md A.3.1,
 * A.3.2).
 */
const poolDriver = <K extends Kind>(client: VendorClient, config: WechatConfig, pool: Pool<K>): ListDriver<K> => {
  const { endpoint, field, kind } = pool
  const { codec, read } = replyOf(field)
  const scope = config.pool ?? 'auto'
  const kinds: ReadonlyArray<K> = [kind]
  const domains = (hosts: ReadonlyArray<string>): DomainSet<K> => readDomains(kinds, () => hosts)

  const versionsOf = ({ published, testing }: PoolReply): ListedDomains<K> => {
    const versions = {
      testing: domains(testing ?? published ?? []),
      ...(published === undefined ? {} : { published: domains(published) }),
    }
    return scope === 'testing' ? { domains: versions.testing, versions } : listedVersions(versions)
  }

  const send = (observed: ListedDomains<K>, call: Call, { action, domains: set }: Step<K>, together: boolean) => {
    const sent = domainsOf(set, kind)
    // The published version is no matter of a change for the testing one, so that one does not know whether there is any.
    const neverPublished = call.version !== 'testing' && observed.versions?.published === undefined
    return tell<t.TypeOf<typeof codec>, K>(client, call, {
      endpoint,
      body: bodyOf(field, action, together, sent),
      codec,
      read: (raw) => {
        const reply = read(raw)
        const after = versionsOf(reply)
        const listed = together ? listedEverywhere(after, kind) : domainsOf(after.versions?.testing ?? {}, kind)
        // A version that is not told is not known: of a change for both, one list alone says nothing of the other.
        const isTold = reply.testing !== undefined && (!together || reply.published !== undefined)
        const isWhole = isTold && (neverPublished || reply.published !== undefined)
        const invalid = matchNames(kind, sent, listed)(reply.invalid ?? [])
        return {
          accepted: action === 'delete' || !isTold ? {} : fromKinds(kinds, () => listed),
          rejected: invalid.map((domain) => ({ kind, domain, reason: 'not-verified' })),
          ...(isWhole ? { after } : {}),
          named: (reply.invalid ?? []).length === 0 ? [] : ['not-verified'],
        }
      },
      otherwise: action === 'delete' ? 'not-listed' : 'not-taken',
      names: true,
    })
  }

  // 61028 says that nothing was changed because the platform is not published; then the testing version is in force (E 7).
  const write =
    (observed: ListedDomains<K>): Write<K> =>
    (call, step) => {
      if (call.version === 'testing') return send(observed, call, step, false)
      if (scope === 'published') return send(observed, call, step, true)
      if (observed.versions !== undefined && observed.versions.published === undefined)
        return send(observed, call, step, false)
      return pipe(
        send(observed, call, step, true),
        TE.orElse((error) =>
          isUnpublished(error) ? withRefused(error)(send(observed, call, step, false)) : TE.left(error),
        ),
      )
    }

  const answer =
    (call: Call) =>
    (reply: PoolReply): E.Either<DomainError, ListedDomains<K>> =>
      scope === 'published' && reply.published === undefined
        ? E.left(preconditionFailed(call, {}, 'platform-unpublished'))
        : E.right(versionsOf(reply))

  // A published version is missing where the platform was never published; a testing one never is (A.3.1).
  const untold = (raw: t.TypeOf<typeof codec>): string | undefined =>
    read(raw).testing === undefined ? `testing_${field}` : undefined

  return {
    read: (call) =>
      pipe(
        ask(client, call, { endpoint, body: { action: 'get' }, codec, untold, read }),
        TE.chainEitherK(answer(call)),
      ),
    write: (call, operation) =>
      operation._tag === 'CopyPool'
        ? TE.left(noCopyPool(call))
        : inTurn(write(operation.observed), call, poolSteps(pool, config, operation, call.version)),
    cost: (operation, version) =>
      operation._tag === 'CopyPool' ? 1 : poolSteps(pool, config, operation, version).length,
  }
}

/**
 * The platform's pool of server domains: `modify_wxa_server_domain` (docs/vendors/wechat.md A.3.1).
 */
export const platformServerDomainsDriver = (client: VendorClient, config: WechatConfig): ListDriver<ServerKind> =>
  poolDriver<ServerKind>(client, config, {
    endpoint: 'platform-server',
    field: 'wxa_server_domain',
    kind: 'any',
    limits: overrideLimits(platformServerLimits, config.limits?.platform?.server),
  })

/**
 * The platform's pool of webview domains: `modify_wxa_jump_domain` (docs/vendors/wechat.md A.3.2).
 */
export const platformWebviewDomainsDriver = (client: VendorClient, config: WechatConfig): ListDriver<WebviewKind> =>
  poolDriver<WebviewKind>(client, config, {
    endpoint: 'platform-webview',
    field: 'wxa_jump_h5_domain',
    kind: 'webview',
    limits: overrideLimits(platformWebviewLimits, config.limits?.platform?.webview),
  })
