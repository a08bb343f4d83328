import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type CallOptions,
  type ConfirmFile,
  type DomainError,
  type DomainList,
  type DomainProvider,
  type Domains,
  type EffectiveDomains,
  type Hooks,
  type Kind,
  type ListedDomains,
  type Outcome,
  type ServerKind,
  type Subject,
  type WebviewKind,
  domainsOf,
  systemClock,
} from '../../packages/core/src/index.js'
import { type Call, fact, fromKinds, spentNothing } from '../../packages/core/src/adapter.js'
import { type LawNumber, type ProviderSettings } from '../../packages/conformance/src/index.js'
import {
  type About,
  alteredCapabilities,
  alteredErrors,
  alteredLists,
  alteredReads,
  levels,
} from './altered-provider.js'
import { type Break, type Mutant, broken, made } from './mutant.js'

type FileTask = TE.TaskEither<DomainError, ConfirmFile>

const files =
  (alter: (task: FileTask, who: string) => FileTask): Break =>
  (provider) =>
    levels(provider, (domains, who) => ({
      ...domains,
      confirmFile: (options) => alter(domains.confirmFile(options), who),
    }))

const contents = (alter: (content: Uint8Array) => Uint8Array): Break =>
  files(TE.map((file: ConfirmFile) => ({ ...file, content: alter(file.content) })))

const text = (content: Uint8Array): string => Buffer.from(content).toString()

const effectives =
  (alter: <K extends Kind>(told: EffectiveDomains<K>, kinds: ReadonlyArray<K>) => EffectiveDomains<K>): Break =>
  (provider) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>, { capabilities }: About<K>): DomainList<K> => ({
      ...list,
      effective: (options) =>
        TE.map((told: EffectiveDomains<K>) => alter(told, capabilities.kinds))(list.effective(options)),
    }))

const besideErrors =
  (alter: (error: DomainError) => DomainError): Break =>
  (provider) =>
    levels(
      alteredLists(provider, (list) => ({
        ...list,
        effective: (options) => TE.mapLeft(alter)(list.effective(options)),
      })),
      (domains) => ({
        ...domains,
        confirmFile: (options) => TE.mapLeft(alter)(domains.confirmFile(options)),
      }),
    )

const nothingLive =
  (isWorth: (error: DomainError) => boolean): Break =>
  (provider) =>
    alteredLists(provider, (list, { capabilities }) => ({
      ...list,
      effective: (options) =>
        TE.orElse((error: DomainError) =>
          isWorth(error)
            ? TE.right({ effective: fromKinds(capabilities.kinds, () => []), origins: {} })
            : TE.left(error),
        )(list.effective(options)),
    }))

const errorAsFile = (isWorth: (error: DomainError) => boolean): Break =>
  files(
    TE.orElse((error: DomainError) =>
      isWorth(error) ? TE.right({ name: 'x.txt', content: Buffer.from(error.message) }) : TE.left(error),
    ),
  )

const kept = <A>(key: (who: string) => string) => {
  const known = new Map<string, Promise<A>>()
  return (who: string, task: () => Promise<A>): (() => Promise<A>) =>
    () => {
      const found = known.get(key(who)) ?? task()
      known.set(key(who), found)
      return found
    }
}

/** Shares what is under way, under a key that may be too wide. */
const underWay = <A>(key: (who: string) => string) => {
  const running = new Map<string, Promise<A>>()
  return (who: string, task: () => Promise<A>): (() => Promise<A>) =>
    () => {
      const found = running.get(key(who))
      if (found !== undefined) return found
      const begun = task()
      running.set(key(who), begun)
      const end = (): void => void running.delete(key(who))
      begun.then(end, end)
      return begun
    }
}

const filesKept =
  (key: (who: string) => string): Break =>
  (provider) => {
    const share = kept<E.Either<DomainError, ConfirmFile>>(key)
    return files((task, who) => share(who, task))(provider, {
      hooks: {},
      tokens: { get: () => TE.right(''), refused: () => TE.right('') },
      clock: systemClock,
    })
  }

