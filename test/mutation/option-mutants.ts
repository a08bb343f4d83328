import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type CallOptions,
  type DomainError,
  type DomainList,
  type DomainProvider,
  type Domains,
  type ItemOutcome,
  type Kind,
  type ListedDomains,
  type Outcome,
} from '../../packages/core/src/index.js'
import { type Call, type ListDriver, cancelled, connectionFailed, timedOut } from '../../packages/core/src/adapter.js'
import { type LawNumber } from '../../packages/conformance/src/index.js'
import { alteredDriver, alteredListDrivers } from './altered-driver.js'
import { alteredLists, levels } from './altered-provider.js'
import { type Break, type Mutant, broken } from './mutant.js'

type What = 'get' | 'effective' | 'change' | 'confirmFile'
type Wrap = <A>(task: TE.TaskEither<DomainError, A>, what: What, who: string) => TE.TaskEither<DomainError, A>

/** A provider with every task of each level wrapped, in every copy of it; the key names the list and whose it is. */
const tasks = (provider: DomainProvider, wrap: Wrap): DomainProvider =>
  levels(provider, (domains, who) => {
    const list = <K extends Kind>(given: DomainList<K>, name: string): DomainList<K> => ({
      ...given,
      get: (options) => wrap(given.get(options), 'get', `${who} ${name}`),
      effective: (options) => wrap(given.effective(options), 'effective', `${who} ${name}`),
      modify: (change, options) => wrap(given.modify(change, options), 'change', `${who} ${name}`),
    })
    return {
      server: list(domains.server, 'server'),
      webview: list(domains.webview, 'webview'),
      prefetch: list(domains.prefetch, 'prefetch'),
      confirmFile: (options) => wrap(domains.confirmFile(options), 'confirmFile', who),
    }
  })

type Merge = (older: CallOptions, newer: CallOptions) => CallOptions

/** Puts options together in a way of its own. */
const merging =
  (merge: Merge): Break =>
  (root) => {
    const at = (options: CallOptions): DomainProvider => ({
      ...root.with(options),
      with: (newer) => at(merge(options, newer)),
    })
    return at({})
  }

const withoutSignal = ({ signal: _, ...rest }: CallOptions): CallOptions => rest
const withoutDeadline = ({ timeoutMs: _, ...rest }: CallOptions): CallOptions => rest

/** What a copy with options gives, with a part of it from the provider without them. */
const partly =
  (alter: (copy: DomainProvider, root: DomainProvider) => DomainProvider): Break =>
  (root) => {
    const at = (copy: DomainProvider): DomainProvider => ({
      ...alter(copy, root),
      with: (options) => at(copy.with(options)),
    })
    return { ...root, with: (options) => at(root.with(options)) }
  }

const partlyAtLevels = (alter: (copy: Domains, root: Domains) => Domains): Break =>
  partly((copy, root) => ({
    ...copy,
    app: (appId) => alter(copy.app(appId), root.app(appId)),
    platform: alter(copy.platform, root.platform),
  }))

/** Tasks that know with which options they are made. */
const knowing =
  (alter: (provider: DomainProvider, options: CallOptions) => DomainProvider): Break =>
  (root) => {
    const at = (copy: DomainProvider, options: CallOptions): DomainProvider => ({
      ...alter(copy, options),
      with: (newer) => at(copy.with(newer), { ...options, ...newer }),
    })
    return at(root, {})
  }

const where = (operation: string) => ({ vendor: 'wechat', operation, subject: 'platform' })

type Altered = <K extends Kind>(list: ListDriver<K>) => ListDriver<K>

const below = (law: LawNumber, name: string, alter: Altered, vendor: Mutant['vendor'] = 'wechat'): Mutant => ({
  name,
  law,
  vendor,
  options: alteredDriver(vendor, alteredListDrivers(alter)),
})

/** Alters the read that follows a write. */
const readBack =
  (alter: (call: Call) => Call): Altered =>
  (list) => {
    const written = new Set<string>()
    const key = ({ operation, subject }: Call): string => `${operation} ${subject}`
    return {
      ...list,
      read: (call) => async () => {
        const wasWritten = written.delete(key(call))
        return list.read(wasWritten ? alter(call) : call)()
      },
      write: (call, operation) => () => {
        written.add(key(call))
        return list.write(call, operation)()
      },
    }
  }

