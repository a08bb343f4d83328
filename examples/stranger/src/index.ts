import {
  type DomainAdapter,
  type DomainError,
  type DomainSet,
  type Environment,
  type Kind,
  type ServerKind,
  TokenSource,
  type WebviewKind,
  domainsOf,
} from '@mini-domains/core'
import {
  type AppId,
  type DeclaredCapabilities,
  type DomainDriver,
  type Evidence,
  type ListCapabilities,
  type ListDriver,
  type ListLimits,
  UnbrokenText,
  type Where,
  type WriteOperation,
  type WriteReply,
  accessTokensOf,
  authorizationLost,
  bilingual,
  budgetSpent,
  can,
  cannot,
  domainAdapter,
  fact,
  hasBody,
  limitReached,
  permissionDenied,
  rateLimited,
  readDomains,
  spentOne,
  strictObject,
  tokenRejected,
  unknownCode,
  vendorBusy,
} from '@mini-domains/core/adapter'
import {
  type HttpSettings,
  NonEmptyText,
  type Reply,
  type ReplyContext,
  type ReplyDecoder,
  Seconds,
  type VendorClient,
  decodeJson,
  decodeWith,
  excerptOf,
  httpSettings,
  statusError,
  tokenExchangeOf,
  tokenHttpSettings,
  vendorClient,
} from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'

// 1. What the vendor can do, and what it allows: data, each figure with its source.

const page = 'https://lantern.example/docs/domains'

const limits: ListLimits = {
  perKind: fact(20, page, '2025-11', 'vendor document'),
  monthlyModifications: fact(50, page, '2025-11', 'vendor document'),
  ports: fact(false, page, '2025-11', 'vendor document'),
  forbiddenHosts: fact(['api.lantern.example'], page, '2025-11', 'vendor document'),
}

const noCopy = cannot(bilingual('Lantern has no pool to copy.', '灯笼没有平台域名池。'), page)
const noEffective = cannot(bilingual('Lantern does not tell what is live.', '灯笼不提供已生效域名。'), page)

const list = <K extends Kind>(kinds: ReadonlyArray<K>): ListCapabilities<K> => ({
  kinds,
  get: can,
  add: can,
  delete: can,
  set: can,
  copyPool: noCopy,
  effective: noEffective,
  limits,
})

const capabilities = {
  app: {
    server: list<ServerKind>(['request', 'upload', 'download']),
    webview: list<WebviewKind>(['webview']),
    absent: { why: bilingual('Lantern has no confirm files.', '灯笼没有校验文件。'), link: page },
  },
  platform: { absent: { why: bilingual('Lantern has no platform pool.', '灯笼没有平台域名池。'), link: page } },
} satisfies DeclaredCapabilities

// 2. How its replies are read: one envelope, its codes, and the vendor's own names of the kinds.

const names: { readonly [K in Kind]?: string } = {
  request: 'connect',
  webview: 'page',
}

// A map: an object would answer to `constructor`, too, and the code is a word of the vendor's.
const failures = new Map<string, (where: Where, evidence: Evidence) => DomainError>([
  ['E_BUSY', vendorBusy],
  ['E_RATE', (where, evidence) => rateLimited(where, evidence, 'second')],
  ['E_DAY', (where, evidence) => rateLimited(where, evidence, 'day')],
  ['E_TOKEN', tokenRejected],
  ['E_TOKEN_OLD', tokenRejected],
  ['E_WITHDRAWN', (where, evidence) => authorizationLost(where, evidence, 'withdrawn')],
  ['E_SCOPE', permissionDenied],
  ['E_FULL', limitReached],
  ['E_MONTH', budgetSpent],
])

const Envelope = t.intersection([t.type({ status: t.string }), t.partial({ message: t.string, data: t.unknown })])

interface Success {
  readonly data: unknown
  readonly evidence: Evidence
}

const successOf = (reply: Reply, context: ReplyContext): E.Either<DomainError, Success> => {
  const json = decodeJson(reply, context)
  if (E.isLeft(json)) return json
  const envelope = decodeWith(Envelope, json.right, reply, context)
  if (E.isLeft(envelope)) return envelope
  const { status, message, data } = envelope.right
  const evidence: Evidence = { httpStatus: reply.status }
  if (status === 'OK') {
    const wrong = statusError(reply, context)
    return wrong === undefined ? E.right({ data, evidence }) : E.left(wrong)
  }
  // What a vendor says is quoted, with the secrets of the call masked.
  const told = message === undefined ? {} : { vendorMessage: context.redact(message) }
  const known = failures.get(status)
  const refused: Evidence = { ...evidence, vendorCode: status, ...told }
  return E.left(
    known?.(context.call, refused) ?? unknownCode(context.call, refused, excerptOf(context.redact, reply.text)),
  )
}

const decoded =
  <A, B>(codec: t.Decoder<unknown, A>, then: (data: A, evidence: Evidence) => B): ReplyDecoder<B> =>
  (reply, context) => {
    const success = successOf(reply, context)
    if (E.isLeft(success)) return success
    const { data, evidence } = success.right
    const read = decodeWith(codec, data, reply, context, evidence)
    return E.isLeft(read) ? read : E.right(then(read.right, evidence))
  }

// 3. The two calls of a list.

const Refused = t.type({ refused: t.array(t.type({ type: t.string, domain: t.string })) })

