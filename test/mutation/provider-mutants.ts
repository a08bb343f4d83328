import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type DomainChange,
  type DomainError,
  type DomainList,
  type DomainProvider,
  type DomainSet,
  type Kind,
  type ListedDomains,
  type Outcome,
  addDomains,
  copyPool,
  domainsOf,
  setDomains,
} from '../../packages/core/src/index.js'
import {
  accepted,
  bilingual,
  can,
  cannot,
  fromKinds,
  requestRejected,
  spentNothing,
  spentOne,
  unsupported,
} from '../../packages/core/src/adapter.js'
import { type ProviderSettings } from '../../packages/conformance/src/index.js'
import {
  type About,
  alteredCapabilities,
  alteredChanges,
  alteredCosts,
  alteredErrors,
  alteredLists,
  alteredOutcomes,
  alteredReads,
} from './altered-provider.js'
import { type Break, type Mutant, broken } from './mutant.js'

const mapSet = <K extends Kind>(
  change: DomainChange<K>,
  alter: (domains: DomainSet<K>, named: ReadonlyArray<K>) => DomainSet<K>,
  kinds: ReadonlyArray<K>,
): DomainChange<K> => {
  if (change._tag === 'CopyPool') return change
  const named = kinds.filter((kind) => change.domains?.[kind] !== undefined)
  const isPlain = named.every((kind) => domainsOf(change.domains, kind).every?.((each) => typeof each === 'string'))
  return named.length === 0 || !isPlain ? change : { ...change, domains: alter(change.domains, named) }
}

const isEmptyChange = <K extends Kind>(change: DomainChange<K>): boolean =>
  change._tag === 'Add' && Object.values(change.domains).every((list) => Array.isArray(list) && list.length === 0)

const later = { when: 'later', afterMs: 5_000 } as const

/** Makes each change of one name another change, and tells it under the name that was asked for. */
const instead =
  (
    tag: 'Add' | 'Set',
    name: Outcome<Kind>['change'],
    made: <K extends Kind>(domains: DomainSet<K>) => DomainChange<K>,
  ): Break =>
  (provider) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>): DomainList<K> => ({
      ...list,
      modify: (change, options) =>
        change._tag !== tag
          ? list.modify(change, options)
          : TE.map((outcome: Outcome<K>): Outcome<K> => ({ ...outcome, change: name }))(
              list.modify(made(change.domains), options),
            ),
    }))

const tokenOf = async (settings: ProviderSettings): Promise<string> => {
  const token = await settings.tokens.get({ _tag: 'App', appId: 'wx-app-1' })()
  return E.isRight(token) ? token.right : ''
}