const unsignalled = ({ signal: _, ...call }: Call): Call => call
const undated = ({ timeoutMs: _, ...call }: Call): Call => call

const never = (): Promise<never> => new Promise(() => undefined)

/** Runs what has one key in turn. */
const queue = (next: (waiting: Array<() => void>) => (() => void) | undefined) => {
  let running = false
  const waiting: Array<() => void> = []
  const leave = (): void => {
    running = false
    next(waiting)?.()
  }
  return async <A>(task: () => Promise<A>): Promise<A> => {
    if (running) await new Promise<void>((resolve) => waiting.push(resolve))
    running = true
    try {
      return await task()
    } finally {
      leave()
    }
  }
}

const queued = (provider: DomainProvider, isQueued: (what: What) => boolean, key: (who: string) => string) => {
  const queues = new Map<string, ReturnType<typeof queue>>()
  return tasks(provider, (task, what, who) => {
    if (!isQueued(what)) return task
    return () => {
      const own = queues.get(key(who)) ?? queue((waiting) => waiting.shift())
      queues.set(key(who), own)
      return own(task)
    }
  })
}

const isChange = (what: What): boolean => what === 'change'

const tagged = (result: E.Either<DomainError, unknown>, tag: DomainError['_tag']): boolean =>
  E.isLeft(result) && result.left._tag === tag

const hangsAt = (what: What, tag: DomainError['_tag']): Break => {
  return (provider) =>
    tasks(provider, (task, of) =>
      of !== what
        ? task
        : async () => {
            const result = await task()
            return tagged(result, tag) ? never() : result
          },
    )
}

const rejectsAt = (what: What, tag: DomainError['_tag'], reason: unknown): Break => {
  return (provider) =>
    tasks(provider, (task, of) =>
      of !== what
        ? task
        : async () => {
            const result = await task()
            // What is no Error can be thrown by a signal alone without a word of the linter.
            if (tagged(result, tag)) AbortSignal.abort(reason).throwIfAborted()
            return result
          },
    )
}

const memo = <A>(task: () => Promise<A>): (() => Promise<A>) => {
  let known: Promise<A> | undefined
  return () => (known ??= task())
}

const frozen = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || value instanceof AbortSignal) return
  Object.freeze(value)
  for (const each of Object.values(value)) frozen(each)
}

