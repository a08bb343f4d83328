import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type DomainError,
  type DomainSet,
  type Kind,
  type ListedDomains,
  type ServerKind,
  type WebviewKind,
  domainsOf,
} from '../src/index.js'
import {
  type FourLists,
  type Call,
  type Domain,
  type DomainDriver,
  type LevelDriver,
  type ListCapabilities,
  type ListDriver,
  type ListLimits,
  type RejectionReason,
  type WriteOperation,
  type WriteReply,
  bilingual,
  can,
  cannot,
  difference,
  fact,
  fromKinds,
  perhapsSpent,
  readDomains,
  spentOne,
  timedOut,
  vendorBusy,
} from '../src/adapter.js'
import { unique } from '../src/domain/domain-set.js'

/** How the vendor behaves from now on. */
export interface Behaviour {
  /** Domains that it leaves out without a word. */
  readonly drops?: ReadonlyArray<Domain>
  /** Domains that it leaves out and names, with the reason. */
  readonly rejects?: Readonly<Record<Domain, RejectionReason>>
  /** It refuses every write as a whole. */
  readonly refusesWhole?: RejectionReason
  /** It refuses every write with a code that does not say which domains it means: the list has to. */
  readonly refusesUnnamed?: RejectionReason
  /** Whether a write fails with an unknown result, and on which side of its effect. */
  readonly resultUnknown?: 'before-effect' | 'after-effect'
  /** A `set` clears the kinds that it does not name, whatever it is told of them. */
  readonly wipesUnnamed?: boolean
  /** A reply names nothing that was taken. */
  readonly silent?: boolean
  /** Reads fail once a write has been made. */
  readonly failsReadsAfterWrite?: boolean
  /** A read after a write leaves these kinds out. */
  readonly untoldAfterWrite?: ReadonlyArray<Kind>
  /** What a call waits for before it ends. */
  readonly gate?: () => Promise<unknown>
}

/** One call as the vendor saw it. */
export interface Seen {
  readonly what: 'read' | 'write'
  readonly call: Call
  readonly operation?: WriteOperation<Kind>
}

interface Shop {
  behaviour: Behaviour
  readonly seen: Array<Seen>
}

interface MemoryList<K extends Kind> {
  readonly driver: ListDriver<K>
  readonly peek: (subject: string) => DomainSet<K>
  readonly put: (subject: string, domains: DomainSet<K>) => void
}

const figure = <A>(value: A) => fact(value, 'made up for tests', '2024-01', 'guess')

const limits: ListLimits = {
  perKind: figure(12),
  total: figure(40),
  ports: figure(true),
  forbiddenHosts: figure(['forbidden.example.com']),
}

const no = cannot(bilingual('The vendor has none.', '该平台没有此功能。'), 'https://vendor.example.com/none')

const list = <K extends Kind>(kinds: ReadonlyArray<K>, over: Partial<ListCapabilities<K>>): ListCapabilities<K> => ({
  kinds,
  get: can,
  add: can,
  delete: can,
  set: can,
  copyPool: can,
  effective: no,
  limits,
  ...over,
})

/** The kinds of an app's server list at the vendor in memory. */
export const appKinds = ['request', 'socket', 'upload', 'download'] as const

const webview: ReadonlyArray<WebviewKind> = ['webview']
const pool: ReadonlyArray<ServerKind> = ['any']

/** What the vendor in memory can do. */
export const memoryCapabilities: FourLists = {
  app: {
    server: list<ServerKind>(appKinds, { effective: can }),
    webview: list(webview, { limits: { ...limits, ports: figure(false) } }),
    confirmFile: no,
  },
  platform: { server: list(pool, { copyPool: no }), webview: list(webview, { copyPool: no }), confirmFile: can },
}

const applied = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  behaviour: Behaviour,
  before: DomainSet<K>,
  pooled: (kind: K) => ReadonlyArray<Domain>,
  operation: WriteOperation<K>,
): DomainSet<K> => {
  const left = [...(behaviour.drops ?? []), ...Object.keys(behaviour.rejects ?? {})]
  return fromKinds(kinds, (kind) => {
    const old = domainsOf(before, kind)
    switch (operation._tag) {
      case 'Add':
        return unique([...old, ...difference(domainsOf(operation.domains, kind), left)])
      case 'Delete':
        return difference(old, difference(domainsOf(operation.domains, kind), left))
      case 'Set':
        return behaviour.wipesUnnamed === true && !operation.named.includes(kind)
          ? []
          : difference(domainsOf(operation.domains, kind), left)
      case 'CopyPool':
        return unique([...old, ...pooled(kind)])
    }
  })
}

