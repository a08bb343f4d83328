import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type DomainError,
  type Kind,
  type ListedDomains,
  type ServerKind,
  type WebviewKind,
  domainsOf,
} from '../../packages/core/src/index.js'
import {
  type Call,
  type ListCapabilities,
  type ListDriver,
  type ListLimits,
  type WriteOperation,
  type WriteReply,
  fact,
  fromKinds,
  perhapsSpent,
  spentNothing,
  spentOf,
  spentOne,
} from '../../packages/core/src/adapter.js'
import { type LawNumber } from '../../packages/conformance/src/index.js'
import { type DriverAlteration, alteredDriver, alteredListDrivers as lists, declared } from './altered-driver.js'
import { type Mutant } from './mutant.js'

const mutant = (
  law: LawNumber,
  name: string,
  alter: DriverAlteration,
  vendor: Mutant['vendor'] = 'wechat',
): Mutant => ({
  name,
  law,
  vendor,
  options: alteredDriver(vendor, alter),
})

const replies = (alter: <K extends Kind>(reply: WriteReply<K>) => WriteReply<K>): DriverAlteration =>
  lists(<K extends Kind>(list: ListDriver<K>): ListDriver<K> => ({
    ...list,
    write: (call, operation) => TE.map((reply: WriteReply<K>) => alter(reply))(list.write(call, operation)),
  }))

const limits =
  (alter: (limits: ListLimits) => ListLimits): DriverAlteration =>
  (driver) => {
    const list = <K extends Kind>(each: ListCapabilities<K>): ListCapabilities<K> => ({
      ...each,
      limits: alter(each.limits),
    })
    const { app, platform } = driver.capabilities
    return {
      ...driver,
      capabilities: {
        app: { ...app, server: list(declared(app.server)), webview: list(declared(app.webview)) },
        platform: {
          ...platform,
          server: list(declared(platform.server)),
          webview: list(declared(platform.webview)),
        },
      },
    }
  }

const figure = <A>(value: A) => fact(value, 'made up', '2026-01', 'guess')

const eachAlone = <K extends Kind>(
  list: ListDriver<K>,
  call: Call,
  operation: WriteOperation<K>,
): TE.TaskEither<DomainError, WriteReply<K>> => {
  if (operation._tag !== 'Add') return list.write(call, operation)
  const singles = Object.keys(operation.domains).length === 0 ? [] : pieces(operation)
  return singles.reduce<TE.TaskEither<DomainError, WriteReply<K>>>(
    (done, single) =>
      pipe(
        done,
        TE.chain(() => list.write(call, single)),
      ),
    list.write(call, singles[0] ?? operation),
  )
}

const pieces = <K extends Kind>(
  operation: Extract<WriteOperation<K>, { readonly _tag: 'Add' }>,
): ReadonlyArray<WriteOperation<K>> => {
  const kinds = kindsIn(operation.domains)
  return kinds.flatMap((kind) =>
    domainsOf(operation.domains, kind).map((domain) => ({
      _tag: 'Add' as const,
      domains: fromKinds([kind], () => [domain]),
      observed: operation.observed,
    })),
  )
}

const kindsIn = <K extends Kind>(domains: Readonly<Partial<Record<K, unknown>>>): ReadonlyArray<K> => {
  const found: Array<K> = []
  for (const kind in domains) found.push(kind)
  return found
}