const options: ReadonlyArray<Mutant> = [
  broken(
    10,
    'forgets the deadline where a signal comes after it',
    merging((older, newer) => ({ ...(newer.signal === undefined ? older : withoutDeadline(older)), ...newer })),
  ),
  broken(
    10,
    'forgets the signal where a deadline comes after it',
    merging((older, newer) => ({ ...(newer.timeoutMs === undefined ? older : withoutSignal(older)), ...newer })),
  ),
  broken(
    10,
    'forgets all options where none are added',
    merging((older, newer) => (Object.keys(newer).length === 0 ? {} : { ...older, ...newer })),
  ),
  broken(
    10,
    'keeps the shortest of two deadlines',
    merging((older, newer) => ({
      ...older,
      ...newer,
      ...(older.timeoutMs === undefined || newer.timeoutMs === undefined
        ? {}
        : { timeoutMs: Math.min(older.timeoutMs, newer.timeoutMs) }),
    })),
  ),
  broken(
    10,
    'keeps the longest of two deadlines',
    merging((older, newer) => ({
      ...older,
      ...newer,
      ...(older.timeoutMs === undefined || newer.timeoutMs === undefined
        ? {}
        : { timeoutMs: Math.max(older.timeoutMs, newer.timeoutMs) }),
    })),
  ),
  broken(
    10,
    'keeps the first of two signals',
    merging((older, newer) => ({
      ...older,
      ...newer,
      ...(older.signal === undefined ? {} : { signal: older.signal }),
    })),
  ),
  broken(10, 'gives the options of a copy to the provider it came from', (root) => {
    let options: CallOptions = {}
    const now = (): DomainProvider => root.with(options)
    const all: DomainProvider = {
      ...root,
      app: (appId) => now().app(appId),
      get platform() {
        return now().platform
      },
      with: (newer) => {
        options = { ...options, ...newer }
        return all
      },
    }
    return all
  }),
  broken(
    10,
    'ignores options at the platform',
    partly((copy, root) => ({ ...copy, platform: root.platform })),
  ),
  broken(
    10,
    'ignores options at webview lists',
    partlyAtLevels((copy, root) => ({ ...copy, webview: root.webview })),
  ),
  broken(
    10,
    'ignores options at what is effective',
    partlyAtLevels((copy, root) => ({
      ...copy,
      server: { ...copy.server, effective: root.server.effective },
      webview: { ...copy.webview, effective: root.webview.effective },
    })),
  ),
  broken(
    10,
    'ignores options at confirm files',
    partlyAtLevels((copy, root) => ({ ...copy, confirmFile: root.confirmFile })),
  ),
  broken(
    10,
    "ignores options at Baidu's confirm file",
    partlyAtLevels((copy, root) => ({ ...copy, confirmFile: root.confirmFile })),
    'baidu',
  ),
  broken(
    10,
    'ignores options at changes',
    partlyAtLevels((copy, root) => ({
      ...copy,
      server: { ...copy.server, modify: root.server.modify },
      webview: { ...copy.webview, modify: root.webview.modify },
    })),
  ),
  broken(10, 'keeps the app of the first copy for all', (root) => {
    const known = new Map<string, Domains>()
    const at = (provider: DomainProvider): DomainProvider => ({
      ...provider,
      app: (appId) => {
        const found = known.get(appId) ?? provider.app(appId)
        known.set(appId, found)
        return found
      },
      with: (options) => at(provider.with(options)),
    })
    return at(root)
  }),
  below(10, 'has no deadline for the write', (list) => ({
    ...list,
    write: (call, operation) => list.write(undated(call), operation),
  })),
  below(10, 'has no deadline for the look', (list) => ({ ...list, read: (call) => list.read(undated(call)) })),
  below(10, 'has no deadline for what is effective', (list) => ({
    ...list,
    ...(list.effective === undefined ? {} : { effective: (call) => list.effective?.(undated(call)) ?? never }),
  })),
  below(10, 'cannot be cancelled in a read-back', readBack(unsignalled)),
  below(10, 'has no deadline for a read-back', readBack(undated)),
  broken(
    10,
    'has one deadline for all requests of a change',
    knowing((provider, { timeoutMs }) =>
      tasks(provider, (task, what, who) =>
        what !== 'change' || timeoutMs === undefined
          ? task
          : async () => {
              let timer: NodeJS.Timeout | undefined
              const late = new Promise<E.Either<DomainError, never>>((resolve) => {
                timer = setTimeout(() => resolve(E.left(timedOut(where(who), timeoutMs, true))), timeoutMs)
              })
              const result = await Promise.race([task(), late])
              clearTimeout(timer)
              return result
            },
      ),
    ),
  ),
  broken(
    10,
    'leaves its listeners on a signal',
    knowing((provider, { signal }) =>
      tasks(provider, (task) => () => {
        signal?.addEventListener('abort', () => undefined)
        return task()
      }),
    ),
  ),
  broken(10, 'hears of an aborted signal once', (root) => {
    const heard = new WeakSet<AbortSignal>()
    const at = (copy: DomainProvider, options: CallOptions): DomainProvider => ({
      ...tasks(copy, (task, _, who) => () => {
        const { signal } = options
        if (signal?.aborted !== true || !heard.has(signal)) {
          if (signal?.aborted === true) heard.add(signal)
          return task()
        }
        return TE.left(cancelled(where(who), false))().then(task)
      }),
      with: (newer) => {
        const merged = { ...options, ...newer }
        const { signal } = merged
        return signal !== undefined && heard.has(signal)
          ? at(root.with(withoutSignal(merged)), merged)
          : at(root.with(merged), merged)
      },
    })
    return at(root, {})
  }),
  broken(10, 'cancels what other copies have under way', (root) => {
    const all = new AbortController()
    const at = (options: CallOptions): DomainProvider => ({
      ...root.with({ ...options, signal: all.signal }),
      with: (newer) => {
        newer.signal?.addEventListener('abort', () => all.abort())
        if (newer.signal?.aborted === true) all.abort()
        return at({ ...options, ...newer })
      },
    })
    return at({})
  }),
  broken(10, 'takes a change for cancelled after another was', (provider) => {
    let wasCancelled = false
    return tasks(provider, (task, what, who) =>
      what !== 'change'
        ? task
        : async () => {
            if (wasCancelled) {
              wasCancelled = false
              return E.left(cancelled(where(who), false))
            }
            const result = await task()
            if (tagged(result, 'Cancelled')) wasCancelled = true
            return result
          },
    )
  }),
  broken(
    10,
    'throws where it is cancelled beforehand',
    knowing((provider, { signal }) =>
      tasks(provider, (task) => () => {
        signal?.throwIfAborted()
        return task()
      }),
    ),
  ),
  broken(10, 'says that what was cancelled under way was not sent', (provider) =>
    tasks(
      provider,
      TE.mapLeft((error: DomainError): DomainError => (error._tag === 'Cancelled' ? { ...error, sent: false } : error)),
    ),
  ),
]