const replyOf = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  behaviour: Behaviour,
  after: DomainSet<K>,
  operation: WriteOperation<K>,
): WriteReply<K> => {
  const sent = operation._tag === 'CopyPool' ? {} : operation.domains
  const rejects = behaviour.rejects ?? {}
  return {
    accepted:
      behaviour.silent === true || operation._tag === 'Delete'
        ? {}
        : fromKinds(kinds, (kind) => domainsOf(sent, kind).filter((domain) => domainsOf(after, kind).includes(domain))),
    rejected: kinds.flatMap((kind) =>
      domainsOf(sent, kind).flatMap((domain) => {
        const reason = rejects[domain]
        return reason === undefined ? [] : [{ kind, domain, reason }]
      }),
    ),
    otherwise: behaviour.refusesWhole ?? behaviour.refusesUnnamed ?? 'not-taken',
    refusedWhole: behaviour.refusesWhole !== undefined,
    ...(behaviour.refusesWhole === undefined && behaviour.refusesUnnamed === undefined ? spentOne : perhapsSpent),
    ...(behaviour.refusesUnnamed === undefined ? {} : { vendorCode: 4711 }),
    requestId: 'request-1',
  }
}

const memoryList = <K extends Kind>(
  shop: Shop,
  kinds: ReadonlyArray<K>,
  pooled: (kind: K) => ReadonlyArray<Domain>,
): MemoryList<K> => {
  const stored = new Map<string, DomainSet<K>>()
  const peek = (subject: string): DomainSet<K> => stored.get(subject) ?? fromKinds(kinds, () => [])
  const put = (subject: string, domains: DomainSet<K>): void => {
    stored.set(
      subject,
      readDomains(kinds, (kind) => domainsOf(domains, kind)),
    )
  }
  const wait = () => shop.behaviour.gate?.() ?? Promise.resolve()
  const read =
    (call: Call): TE.TaskEither<DomainError, ListedDomains<K>> =>
    async () => {
      const { failsReadsAfterWrite, untoldAfterWrite = [] } = shop.behaviour
      const isAfterWrite = shop.seen.some((seen) => seen.what === 'write')
      const tooLate = failsReadsAfterWrite === true && isAfterWrite
      shop.seen.push({ what: 'read', call })
      const all = peek(call.subject)
      const left = kinds.filter((kind) => !isAfterWrite || !untoldAfterWrite.includes(kind))
      const found = fromKinds(left, (kind) => domainsOf(all, kind))
      await wait()
      return tooLate ? E.left(timedOut(call, 5_000, true)) : E.right({ domains: found })
    }
  const write =
    (call: Call, operation: WriteOperation<K>): TE.TaskEither<DomainError, WriteReply<K>> =>
    async () => {
      const { behaviour } = shop
      shop.seen.push({ what: 'write', call, operation })
      await wait()
      if (behaviour.resultUnknown === 'before-effect') return E.left(vendorBusy(call, { vendorCode: -1 }))
      const before = peek(call.subject)
      const isRefused = behaviour.refusesWhole !== undefined || behaviour.refusesUnnamed !== undefined
      const after = isRefused ? before : applied(kinds, behaviour, before, pooled, operation)
      stored.set(call.subject, after)
      if (behaviour.resultUnknown === 'after-effect') return E.left(timedOut(call, 5_000, true))
      return E.right(replyOf(kinds, behaviour, after, operation))
    }
  return { driver: { read, write }, peek, put }
}

/** A driver that leaves nothing out. */
interface WholeDriver extends DomainDriver {
  readonly capabilities: FourLists
  readonly app: Required<Pick<LevelDriver, 'server' | 'webview'>> & LevelDriver
  readonly platform: Required<Pick<LevelDriver, 'server' | 'webview'>> & LevelDriver
}

/**
 * A small vendor that keeps its lists in memory, behaves as it is told, and remembers every call.
 */
export const memoryVendor = (capabilities: FourLists = memoryCapabilities) => {
  const shop: Shop = { behaviour: {}, seen: [] }
  const platform = {
    server: memoryList(shop, pool, () => []),
    webview: memoryList(shop, webview, () => []),
  }
  const app = {
    server: memoryList<ServerKind>(shop, appKinds, (kind) =>
      kind === 'request' ? domainsOf(platform.server.peek('platform'), 'any').map((host) => `https://${host}`) : [],
    ),
    webview: memoryList(shop, webview, (kind) => domainsOf(platform.webview.peek('platform'), kind)),
  }
  const driver: WholeDriver = {
    vendor: 'memory',
    capabilities,
    app: {
      server: {
        ...app.server.driver,
        effective: (call) => TE.right({ effective: app.server.peek(call.subject), origins: {} }),
      },
      webview: app.webview.driver,
    },
    platform: {
      server: platform.server.driver,
      webview: platform.webview.driver,
      confirmFile: () => TE.right({ name: 'check.txt', content: new Uint8Array([111, 107]) }),
    },
    raw: (call, request) => {
      const reply = request.reply.decode({ path: request.path })
      return E.isLeft(reply) ? TE.left(vendorBusy(call, {})) : TE.right(reply.right)
    },
    close: () => Promise.resolve(),
  }
  return {
    driver,
    app,
    platform,
    behave: (behaviour: Behaviour): void => {
      shop.behaviour = behaviour
    },
    seen: (): ReadonlyArray<Seen> => shop.seen,
    reads: (): number => shop.seen.filter(({ what }) => what === 'read').length,
    writes: (): number => shop.seen.filter(({ what }) => what === 'write').length,
  }
}