/** Adapters whose driver, below the engine, is broken. */
export const driverMutants: ReadonlyArray<Mutant> = [
  mutant(
    4,
    'forgets whom the vendor rejected',
    replies((reply) => ({ ...reply, rejected: [] })),
  ),
  mutant(
    4,
    'gives the wrong reason for a rejection',
    replies((reply) => ({
      ...reply,
      rejected: reply.rejected.map((each) => ({ ...each, reason: 'over-limit' as const })),
      otherwise: 'over-limit',
    })),
  ),
  mutant(
    4,
    'says that a write spent nothing',
    replies((reply) => ({ ...reply, ...spentNothing })),
  ),
  mutant(
    15,
    'does not count the calls of a write before it makes them',
    lists(({ cost: _, ...list }) => list),
    'baidu',
  ),
  mutant(
    15,
    'tells one modification of two calls',
    replies((reply) => ({ ...reply, ...(reply.modifications > 1 ? spentOne : spentOf(reply)) })),
    'baidu',
  ),
  mutant(
    15,
    'never knows what it spent',
    replies((reply) => ({ ...reply, ...perhapsSpent })),
  ),
  mutant(
    15,
    'forgets the first of two calls when the second fails',
    lists((list) => ({
      ...list,
      write: (call, operation) =>
        TE.mapLeft((error: DomainError): DomainError => ({ ...error, ...spentNothing }))(list.write(call, operation)),
    })),
    'baidu',
  ),
  mutant(
    4,
    'takes everything that it sent for accepted',
    lists(<K extends Kind>(list: ListDriver<K>): ListDriver<K> => ({
      ...list,
      write: (call, operation) =>
        TE.map((reply: WriteReply<K>): WriteReply<K> =>
          operation._tag === 'CopyPool'
            ? reply
            : { ...reply, accepted: operation.domains, rejected: [], refusedWhole: false },
        )(list.write(call, operation)),
    })),
  ),
  mutant(
    1,
    'spends a modification on each domain',
    lists((list) => ({ ...list, write: (call, operation) => eachAlone(list, call, operation) })),
  ),
  mutant(
    8,
    'tries a write again whatever happened to it',
    lists((list) => ({
      ...list,
      write: (call, operation) => TE.orElse(() => list.write(call, operation))(list.write(call, operation)),
    })),
  ),
  mutant(
    8,
    'says that a write that broke was not done',
    lists((list) => ({
      ...list,
      write: (call, operation) =>
        TE.mapLeft((error: DomainError): DomainError => ({ ...error, ...spentNothing, applied: 'no' }))(
          list.write(call, operation),
        ),
    })),
  ),
  mutant(
    8,
    'says that a write that broke was done',
    lists((list) => ({
      ...list,
      write: (call, operation) =>
        TE.mapLeft((error: DomainError): DomainError => ({ ...error, ...spentOne, applied: 'yes' }))(
          list.write(call, operation),
        ),
    })),
  ),
  mutant(
    3,
    'sends only what a set names',
    lists((list) => ({
      ...list,
      write: (call, operation) =>
        list.write(
          call,
          operation._tag === 'Set'
            ? { ...operation, domains: fromKinds(operation.named, (kind) => domainsOf(operation.domains, kind)) }
            : operation,
        ),
    })),
  ),
  mutant(
    2,
    'does not read before it writes',
    lists((list, kinds) => ({
      ...list,
      read: (call) =>
        call.operation.endsWith('.get') ? list.read(call) : TE.right({ domains: fromKinds(kinds, () => []) }),
    })),
  ),
  mutant(
    5,
    'lets ports through where there may be none',
    limits((each) => ({ ...each, ports: figure(true) })),
  ),
  mutant(
    5,
    'lets forbidden hosts through',
    limits((each) => ({ ...each, forbiddenHosts: figure([]) })),
    'baidu',
  ),
  mutant(
    5,
    'knows no limit of the count',
    limits(({ perKind: _, total: __, ...each }) => each),
  ),
  mutant(
    13,
    'has a limit that is too low',
    limits((each) => ({ ...each, perKind: figure(3) })),
    'baidu',
  ),
  mutant(1, 'lists server domains for webview domains', (driver) => ({
    ...driver,
    platform: {
      ...driver.platform,
      webview: {
        ...declared(driver.platform.webview),
        read: (call) =>
          TE.map(({ domains }: ListedDomains<ServerKind>): ListedDomains<WebviewKind> => ({
            domains: { webview: (domains.any ?? []).map((host) => `https://${host}`) },
          }))(declared(driver.platform.server).read(call)),
      },
    },
  })),
  mutant(1, 'uses the token of another app', (driver) => ({
    ...driver,
    app: {
      ...driver.app,
      webview: {
        read: (call) => declared(driver.app.webview).read({ ...call, target: { _tag: 'App', appId: 'wx-app-2' } }),
        write: (call, operation) =>
          declared(driver.app.webview).write({ ...call, target: { _tag: 'App', appId: 'wx-app-2' } }, operation),
      },
    },
  })),
  mutant(
    10,
    'drops the signal below the engine',
    lists((list) => ({
      ...list,
      read: ({ signal: _, ...call }) => list.read(call),
      write: ({ signal: _, ...call }, operation) => list.write(call, operation),
    })),
  ),
  mutant(
    10,
    'drops the deadline of writes',
    lists((list) => ({
      ...list,
      write: ({ timeoutMs: _, ...call }, operation) => list.write(call, operation),
    })),
  ),
]