const filesUnderWay =
  (key: (who: string) => string): Break =>
  (provider) => {
    const share = underWay<E.Either<DomainError, ConfirmFile>>(key)
    return files((task, who) => share(who, task))(provider, {
      hooks: {},
      tokens: { get: () => TE.right(''), refused: () => TE.right('') },
      clock: systemClock,
    })
  }

const readsUnderWay = (provider: DomainProvider, key: (who: string) => string): DomainProvider => {
  const server = underWay<E.Either<DomainError, ListedDomains<ServerKind>>>(key)
  const webview = underWay<E.Either<DomainError, ListedDomains<WebviewKind>>>(key)
  return levels(provider, (domains, who) => ({
    ...domains,
    server: { ...domains.server, get: (options) => server(who, domains.server.get(options)) },
    webview: { ...domains.webview, get: (options) => webview(who, domains.webview.get(options)) },
  }))
}

/** Takes a read under way for the look of a change. */
const joined = (provider: DomainProvider): DomainProvider =>
  alteredLists(provider, <K extends Kind>(list: DomainList<K>): DomainList<K> => {
    let running: Promise<E.Either<DomainError, ListedDomains<K>>> | undefined
    return {
      ...list,
      get: (options) => () => (running = list.get(options)()),
      modify: (change, options) => async () => {
        const older = await running
        return list.modify(change, older !== undefined && E.isRight(older) ? { observed: older.right } : options)()
      },
    }
  })

const joinedPerApp = (provider: DomainProvider): DomainProvider => {
  const known = new Map<string, Domains>()
  const altered = joined(provider)
  return {
    ...altered,
    app: (appId) => {
      const found = known.get(appId) ?? altered.app(appId)
      known.set(appId, found)
      return found
    },
  }
}

const cutAt = (count: number, law: LawNumber, which: 'Add' | 'Delete' | 'Set'): Mutant =>
  broken(law, `leaves out what comes after ${count} domains of ${which}, and says that all is well`, (provider) =>
    alteredLists(provider, (list, { capabilities }) => ({
      ...list,
      modify: (change, options) => {
        if (change._tag !== which) return list.modify(change, options)
        const { domains } = change
        const named = capabilities.kinds.filter((kind) => Array.isArray(domains?.[kind]))
        if (!named.some((kind) => domainsOf(domains, kind).length > count)) return list.modify(change, options)
        const fewer = { ...change, domains: fromKinds(named, (kind) => domainsOf(domains, kind).slice(0, count)) }
        return TE.map((outcome: Outcome<(typeof named)[number]>) => ({
          ...outcome,
          items: [
            ...outcome.items,
            ...named.flatMap((kind) =>
              domainsOf(domains, kind)
                .slice(count)
                .map((domain) => ({
                  kind,
                  domain,
                  intent: which === 'Delete' ? ('absent' as const) : ('present' as const),
                  verdict: 'accepted' as const,
                })),
            ),
          ],
        }))(list.modify(fewer, options))
      },
    })),
  )

const hookless = (name: string, alter: (hooks: Hooks) => Hooks): Mutant =>
  made(12, name, (make, { tokens, hooks, clock }) => make({ clock, tokens, hooks: alter(hooks) }))

const optioned = (provider: DomainProvider, alter: (options: CallOptions) => CallOptions): DomainProvider => ({
  ...provider,
  with: (options) => optioned(provider.with(alter(options)), alter),
})

const forgetting = (root: DomainProvider): DomainProvider => {
  const at = (provider: DomainProvider): DomainProvider => ({ ...provider, with: (options) => at(root.with(options)) })
  return at(root)
}

type Failed = NonNullable<ProviderSettings['tokens']['failed']>

const failing = (name: string, alter: (failed: Failed) => Failed): Mutant =>
  made(9, name, (make, { tokens, hooks, clock }) =>
    make({
      clock,
      hooks,
      tokens: { ...tokens, ...(tokens.failed === undefined ? {} : { failed: alter(tokens.failed) }) },
    }),
  )

const refusing = (name: string, alter: (subject: Subject, token: string) => readonly [Subject, string]): Mutant =>
  made(9, name, (make, { tokens, hooks, clock }) =>
    make({
      clock,
      hooks,
      tokens: { ...tokens, refused: (subject, token) => tokens.refused(...alter(subject, token)) },
    }),
  )