const closing: ReadonlyArray<Mutant> = [
  broken(10, 'ends the calls under way when it closes', (provider) => {
    const closing = new AbortController()
    const end = new Promise<E.Either<DomainError, never>>((resolve) => {
      closing.signal.addEventListener('abort', () =>
        resolve(E.left(connectionFailed(where('close'), 'UND_ERR_CLOSED', false))),
      )
    })
    return {
      ...tasks(provider, (task) => () => Promise.race([task(), end])),
      close: () => {
        closing.abort()
        return provider.close()
      },
    }
  }),
  broken(10, 'fails to close twice', (provider) => {
    let isClosed = false
    return {
      ...provider,
      close: () => {
        if (isClosed) return Promise.reject(new Error('closed already'))
        isClosed = true
        return provider.close()
      },
    }
  }),
  broken(10, 'never ends closing a second time', (provider) => {
    let isClosed = false
    return {
      ...provider,
      close: () => {
        if (isClosed) return never()
        isClosed = true
        return provider.close()
      },
    }
  }),
  broken(10, 'throws when it is closed', (provider) => ({
    ...provider,
    close: () => {
      throw new Error('cannot close')
    },
  })),
  broken(10, 'never settles after it was closed', (provider) => {
    let isClosed = false
    return {
      ...tasks(provider, (task) => () => (isClosed ? never() : task())),
      close: () => {
        isClosed = true
        return provider.close()
      },
    }
  }),
  broken(10, 'throws after it was closed', (provider) => {
    let isClosed = false
    return {
      ...tasks(provider, (task) => () => {
        if (isClosed) throw new Error('closed')
        return task()
      }),
      close: () => {
        isClosed = true
        return provider.close()
      },
    }
  }),
  broken(10, 'leaves a timer behind', (provider) =>
    tasks(provider, (task) => () => {
      setTimeout(() => undefined, 20_000)
      return task()
    }),
  ),
]