/** Errors with the token of the call in them, put there by `leak`. */
const leaking =
  (leak: (error: DomainError, token: string) => DomainError): Break =>
  (provider, settings) =>
    alteredLists(provider, (list) => {
      const told =
        <A>(task: TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
        async () => {
          const result = await task()
          return E.isLeft(result) ? E.left(leak(result.left, await tokenOf(settings))) : result
        }
      return {
        get: (options) => told(list.get(options)),
        effective: (options) => told(list.effective(options)),
        cost: list.cost,
        modify: (change, options) => told(list.modify(change, options)),
      }
    })

const hiddenField = (error: DomainError, token: string): DomainError =>
  Object.defineProperty({ ...error }, 'request', { value: { url: `/call?access_token=${token}` }, enumerable: false })

const eachUse = (make: () => DomainProvider): DomainProvider => {
  const first = make()
  return {
    ...first,
    app: (appId) => make().app(appId),
    get platform() {
      return make().platform
    },
    with: (options) => eachUse(() => make().with(options)),
  }
}

const again =
  (isWorth: (error: DomainError) => boolean, times: number): Break =>
  (provider) =>
    alteredLists(provider, (list) => {
      const repeat = <A>(task: TE.TaskEither<DomainError, A>, left: number): TE.TaskEither<DomainError, A> =>
        TE.orElse((error: DomainError) => (left > 0 && isWorth(error) ? repeat(task, left - 1) : TE.left(error)))(task)
      return {
        ...list,
        get: (options) => repeat(list.get(options), times),
        modify: (change, options) => repeat(list.modify(change, options), times),
      }
    })

/** Adapters broken between the engine and the caller. */
export const providerMutants: ReadonlyArray<Mutant> = [
  broken(4, 'says nothing of rejected domains', (provider) =>
    alteredOutcomes(provider, (outcome) => ({
      ...outcome,
      items: outcome.items.filter(({ verdict }) => verdict !== 'rejected'),
    })),
  ),
  broken(4, 'reports rejected domains as accepted', (provider) =>
    alteredOutcomes(provider, (outcome) => ({
      ...outcome,
      items: outcome.items.map(({ kind, domain, intent, ...item }) =>
        item.verdict === 'rejected' ? { kind, domain, intent, verdict: 'accepted' } : { kind, domain, intent, ...item },
      ),
    })),
  ),
  broken(2, 'reports what was there already as accepted', (provider) =>
    alteredOutcomes(provider, (outcome) => ({
      ...outcome,
      items: outcome.items.map(({ kind, domain, intent, ...item }) =>
        item.verdict === 'already' ? { kind, domain, intent, verdict: 'accepted' } : { kind, domain, intent, ...item },
      ),
    })),
  ),
  broken(4, 'tells each domain twice', (provider) =>
    alteredOutcomes(provider, (outcome) => ({ ...outcome, items: [...outcome.items, ...outcome.items] })),
  ),
  broken(4, 'loses the last domain of an outcome', (provider) =>
    alteredOutcomes(provider, (outcome) => ({ ...outcome, items: outcome.items.slice(0, -1) })),
  ),
  broken(4, 'says that no modification was spent when one was', (provider) =>
    alteredOutcomes(provider, (outcome) => ({ ...outcome, ...spentNothing })),
  ),
  broken(2, 'says that a modification was spent when none was', (provider) =>
    alteredOutcomes(provider, (outcome) => ({ ...outcome, ...spentOne })),
  ),
  broken(15, 'says that every change costs one', (provider) => alteredCosts(provider, () => 1)),
  broken(
    15,
    'says that no change costs more than one',
    (provider) => alteredCosts(provider, (cost) => Math.min(cost, 1)),
    'baidu',
  ),
  broken(15, 'says that a change costs two, to be safe', (provider) => alteredCosts(provider, (cost) => 2 * cost)),
  broken(15, 'asks the vendor what a change costs', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      cost: (change, observed) => {
        void list.get()()
        return list.cost(change, observed)
      },
    })),
  ),
  broken(15, 'says what a change costs that would be refused', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      cost: (change, observed) => E.orElse(() => E.right(1))(list.cost(change, observed)),
    })),
  ),
  broken(4, 'says that the list was empty before', (provider) =>
    alteredOutcomes(provider, (outcome) => ({ ...outcome, before: { domains: {} } })),
  ),
  broken(4, 'tells the list before a change for the list after it', (provider) =>
    alteredOutcomes(provider, (outcome) => ({ ...outcome, after: outcome.before })),
  ),
  broken(4, 'does not tell the list after a change', (provider) =>
    alteredOutcomes(provider, ({ after: _, ...outcome }) => outcome),
  ),
  broken(1, 'writes nothing and reports success', (provider) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>, about: About<K>): DomainList<K> => ({
      ...list,
      modify: (change) =>
        TE.map((before: ListedDomains<K>): Outcome<K> => ({
          change: 'set',
          before,
          ...spentOne,
          items:
            change._tag === 'CopyPool'
              ? []
              : about.capabilities.kinds.flatMap((kind) =>
                  domainsOf(change.domains, kind).map((domain) => accepted(kind, domain, 'present')),
                ),
        }))(list.get()),
    })),
  ),
  broken(3, 'ignores an empty kind in a set', (provider) =>
    alteredChanges(provider, (change, kinds) =>
      change._tag !== 'Set'
        ? change
        : mapSet(
            change,
            (domains, named) =>
              fromKinds(
                named.filter((kind, index) => index === 0 || domainsOf(domains, kind).length > 0),
                (kind) => domainsOf(domains, kind),
              ),
            kinds,
          ),
    ),
  ),
  broken(3, 'wipes the kinds that a set does not name', (provider) =>
    alteredChanges(provider, (change, kinds) =>
      change._tag !== 'Set'
        ? change
        : mapSet(change, (domains) => fromKinds(kinds, (kind) => domainsOf(domains, kind)), kinds),
    ),
  ),
  broken(1, 'adds where it is to set', instead('Set', 'set', addDomains)),
  broken(3, 'sets where it is to add', instead('Add', 'add', setDomains)),
  broken(1, 'loses domains that are named twice', (provider) =>
    alteredChanges(provider, (change, kinds) =>
      mapSet(
        change,
        (domains, named) =>
          fromKinds(named, (kind) =>
            domainsOf(domains, kind).filter(
              (each, index, list) => list.indexOf(each) === index && list.lastIndexOf(each) === index,
            ),
          ),
        kinds,
      ),
    ),
  ),
  broken(1, 'takes domains that differ in case for different ones', (provider) =>
    alteredReads(provider, (set, kinds) =>
      fromKinds(kinds, (kind) => domainsOf(set, kind).flatMap((each) => [each, each.toUpperCase()])),
    ),
  ),
  broken(1, 'get is not canonical', (provider) =>
    alteredReads(provider, (set, kinds) => fromKinds(kinds, (kind) => domainsOf(set, kind).map((each) => `${each}/`))),
  ),
  broken(1, 'get leaves out empty kinds', (provider) =>
    alteredReads(provider, (set, kinds) =>
      fromKinds(
        kinds.filter((kind) => domainsOf(set, kind).length > 0),
        (kind) => domainsOf(set, kind),
      ),
    ),
  ),
  broken(1, 'get remembers what it once read', (provider) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>): DomainList<K> => {
      let kept: E.Either<DomainError, ListedDomains<K>> | undefined
      return {
        ...list,
        get: (options) => async () => {
          const result = kept ?? (await list.get(options)())
          kept = result
          return result
        },
      }
    }),
  ),
  broken(6, 'copies the pool when a change names nothing', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) => list.modify(isEmptyChange(change) ? copyPool : change, options),
    })),
  ),
  broken(2, 'fails when there is nothing to do', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) => async () => {
        const result = await list.modify(change, options)()
        if (E.isLeft(result) || result.right.items.some(({ verdict }) => verdict !== 'already')) return result
        return E.left(requestRejected({ vendor: provider.vendor, operation: 'modify', subject: 'platform' }, {}))
      },
    })),
  ),
  broken(
    8,
    'sends a write again after a time-out',
    again((error) => error.applied === 'unknown', 1),
  ),
  broken(8, 'says that a write is not done when nobody knows', (provider) =>
    alteredErrors(provider, (error) => ({ ...error, ...spentNothing, applied: 'no' })),
  ),
  broken(8, 'asks for a blind retry of a write whose result is unknown', (provider) =>
    alteredErrors(provider, (error) => (error.applied === 'unknown' ? { ...error, retry: later } : error)),
  ),
  broken(
    9,
    'refreshes tokens for ever',
    again((error) => error._tag === 'TokenRejected', 6),
  ),
  broken(
    7,
    'tries a read that fails for ever',
    again((error) => error.applied === 'no' && error._tag !== 'InvalidChange' && error._tag !== 'Unsupported', 9),
  ),
  broken(7, 'throws what is no domain error', (provider) =>
    alteredErrors(provider, (error) => {
      if (error._tag === 'UnreadableReply') throw new TypeError("Cannot read properties of undefined (reading 'list')")
      return error
    }),
  ),
  broken(7, 'rejects its promise', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      get: (options) => async () => {
        const result = await list.get(options)()
        if (E.isLeft(result)) throw new Error(result.left.message)
        return result
      },
    })),
  ),
  broken(7, 'gives an empty list for an unreadable reply', (provider) =>
    alteredLists(provider, (list, { capabilities }) => ({
      ...list,
      get: (options) =>
        TE.orElse((error: DomainError) =>
          error._tag === 'UnreadableReply'
            ? TE.right({ domains: fromKinds(capabilities.kinds, () => []) })
            : TE.left(error),
        )(list.get(options)),
    })),
  ),
  broken(7, 'tells an unknown code as busy', (provider) =>
    alteredErrors(provider, (error) => (error._tag === 'UnknownCode' ? { ...error, _tag: 'VendorBusy' } : error)),
  ),
  broken(12, 'leaves out the Chinese hint', (provider) =>
    alteredErrors(provider, (error) => ({ ...error, hint: bilingual(error.hint.en, '') })),
  ),
  broken(12, 'gives every error the same hint', (provider) =>
    alteredErrors(provider, (error) => ({ ...error, hint: bilingual('Try again.', '请重试操作。') })),
  ),
  broken(12, 'blames the vendor for everything', (provider) =>
    alteredErrors(provider, (error) => ({ ...error, actor: 'vendor' })),
  ),
  broken(12, "keeps the vendor's code to itself", (provider) =>
    alteredErrors(provider, (error) => {
      const { vendorCode: _code, ...rest } = error
      return rest
    }),
  ),
  broken(12, "keeps the vendor's request id to itself", (provider) =>
    alteredErrors(provider, (error) => {
      const { requestId: _id, ...rest } = error
      return rest
    }),
  ),
  broken(12, "keeps the vendor's words to itself", (provider) =>
    alteredErrors(provider, (error) => {
      const { vendorMessage: _words, ...rest } = error
      return rest
    }),
  ),
  broken(12, 'names the wrong subject', (provider) =>
    alteredErrors(provider, (error) => ({ ...error, subject: 'app x' })),
  ),
  broken(12, 'takes a daily limit for one that passes', (provider) =>
    alteredErrors(provider, (error) =>
      error._tag === 'RateLimited' && error.window === 'day' ? { ...error, retry: later } : error,
    ),
  ),
  broken(
    11,
    'leaks the token in a cause',
    leaking((error, token) => Object.assign({ ...error }, { cause: { config: { token } } })),
  ),
  broken(11, 'leaks the token in a field that is not enumerable', leaking(hiddenField)),
  broken(
    11,
    'leaks the half of a token in a message',
    leaking((error, token) => ({ ...error, message: `token ${token.slice(0, 16)}…` })),
  ),
  broken(
    11,
    'leaks the token as base64',
    leaking((error, token) => ({ ...error, message: Buffer.from(token).toString('base64') })),
  ),
  broken(11, 'prints the token', (provider, settings) =>
    alteredLists(provider, (list) => ({
      ...list,
      get: (options) => async () => {
        console.debug(`GET with ${await tokenOf(settings)}`)
        return list.get(options)()
      },
    })),
  ),
  broken(10, 'ignores cancel', (provider) => {
    const deaf = (inner: DomainProvider): DomainProvider => ({
      ...inner,
      with: ({ signal: _, ...options }) => deaf(inner.with(options)),
    })
    return deaf(provider)
  }),
  broken(10, 'ignores the deadline', (provider) => {
    const patient = (inner: DomainProvider): DomainProvider => ({
      ...inner,
      with: ({ timeoutMs: _, ...options }) => patient(inner.with(options)),
    })
    return patient(provider)
  }),
  broken(10, 'reads on after a cancel', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      modify: (change, options) => async () => {
        const result = await list.modify(change, options)()
        if (E.isLeft(result) && result.left._tag === 'Cancelled' && result.left.sent)
          await provider.app('wx-app-1').server.get()()
        return result
      },
    })),
  ),
  {
    ...broken(10, 'gives back a cancelled call and goes on with it', (provider) => {
      const giving = (inner: DomainProvider): DomainProvider => ({
        ...inner,
        with: ({ signal, ...options }) => {
          if (signal === undefined || signal.aborted)
            return giving(inner.with({ ...options, ...(signal && { signal }) }))
          const deaf = inner.with(options)
          return alteredLists(deaf, (list) => {
            const task =
              <A>(run: TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
              () => {
                const gone = new Promise<E.Either<DomainError, A>>((resolve) =>
                  signal.addEventListener('abort', () =>
                    resolve(
                      E.left({
                        ...unsupported(
                          { vendor: 'wechat', operation: 'x', subject: 'y' },
                          bilingual('Cancelled.', '已取消。'),
                          '',
                        ),
                        _tag: 'Cancelled',
                        sent: true,
                        applied: 'no',
                        actor: 'caller',
                        retry: { when: 'after-read' },
                        ...spentNothing,
                      }),
                    ),
                  ),
                )
                return Promise.race([run(), gone])
              }
            return {
              get: (options) => task(list.get(options)),
              effective: (options) => task(list.effective(options)),
              cost: list.cost,
              modify: (change, o) => task(list.modify(change, o)),
            }
          })
        },
      })
      return giving(provider)
    }),
    near: 'while it looks',
  },
  broken(13, 'says that it cannot copy the pool, and the vendor can', (provider) => {
    const no = cannot(bilingual('Not there.', '没有此功能。'), 'https://example.com/')
    return alteredCapabilities(provider, ({ app, platform }) => ({
      app: { ...app, webview: { ...app.webview, copyPool: no } },
      platform,
    }))
  }),
  broken(13, 'says that it can copy the pool, and refuses', (provider) =>
    alteredCapabilities(provider, ({ app, platform }) => ({
      app: { ...app, server: { ...app.server, copyPool: can } },
      platform,
    })),
  ),
  broken(13, 'asks the vendor before it refuses what it cannot do', (provider) =>
    alteredLists(provider, (list, { capabilities }) => ({
      ...list,
      modify: (change, options) => async () => {
        if (change._tag === 'CopyPool' && capabilities.copyPool._tag === 'Cannot') await list.get()()
        return list.modify(change, options)()
      },
    })),
  ),
  broken(
    13,
    'names a kind that the vendor does not have',
    (provider) =>
      alteredCapabilities(provider, ({ app, platform }) => ({
        app: { ...app, server: { ...app.server, kinds: [...app.server.kinds, 'udp'] } },
        platform,
      })),
    'baidu',
  ),
  broken(13, 'gives what is configured for what is effective', (provider) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>) => ({
      ...list,
      effective: (options) =>
        TE.map(({ domains }: ListedDomains<K>) => ({ effective: domains, origins: {} }))(list.get(options)),
    })),
  ),
  broken(13, 'gives the confirm file with a line break at its end', (provider) => ({
    ...provider,
    platform: {
      ...provider.platform,
      confirmFile: (options) =>
        TE.map(({ name, content }: { readonly name: string; readonly content: Uint8Array }) => ({
          name,
          content: Buffer.concat([content, Buffer.from('\n')]),
        }))(provider.platform.confirmFile(options)),
    },
  })),
  broken(1, 'writes every app where the first one is', (provider) => ({
    ...provider,
    app: () => provider.app('wx-app-1'),
  })),
  broken(1, 'writes the platform where an app is', (provider) => ({ ...provider, platform: provider.app('wx-app-1') })),
  broken(5, 'cuts paths off and goes on', (provider) =>
    alteredChanges(provider, (change, kinds) =>
      mapSet(
        change,
        (domains, named) =>
          fromKinds(named, (kind) => domainsOf(domains, kind).map((each) => each.replace(/\/pay$/, ''))),
        kinds,
      ),
    ),
  ),
  broken(5, 'leaves wrong domains out and goes on', (provider) =>
    alteredLists(provider, (list, { capabilities }) => ({
      ...list,
      modify: (change, options) => async () => {
        const result = await list.modify(change, options)()
        if (E.isRight(result) || result.left._tag !== 'InvalidChange') return result
        const wrong = new Set(result.left.refusals.map(({ domain }) => domain))
        const rest = mapSet(
          change,
          (domains, named) => fromKinds(named, (kind) => domainsOf(domains, kind).filter((each) => !wrong.has(each))),
          capabilities.kinds,
        )
        return list.modify(rest, options)()
      },
    })),
  ),
  {
    name: 'loses concurrent changes: each use is a provider of its own',
    law: 14,
    vendor: 'wechat',
    options: { wrap: (make, settings) => eachUse(() => make(settings)) },
  },
  {
    name: 'loses concurrent changes of copies with other options',
    law: 14,
    vendor: 'wechat',
    options: { wrap: (make, settings) => ({ ...make(settings), with: (options) => make(settings).with(options) }) },
  },
  {
    name: 'leaks the token to the hooks',
    law: 11,
    vendor: 'baidu',
    options: {
      wrap: (make, { tokens, hooks, clock }) => {
        let last = ''
        const heard = {
          get: (subject: Parameters<typeof tokens.get>[0]) =>
            TE.map((token: string) => {
              last = token
              return token
            })(tokens.get(subject)),
          refused: tokens.refused,
        }
        return make({
          clock,
          tokens: heard,
          hooks: {
            ...hooks,
            onRequest: (event) =>
              hooks.onRequest?.({ ...event, url: `${event.url}?access_token=${encodeURIComponent(last)}` }),
          },
        })
      },
    },
  },
  {
    name: 'never refreshes a token',
    law: 9,
    vendor: 'wechat',
    options: {
      wrap: (make, { tokens, hooks, clock }) =>
        make({ clock, hooks, tokens: { get: tokens.get, refused: (_, token) => TE.right(token) } }),
    },
  },
]