const platform: Subject = { _tag: 'Platform' }
const notDone = { ...spentNothing, applied: 'no' as const }

const limitOf = (name: 'total' | 'monthlyModifications'): Mutant =>
  broken(13, `tells a wrong ${name}`, (provider) =>
    alteredCapabilities(provider, (all) => {
      const { server } = all.app
      const limits = { ...server.limits, [name]: fact(7, 'made up', '2026-01', 'guess') }
      return { ...all, app: { ...all.app, server: { ...server, limits } } }
    }),
  )

const portless = (lost: Kind): Mutant =>
  broken(13, `does not know the ports of ${lost}`, (provider) =>
    alteredReads(provider, (set, kinds) =>
      fromKinds(
        kinds.filter((kind) => set[kind] !== undefined),
        (kind) => domainsOf(set, kind).map((each) => (kind === lost ? each.replace(/:\d+$/, '') : each)),
      ),
    ),
  )

const sortedInPlace = (lists: Readonly<Partial<Record<string, unknown>>> | undefined): void => {
  for (const list of Object.values(lists ?? {})) if (Array.isArray(list)) list.sort()
}

const never = (): Promise<never> => new Promise(() => undefined)

const memo = <A>(task: () => Promise<A>): (() => Promise<A>) => {
  let known: Promise<A> | undefined
  return () => (known ??= task())
}

const any = (): boolean => true
const tagged =
  (...tags: ReadonlyArray<DomainError['_tag']>) =>
  (error: DomainError): boolean =>
    tags.includes(error._tag)

const emptied = (call: Pick<Call, 'operation'>): boolean => call.operation.endsWith('.set')