const hanging: ReadonlyArray<Mutant> = [
  broken(7, 'never settles where a connection fails', hangsAt('get', 'ConnectionFailed')),
  broken(7, 'never settles where what is effective cannot be read', hangsAt('effective', 'UnreadableReply')),
  broken(7, 'never settles where a confirm file cannot be read', hangsAt('confirmFile', 'UnreadableReply')),
  broken(7, "never settles where Baidu's confirm file is refused", hangsAt('confirmFile', 'UnknownCode'), 'baidu'),
  broken(8, 'never settles where a change has no answer', hangsAt('change', 'ConnectionFailed')),
  broken(10, 'never settles where a change is cancelled', hangsAt('change', 'Cancelled')),
  broken(10, 'never settles where what is effective is cancelled', hangsAt('effective', 'Cancelled')),
  broken(10, 'never settles where a confirm file is cancelled', hangsAt('confirmFile', 'Cancelled')),
  broken(7, 'rejects with nothing where what is effective fails', rejectsAt('effective', 'ConnectionFailed', null)),
  broken(7, 'rejects with a text where a confirm file fails', rejectsAt('confirmFile', 'ConnectionFailed', 'no')),
  broken(10, 'rejects with a number where a change is cancelled', rejectsAt('change', 'Cancelled', 0)),
  broken(15, 'throws at a refused change when it is asked what it costs', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      cost: (change, observed, version) => {
        const cost = list.cost(change, observed, version)
        if (E.isLeft(cost)) throw new Error(cost.left.message)
        return cost
      },
    })),
  ),
  broken(2, 'leaves a rejection behind after a success', (provider) =>
    tasks(provider, (task, what) =>
      what !== 'change'
        ? task
        : async () => {
            const result = await task()
            if (E.isRight(result)) void Promise.reject(new Error('left behind'))
            return result
          },
    ),
  ),
]

const again: ReadonlyArray<Mutant> = [
  broken(13, 'runs a read of what is effective once', (provider) =>
    alteredLists(provider, (list) => ({ ...list, effective: (options) => memo(list.effective(options)) })),
  ),
  broken(13, 'runs a read of a confirm file once', (provider) =>
    levels(provider, (domains) => ({ ...domains, confirmFile: (options) => memo(domains.confirmFile(options)) })),
  ),
  broken(1, 'reads before it is asked to', (provider) =>
    alteredLists(provider, (list) => {
      const begun = list.get()()
      let isFirst = true
      return {
        ...list,
        get: (options) => () => {
          if (!isFirst) return list.get(options)()
          isFirst = false
          return begun
        },
      }
    }),
  ),
  broken(1, 'looks once for all runs of a change', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) => {
        let seen: Parameters<typeof list.modify>[1]
        return async () => {
          if (seen === undefined) {
            const result = await list.modify(change, options)()
            if (E.isRight(result)) {
              const after = await list.get()()
              if (E.isRight(after)) seen = { ...options, observed: after.right }
            }
            return result
          }
          return list.modify(change, seen)()
        }
      },
    })),
  ),
  broken(14, 'joins a change that is run twice at once', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) => {
        const task = list.modify(change, options)
        let running: ReturnType<typeof task> | undefined
        return () => {
          running ??= task().finally(() => (running = undefined))
          return running
        }
      },
    })),
  ),
  broken(1, 'tells the items of earlier runs too', (provider) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>): DomainList<K> => ({
      ...list,
      modify: (change, options) => {
        let items: ReadonlyArray<ItemOutcome<K>> = []
        return TE.map((outcome: Outcome<K>) => {
          items = [...items, ...outcome.items]
          return { ...outcome, items }
        })(list.modify(change, options))
      },
    })),
  ),
  broken(1, 'gives what it keeps of a list out of its hands', (provider) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>) => {
      let kept: { readonly text: string; readonly result: E.Either<DomainError, ListedDomains<K>> } | undefined
      return {
        ...list,
        get: (options) => async () => {
          const result = await list.get(options)()
          const text = JSON.stringify(result)
          if (kept?.text !== text) kept = { text, result }
          return kept.result
        },
      }
    }),
  ),
  broken(1, 'freezes what it is handed', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) => {
        frozen(change)
        return list.modify(change, options)
      },
    })),
  ),
  broken(1, 'freezes what was observed', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) => {
        frozen(options)
        return list.modify(change, options)
      },
      cost: (change, observed, version) => {
        frozen(observed)
        return list.cost(change, observed, version)
      },
    })),
  ),
  broken(1, 'turns its kinds around with every change', (provider) => {
    const turn = (kinds: ReadonlyArray<Kind>): void => void (Array.isArray(kinds) && kinds.reverse())
    return alteredLists(provider, (list, { capabilities }) => ({
      ...list,
      modify: (change, options) => () => {
        turn(capabilities.kinds)
        return list.modify(change, options)()
      },
    }))
  }),
  broken(17, 'forgets the version where the list was observed', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) =>
        list.modify(change, options?.observed === undefined ? options : { observed: options.observed }),
    })),
  ),
  broken(17, 'forgets what was observed where a version is named', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) =>
        list.modify(change, options?.version === undefined ? options : { version: options.version }),
    })),
  ),
  broken(17, 'says for every version what both cost', (provider) =>
    alteredLists(provider, (list) => ({ ...list, cost: (change, observed) => list.cost(change, observed) })),
  ),
]