const nameOf = (kind: Kind): string => names[kind] ?? kind

const encoded = <K extends Kind>(kinds: ReadonlyArray<K>, domains: DomainSet<K>) =>
  Object.fromEntries(
    kinds.flatMap((kind) => (domains[kind] === undefined ? [] : [[nameOf(kind), domainsOf(domains, kind)]])),
  )

const written =
  <K extends Kind>(kinds: ReadonlyArray<K>) =>
  ({ refused }: t.TypeOf<typeof Refused>, evidence: Evidence): WriteReply<K> => ({
    accepted: {},
    rejected: refused.flatMap(({ type, domain }) =>
      kinds.filter((kind) => nameOf(kind) === type).map((kind) => ({ kind, domain, reason: 'not-verified' as const })),
    ),
    otherwise: 'not-verified',
    refusedWhole: false,
    ...evidence,
    ...spentOne,
  })

const verbs = { Add: 'add', Delete: 'remove', Set: 'replace' } as const

const bodyOf = <K extends Kind>(listName: string, kinds: ReadonlyArray<K>, operation: WriteOperation<K>): string =>
  operation._tag === 'CopyPool'
    ? ''
    : JSON.stringify({ list: listName, action: verbs[operation._tag], domains: encoded(kinds, operation.domains) })

const listDriver = <K extends Kind>(
  client: VendorClient,
  name: 'server' | 'web',
  kinds: ReadonlyArray<K>,
): ListDriver<K> => ({
  read: (call) =>
    client.send(
      call,
      { effect: 'read', method: 'GET', path: '/v1/domains', query: { list: name } },
      decoded(t.record(t.string, t.array(t.string)), (lists) => ({
        // A kind that the vendor did not tell is left out, never given as empty.
        domains: readDomains(kinds, (kind) => lists[nameOf(kind)]),
      })),
    ),
  write: (call, operation) =>
    client.send(
      call,
      {
        effect: 'write',
        method: 'POST',
        path: '/v1/domains',
        contentType: 'application/json',
        body: bodyOf(name, kinds, operation),
      },
      decoded(Refused, written(kinds)),
    ),
})

// 4. The adapter: what a config may say, and the driver made from it.

/**
 * A config for Lantern, as one writes it.
 */
export interface LanternConfig extends HttpSettings {
  readonly vendor?: 'lantern' | undefined
  readonly tokens: TokenSource
}

const LanternConfig: t.Type<LanternConfig> = strictObject(
  'a Lantern config',
  { tokens: TokenSource },
  { ...httpSettings, vendor: t.literal('lantern') },
)

const baseUrl = 'https://api.lantern.example'

const driverOf = (config: LanternConfig, environment: Environment): DomainDriver => {
  const client = vendorClient({
    baseUrl: config.baseUrl ?? baseUrl,
    settings: config,
    tokens: accessTokensOf(config.tokens),
    tokenPlace: { in: 'header', name: 'x-lantern-token' },
    ...environment,
  })
  const { server, webview } = capabilities.app
  return {
    vendor: 'lantern',
    capabilities,
    app: { server: listDriver(client, 'server', server.kinds), webview: listDriver(client, 'web', webview.kinds) },
    platform: {},
    raw: (call, request) =>
      client.send(
        call,
        {
          effect: request.readOnly === true ? 'read' : 'write',
          method: request.method,
          path: request.path,
          query: request.query ?? {},
          ...(hasBody(request) ? { contentType: 'application/json', body: JSON.stringify(request.body ?? {}) } : {}),
        },
        decoded(request.reply, (data) => data),
      ),
    close: client.close,
  }
}

// 5. Where tokens come from: the platform's credentials.

const LanternTokenConfig = strictObject(
  'a Lantern platform',
  { clientId: UnbrokenText, clientSecret: UnbrokenText },
  tokenHttpSettings,
)

const Issued = t.type({ token: NonEmptyText, seconds: Seconds })

const lanternExchange = tokenExchangeOf(
  'lantern',
  baseUrl,
  LanternTokenConfig,
  (client, { clientId, clientSecret }) => {
    const issue = (app?: AppId) =>
      TE.map(({ token, seconds }: t.TypeOf<typeof Issued>) => ({ token, expiresInMs: seconds * 1_000 }))(
        client.send({
          operation: app === undefined ? 'token.platform' : 'token.app',
          ...(app === undefined ? {} : { appId: app }),
          request: {
            effect: 'read',
            method: 'POST',
            path: '/v1/token',
            contentType: 'application/json',
            body: JSON.stringify({ id: clientId, secret: clientSecret, app }),
          },
          secrets: [clientSecret],
          decode: decoded(Issued, (issued) => issued),
        }),
      )
    return {
      tokens: 'platform' as const,
      vendor: 'lantern',
      platformId: clientId,
      platformToken: () => issue(),
      appToken: issue,
      close: client.close,
    }
  },
)

/**
 * Lantern (灯笼), an invented vendor: `vendor: 'lantern'` in a config picks it.
 */
export const lantern: DomainAdapter<'lantern', LanternConfig> = domainAdapter({
  vendor: 'lantern',
  version: '0.1.0',
  config: LanternConfig,
  create: driverOf,
  displayName: bilingual('Lantern', '灯笼'),
  hosts: [baseUrl],
  exchange: lanternExchange,
})