const mutants: ReadonlyArray<Mutant> = [
  broken(7, 'takes every error of what is effective for nothing live', nothingLive(any)),
  ...(
    [
      'UnknownCode',
      'VendorBusy',
      'UnreadableReply',
      'ConnectionFailed',
      'TimedOut',
      'RateLimited',
      'PermissionDenied',
    ] as const
  ).map((tag) => broken(7, `takes ${tag} of what is effective for nothing live`, nothingLive(tagged(tag)))),
  broken(7, 'gives the text of an error as the confirm file', errorAsFile(any)),
  ...(['UnknownCode', 'UnreadableReply', 'AuthorizationLost', 'TokenRejected'] as const).map((tag) =>
    broken(7, `gives the text of ${tag} as the confirm file`, errorAsFile(tagged(tag))),
  ),
  broken(7, 'gives the text of an error as the confirm file of Baidu', errorAsFile(any), 'baidu'),
  broken(
    13,
    'trims the confirm file',
    contents((content) => Buffer.from(text(content).trim())),
  ),
  broken(
    13,
    'trims the end of the confirm file',
    contents((content) => Buffer.from(text(content).trimEnd())),
  ),
  broken(
    13,
    'takes the mark of byte order off the confirm file',
    contents((content) => Buffer.from(text(content).replace('\ufeff', ''))),
  ),
  broken(
    13,
    'reads the confirm file as Latin-1',
    contents((content) => Buffer.from(text(content), 'latin1')),
  ),
  broken(
    13,
    'turns the line ends of the confirm file',
    contents((content) => Buffer.from(text(content).replaceAll('\r\n', '\n'))),
  ),
  broken(
    13,
    "trims Baidu's confirm file",
    contents((content) => Buffer.from(text(content).trim())),
    'baidu',
  ),
  broken(
    13,
    'calls every confirm file the same',
    files(TE.map((file: ConfirmFile) => ({ ...file, name: 'verify.txt' }))),
  ),
  broken(
    13,
    'gives the confirm file of one app to all',
    filesKept((who) => (who === '' ? 'platform' : 'app')),
  ),
  broken(13, 'gives the confirm file of the platform to the apps', (provider) =>
    levels(provider, (domains) => ({ ...domains, confirmFile: provider.platform.confirmFile })),
  ),
  broken(
    13,
    'keeps the confirm file for ever',
    filesKept((who) => who),
  ),
  broken(
    13,
    'shares a confirm file under way with other apps',
    filesUnderWay((who) => (who === '' ? 'platform' : 'app')),
  ),
  broken(
    12,
    'names the list and not the call in errors beside it',
    besideErrors((error) => ({ ...error, operation: 'app.webview.get' })),
  ),
  broken(
    12,
    'blames the merchant beside the lists',
    besideErrors((error) => ({ ...error, actor: 'merchant' })),
  ),
  broken(
    12,
    'loses the request id beside the lists',
    besideErrors(({ requestId: _, ...error }) => error),
  ),
  broken(12, 'loses the status of a gateway', (provider) =>
    alteredErrors(provider, ({ httpStatus: _, ...error }) => error),
  ),
  broken(
    7,
    'says that what is effective may have changed the list',
    besideErrors((error) => ({ ...error, applied: 'unknown' })),
  ),
  broken(
    13,
    'loses the last effective domain',
    effectives((told, kinds) => ({
      ...told,
      effective: fromKinds(kinds, (kind) => domainsOf(told.effective, kind).slice(0, -1)),
    })),
  ),
  broken(
    13,
    'tells what is effective as what the platform configured',
    effectives((told) => ({ ...told, origins: { ...told.origins, platform: told.effective } })),
  ),
  broken(
    13,
    'tells what the platform configured as of the console',
    effectives((told) => ({
      ...told,
      origins: { ...told.origins, ...(told.origins.platform === undefined ? {} : { console: told.origins.platform }) },
    })),
  ),
  broken(14, 'shares reads under way over apps', (provider) =>
    readsUnderWay(provider, (who) => (who === '' ? 'platform' : 'app')),
  ),
  broken(14, 'lets a change take an older read for its look', joinedPerApp),
  cutAt(50, 4, 'Add'),
  cutAt(50, 4, 'Set'),
  cutAt(50, 4, 'Delete'),
  cutAt(100, 4, 'Add'),
  cutAt(128, 4, 'Add'),
  broken(8, 'says after a success whose read-back failed that nothing was done', (provider) =>
    alteredErrors(provider, (error) => (error.applied === 'yes' ? { ...error, ...notDone } : error)),
  ),
  broken(8, 'asks for a blind retry after a success whose read-back failed', (provider) =>
    alteredErrors(provider, (error) =>
      error.applied === 'yes' ? { ...error, retry: { when: 'later', afterMs: 5_000 } } : error,
    ),
  ),
  broken(8, 'forgets what a success spent whose read-back failed', (provider) =>
    alteredErrors(provider, (error) => (error.applied === 'yes' ? { ...error, ...spentNothing } : error)),
  ),
  broken(8, 'says that a set of unknown result is well when other kinds went', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) => async () => {
        const result = await list.modify(change, options)()
        if (E.isRight(result) || !emptied(result.left) || result.left.applied !== 'unknown' || change._tag !== 'Set')
          return result
        const seen = await list.get()()
        if (E.isLeft(seen)) return result
        const left = list.cost(change, seen.right)
        return E.isRight(left) && left.right === 0 ? list.modify(change, { observed: seen.right })() : result
      },
    })),
  ),
  broken(3, 'takes kinds that were not observed for empty', (provider) =>
    alteredLists(provider, (list, { capabilities }) => ({
      ...list,
      modify: (change, options) =>
        list.modify(
          change,
          options?.observed === undefined
            ? options
            : {
                observed: {
                  domains: fromKinds(capabilities.kinds, (kind) => domainsOf(options.observed?.domains ?? {}, kind)),
                },
              },
        ),
    })),
  ),
  broken(8, 'looks first though the list was observed', (provider) =>
    alteredLists(provider, (list) => ({ ...list, modify: (change) => list.modify(change) })),
  ),
  ...(['socket', 'upload', 'download', 'udp', 'tcp', 'request'] as const).map(portless),
  made(10, 'forgets the options before the last', (make, settings) => forgetting(make(settings))),
  broken(10, 'waits three times as long as the deadline', (provider) =>
    optioned(provider, (options) =>
      options.timeoutMs === undefined ? options : { ...options, timeoutMs: 3 * options.timeoutMs },
    ),
  ),
  broken(10, 'waits half as long as the deadline', (provider) =>
    optioned(provider, (options) =>
      options.timeoutMs === undefined ? options : { ...options, timeoutMs: options.timeoutMs / 2 },
    ),
  ),
  broken(10, 'drops the signal where there is a deadline', (provider) =>
    optioned(provider, ({ signal, timeoutMs }) => ({
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(signal === undefined || timeoutMs !== undefined ? {} : { signal }),
    })),
  ),
  broken(10, 'never closes', (provider) => ({ ...provider, close: never })),
  broken(10, 'fails to close', (provider) => ({ ...provider, close: () => Promise.reject(new Error('no')) })),
  failing('never tells that an authorisation is lost', () => () => TE.right(undefined)),
  failing(
    'tells twice that an authorisation is lost',
    (failed) =>
      (...told) =>
        TE.chain(() => failed(...told))(failed(...told)),
  ),
  failing(
    'tells of the platform that its authorisation is lost',
    (failed) => (_, token, error) => failed(platform, token, error),
  ),
  failing(
    'tells of another token that it failed',
    (failed) => (subject, _, error) => failed(subject, 'another', error),
  ),
  refusing('tells the wrong subject of a refused token', (_, token) => [platform, token]),
  refusing('tells another token to be refused', (subject) => [subject, 'another']),
  hookless('tells hooks of no request', ({ onRequest: _, ...hooks }) => hooks),
  hookless('tells hooks of no reply', ({ onResponse: _, ...hooks }) => hooks),
  hookless('tells hooks twice of a request', (hooks) => ({
    ...hooks,
    onRequest: (event) => {
      hooks.onRequest?.(event)
      hooks.onRequest?.(event)
    },
  })),
  hookless('tells hooks of another operation', (hooks) => ({
    ...hooks,
    onRequest: (event) => hooks.onRequest?.({ ...event, operation: 'call' }),
  })),
  hookless('tells hooks that no call failed', (hooks) => ({
    ...hooks,
    onResponse: ({ error: _, ...event }) => hooks.onResponse?.(event),
  })),
  hookless('counts attempts from 0', (hooks) => ({
    ...hooks,
    onResponse: (event) => hooks.onResponse?.({ ...event, attempt: event.attempt - 1 }),
  })),
  limitOf('total'),
  limitOf('monthlyModifications'),
  broken(1, 'sorts what it is handed', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) => {
        if (change._tag !== 'CopyPool') sortedInPlace(change.domains)
        return list.modify(change, options)
      },
    })),
  ),
  broken(1, 'empties what was observed', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) => async () => {
        const result = await list.modify(change, options)()
        for (const each of Object.values(options?.observed?.domains ?? {})) if (Array.isArray(each)) each.splice(0)
        return result
      },
    })),
  ),
  broken(1, 'runs a read once', (provider) =>
    alteredLists(provider, (list) => ({ ...list, get: (options) => memo(list.get(options)) })),
  ),
  broken(1, 'runs a change once', (provider) =>
    alteredLists(provider, (list) => ({ ...list, modify: (change, options) => memo(list.modify(change, options)) })),
  ),
  broken(1, 'begins a change before its task is run', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) => {
        const begun = list.modify(change, options)()
        return () => begun
      },
    })),
  ),
]

// The words of a mutant's name that the tests which are to find it have in theirs.
const words = ['confirm file', 'effective', 'hooks', 'looks first', 'ports', 'authorisation'] as const

const nearOf: { readonly [W in (typeof words)[number]]: string } = {
  'confirm file': 'confirmFile',
  effective: 'effective',
  hooks: 'hooks',
  'looks first': 'read-back',
  ports: 'a port',
  authorisation: 'tokens hear',
}

/** Adapters that are wrong beside the lists, between apps, behind the first value, in combinations and after a success. */
export const outsideMutants: ReadonlyArray<Mutant> = mutants.map((each) => {
  const word = words.find((part) => each.name.includes(part))
  return word === undefined ? each : { ...each, near: nearOf[word] }
})