const any = (): boolean => true

const queues: ReadonlyArray<Mutant> = [
  broken(14, 'has one queue for the changes of all apps', (provider) =>
    queued(provider, isChange, (who) => who.replace(/^\S+/, '')),
  ),
  broken(14, 'looks for each change, also for one that has waited for another', (provider) =>
    queued(provider, isChange, (who) => who),
  ),
  broken(14, 'has one queue for all changes', (provider) => queued(provider, isChange, () => '')),
  broken(14, 'lets a read wait for the changes before it', (provider) =>
    queued(
      provider,
      (what) => what === 'change' || what === 'get',
      (who) => who,
    ),
  ),
  broken(14, 'makes one call at a time', (provider) => queued(provider, any, () => '')),
  broken(14, 'reads one app at a time', (provider) =>
    queued(
      provider,
      (what) => what === 'get',
      (who) => who.replace(/^\S+/, ''),
    ),
  ),
  broken(14, 'makes the last change first', (provider) => {
    const lines = new Map<string, ReturnType<typeof queue>>()
    return tasks(provider, (task, what, who) => {
      if (what !== 'change') return task
      return () => {
        const own = lines.get(who) ?? queue((waiting) => waiting.pop())
        lines.set(who, own)
        return own(task)
      }
    })
  }),
  broken(10, 'never runs what waits behind a cancelled change', (provider) => {
    const jammed = new Set<string>()
    let running = 0
    return tasks(provider, (task, what, who) =>
      what !== 'change'
        ? task
        : async () => {
            running += 1
            const result = await task()
            running -= 1
            if (jammed.has(who) && running > 0) return never()
            if (tagged(result, 'Cancelled') && running > 0) jammed.add(who)
            return result
          },
    )
  }),
  broken(14, 'keeps the failure of a read for the next one', (provider) => {
    const failed = new Map<string, DomainError>()
    return tasks(provider, (task, what, who) =>
      what !== 'get'
        ? task
        : async () => {
            const earlier = failed.get(who)
            failed.delete(who)
            if (earlier !== undefined) return E.left(earlier)
            const result = await task()
            if (E.isLeft(result)) failed.set(who, result.left)
            return result
          },
    )
  }),
  broken(14, 'changes nothing more after a failure', (provider) => {
    const failed = new Map<string, DomainError>()
    return tasks(provider, (task, what, who) =>
      what !== 'change'
        ? task
        : async () => {
            const earlier = failed.get(who)
            if (earlier !== undefined) return E.left(earlier)
            const result = await task()
            if (E.isLeft(result) && result.left._tag === 'VendorBusy') failed.set(who, result.left)
            return result
          },
    )
  }),
]

// Part of the names of the tests that are to find one, by a word of its name.
const nearOf = (name: string): string | undefined =>
  (
    [
      [/clos/, 'closing leaves'],
      [/timer/, 'keeps the process alive'],
      [/listeners/, 'outlives'],
      [/deadline|options/, 'deadline'],
      [/aborted|cancelled/, 'cancelled'],
      [/queue|wait|at a time|failure/, 'holds up'],
    ] as const
  ).find(([word]) => word.test(name))?.[1]

/** Adapters that are wrong about options, closing, queues, tasks, and what they are handed. */
export const optionMutants: ReadonlyArray<Mutant> = [...options, ...closing, ...hanging, ...again, ...queues].map(
  (each) => {
    const near = nearOf(each.name)
    return near === undefined ? each : { ...each, near }
  },
)
