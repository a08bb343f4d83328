import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type AccessTokens,
  type Capabilities,
  type DomainError,
  type DomainProvider,
  type Hooks,
  type ItemOutcome,
  type Kind,
  type Outcome,
  type Rejection,
  type Subject,
  appSubject,
  platformSubject,
} from '../../packages/core/src/index.js'
import { type ListLimits, fact, spentNothing, subjectName, tokenRejected } from '../../packages/core/src/adapter.js'
import { type LawNumber } from '../../packages/conformance/src/index.js'
import { alteredCapabilities, alteredErrors, alteredLists, alteredOutcomes, levels } from './altered-provider.js'
import { type Mutant, broken, made } from './mutant.js'

type AlterError = (error: DomainError) => DomainError

const everyError = (provider: DomainProvider, alter: AlterError): DomainProvider =>
  levels(alteredErrors(provider, alter), (domains) => ({
    ...domains,
    confirmFile: (options) => TE.mapLeft(alter)(domains.confirmFile(options)),
  }))

const errors = (law: LawNumber, name: string, alter: AlterError, vendor: Mutant['vendor'] = 'wechat'): Mutant =>
  broken(law, name, (provider) => everyError(provider, alter), vendor)

const later = (name: string, alter: (afterMs: number) => number): Mutant =>
  errors(12, name, (error) =>
    error.retry.when === 'later' ? { ...error, retry: { when: 'later', afterMs: alter(error.retry.afterMs) } } : error,
  )

/** Errors that depend on those before them. */
const remembering = (law: LawNumber, name: string, make: () => AlterError): Mutant =>
  broken(law, name, (provider) => everyError(provider, make()))

const outcomes = (
  law: LawNumber,
  name: string,
  alter: <K extends Kind>(outcome: Outcome<K>) => Outcome<K>,
  vendor: Mutant['vendor'] = 'wechat',
): Mutant => broken(law, name, (provider) => alteredOutcomes(provider, alter), vendor)

const rejections = (name: string, alter: (rejection: Rejection) => Rejection, vendor: Mutant['vendor'] = 'wechat') =>
  outcomes(
    4,
    name,
    <K extends Kind>(outcome: Outcome<K>): Outcome<K> => ({
      ...outcome,
      items: outcome.items.map((item): ItemOutcome<K> =>
        item.verdict === 'rejected' ? { ...item, rejection: alter(item.rejection) } : item,
      ),
    }),
    vendor,
  )

type Place = readonly [level: 'app' | 'platform', list: 'server' | 'webview']

const limits = (name: string, [level, list]: Place, alter: (limits: ListLimits) => ListLimits): Mutant =>
  broken(13, name, (provider) =>
    alteredCapabilities(provider, (all): Capabilities => {
      const of = all[level]
      return { ...all, [level]: { ...of, [list]: { ...of[list], limits: alter(of[list].limits) } } }
    }),
  )

const figure = <A>(value: A) => fact(value, 'made up', '2026-01', 'guess')

const hooked = (name: string, alter: (hooks: Hooks) => Hooks): Mutant =>
  made(12, name, (make, { tokens, hooks, clock }) => make({ clock, tokens, hooks: alter(hooks) }))

const ported = (
  name: string,
  alter: (tokens: AccessTokens) => AccessTokens,
  law: LawNumber = 9,
  vendor: Mutant['vendor'] = 'wechat',
): Mutant => made(law, name, (make, { tokens, hooks, clock }) => make({ clock, hooks, tokens: alter(tokens) }), vendor)

/** What to do, knowing the last token given, where a call ended in an error. */
const hearing = (
  name: string,
  hear: (tokens: AccessTokens, subject: Subject, token: string, error: DomainError) => Promise<DomainError>,
  silent = false,
): Mutant =>
  made(9, name, (make, { tokens, hooks, clock }) => {
    const last = new Map<string, string>()
    const noted = (subject: Subject, task: TE.TaskEither<DomainError, string>) =>
      TE.map((token: string) => {
        last.set(subjectName(subject), token)
        return token
      })(task)
    const provider = make({
      clock,
      hooks,
      tokens: {
        get: (subject) => noted(subject, tokens.get(subject)),
        refused: (subject, token) => noted(subject, tokens.refused(subject, token)),
        ...(tokens.failed === undefined || silent ? {} : { failed: tokens.failed }),
      },
    })
    return levels(provider, (domains, who) => {
      const subject = who === '' ? platformSubject : appSubject(who)
      const told = <A>(task: TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
        TE.orElse(
          (error: DomainError): TE.TaskEither<DomainError, A> =>
            async () =>
              E.left(await hear(tokens, subject, last.get(subjectName(subject)) ?? '', error)),
        )(task)
      return {
        ...domains,
        server: {
          ...domains.server,
          get: (options) => told(domains.server.get(options)),
          effective: (options) => told(domains.server.effective(options)),
          modify: (change, options) => told(domains.server.modify(change, options)),
        },
        webview: {
          ...domains.webview,
          get: (options) => told(domains.webview.get(options)),
          effective: (options) => told(domains.webview.effective(options)),
          modify: (change, options) => told(domains.webview.modify(change, options)),
        },
        confirmFile: (options) => told(domains.confirmFile(options)),
      }
    })
  })

const isRejected = (error: DomainError): boolean => error._tag === 'TokenRejected'

const figures: ReadonlyArray<Mutant> = [
  later('tells seconds for milliseconds', (ms) => ms / 1000),
  later('says that later is at once', () => 0),
  later('says that later is in a day', () => 86_400_000),
  later('says that later is never a number', () => Number.NaN),
  later('says that later was before', (ms) => -ms),
  errors(12, 'tells the code of the vendor as text', (error) =>
    typeof error.vendorCode === 'number' ? { ...error, vendorCode: String(error.vendorCode) } : error,
  ),
  errors(12, 'tells the window of every limit as a second', (error) =>
    error._tag === 'RateLimited' ? { ...error, window: 'second' } : error,
  ),
  errors(12, 'says that what was sent was not', (error) =>
    error._tag === 'ConnectionFailed' ? { ...error, sent: false } : error,
  ),
  errors(12, 'says that what was not sent was', (error) =>
    error._tag === 'ConnectionFailed' ? { ...error, sent: true } : error,
  ),
  errors(12, 'tells no code of a connection', (error) =>
    error._tag === 'ConnectionFailed' ? { ...error, code: '' } : error,
  ),
  errors(10, 'tells another deadline than was passed', (error) =>
    error._tag === 'TimedOut' ? { ...error, afterMs: error.afterMs * 1000 } : error,
  ),
  errors(12, 'shows nothing of an unknown code', (error) =>
    error._tag === 'UnknownCode' ? { ...error, excerpt: '' } : error,
  ),
  errors(12, 'shows nothing of an unreadable reply', (error) =>
    error._tag === 'UnreadableReply' ? { ...error, excerpt: '' } : error,
  ),
  errors(12, 'does not say what an unreadable reply was to be', (error) =>
    error._tag === 'UnreadableReply' ? { ...error, expected: '' } : error,
  ),
  errors(12, 'names another vendor', (error) => ({ ...error, vendor: 'baidu' })),
  errors(12, 'has no message', (error) => ({ ...error, message: '' })),
  errors(12, 'gives the hint in one language', (error) => ({
    ...error,
    hint: { en: error.hint.en, zh: error.hint.en },
  })),
  errors(12, 'gives no hint', (error) => ({ ...error, hint: { en: '', zh: '' } })),
  errors(12, 'says for a lost authorisation that it was never completed', (error) =>
    error._tag === 'AuthorizationLost' ? { ...error, reason: 'never-completed' } : error,
  ),
  errors(13, 'does not say why it cannot', (error) =>
    error._tag === 'Unsupported' ? { ...error, why: { en: '', zh: '' } } : error,
  ),
  errors(5, 'tells the first refusal alone', (error) =>
    error._tag === 'InvalidChange' ? { ...error, refusals: error.refusals.slice(0, 1) } : error,
  ),
  errors(5, 'says how to fix a refusal in no language', (error) =>
    error._tag === 'InvalidChange'
      ? { ...error, refusals: error.refusals.map((each) => ({ ...each, hint: { en: '', zh: '' } })) }
      : error,
  ),
  remembering(12, 'keeps the request id of the first error', () => {
    let first: string | undefined
    return (error) => {
      first ??= error.requestId
      return first === undefined || error.requestId === undefined ? error : { ...error, requestId: `${first}` }
    }
  }),
  remembering(12, 'keeps the status of the first error', () => {
    let first: number | undefined
    return (error) => {
      first ??= error.httpStatus
      return first === undefined ? error : { ...error, httpStatus: first }
    }
  }),
  remembering(12, 'keeps the words of the first error', () => {
    let first: string | undefined
    return (error) => {
      first ??= error.vendorMessage
      return first === undefined ? error : { ...error, vendorMessage: first }
    }
  }),
  remembering(12, 'tells every error of one kind alike', () => {
    const known = new Map<string, DomainError>()
    return (error) => {
      const found = known.get(`${error._tag} ${error.operation}`) ?? error
      known.set(`${error._tag} ${error.operation}`, found)
      return found
    }
  }),
  outcomes(4, 'tells another status of a change', (outcome) =>
    outcome.httpStatus === undefined ? outcome : { ...outcome, httpStatus: 500 },
  ),
  outcomes(
    12,
    'tells the request id of another call',
    (outcome) => (outcome.requestId === undefined ? outcome : { ...outcome, requestId: 'request-0' }),
    'baidu',
  ),
  outcomes(4, 'loses the code of a rejection', ({ vendorCode: _, ...outcome }) => outcome),
  outcomes(4, "loses the code of Baidu's rejection", ({ vendorCode: _, ...outcome }) => outcome, 'baidu'),
  outcomes(4, 'loses the words of a rejection', ({ vendorMessage: _, ...outcome }) => outcome),
  outcomes(4, 'calls every change an add', (outcome) => ({ ...outcome, change: 'add' })),
  rejections('blames the platform for every rejection', (rejection) => ({ ...rejection, actor: 'platform' })),
  rejections(
    "blames the merchant for every rejection of Baidu's",
    (rejection) => ({ ...rejection, actor: 'merchant' }),
    'baidu',
  ),
  rejections('does not say how to fix a rejection', (rejection) => ({ ...rejection, hint: { en: '', zh: '' } })),
  rejections('says in one language how to fix a rejection', (rejection) => ({
    ...rejection,
    hint: { en: rejection.hint.en, zh: rejection.hint.en },
  })),
  rejections('is sure of every rejected domain', (rejection) => ({ ...rejection, attribution: 'this-domain' })),
  rejections('presumes every rejection', (rejection) => ({ ...rejection, attribution: 'presumed' })),
  broken(15, 'says that a change which it refuses costs nothing', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      cost: (change, observed, version) =>
        E.orElse((error: DomainError) => (error._tag === 'InvalidChange' ? E.right(0) : E.left(error)))(
          list.cost(change, observed, version),
        ),
    })),
  ),
  broken(15, 'says that what it cannot do costs one', (provider) =>
    alteredLists(provider, (list) => ({
      ...list,
      cost: (change, observed, version) =>
        E.orElse((error: DomainError) => (error._tag === 'Unsupported' ? E.right(1) : E.left(error)))(
          list.cost(change, observed, version),
        ),
    })),
  ),
  limits('tells a wrong limit of an app webview kind', ['app', 'webview'], (all) => ({
    ...all,
    perKind: figure(7_000),
  })),
  limits('tells a wrong limit of the pool', ['platform', 'server'], (all) => ({ ...all, perKind: figure(7_000) })),
  limits('tells other ports', ['app', 'server'], (all) => ({ ...all, ports: figure(false) })),
  limits('forbids no host', ['app', 'server'], (all) => ({ ...all, forbiddenHosts: figure([]) })),
  limits('drops the port that does not go without saying', ['app', 'server'], (all) => ({
    ...all,
    defaultPort: figure('dropped'),
  })),
  limits('does not tell that an app draws from the pool', ['app', 'webview'], (all) => ({
    ...all,
    poolRequired: figure(false),
  })),
  limits('tells figures without a source', ['app', 'server'], (all) => ({
    ...all,
    ...(all.perKind === undefined ? {} : { perKind: { ...all.perKind, source: '' } }),
  })),
  limits('tells figures without a date', ['platform', 'webview'], (all) => ({
    ...all,
    ...(all.perKind === undefined ? {} : { perKind: { ...all.perKind, date: '' } }),
  })),
]

const hooks: ReadonlyArray<Mutant> = [
  hooked('tells hooks of the platform whoever it was', (hooks) => ({
    onRequest: (event) => hooks.onRequest?.({ ...event, subject: 'platform' }),
    onResponse: (event) => hooks.onResponse?.({ ...event, subject: 'platform' }),
    onRetry: (event) => hooks.onRetry?.({ ...event, subject: 'platform' }),
  })),
  hooked('tells hooks of another vendor', (hooks) => ({
    onRequest: (event) => hooks.onRequest?.({ ...event, vendor: '' }),
    onResponse: (event) => hooks.onResponse?.({ ...event, vendor: '' }),
    onRetry: (event) => hooks.onRetry?.({ ...event, vendor: '' }),
  })),
  hooked('tells hooks seconds', (hooks) => ({
    ...hooks,
    onResponse: (event) => hooks.onResponse?.({ ...event, durationMs: event.durationMs / 1000 }),
  })),
  hooked('tells hooks that a call took no time', (hooks) => ({
    ...hooks,
    onResponse: (event) => hooks.onResponse?.({ ...event, durationMs: 0 }),
  })),
  hooked('tells hooks that a call ended before it began', (hooks) => ({
    ...hooks,
    onResponse: (event) => hooks.onResponse?.({ ...event, durationMs: -event.durationMs - 1 }),
  })),
  hooked('tells hooks of the first attempt alone', (hooks) => ({
    onRequest: (event) => hooks.onRequest?.({ ...event, attempt: 1 }),
    onResponse: (event) => hooks.onResponse?.({ ...event, attempt: 1 }),
    onRetry: (event) => hooks.onRetry?.({ ...event, attempt: 1 }),
  })),
  hooked('tells hooks of no retry', ({ onRetry: _, ...hooks }) => hooks),
  hooked('tells hooks twice of a retry', (hooks) => ({
    ...hooks,
    onRetry: (event) => {
      hooks.onRetry?.(event)
      hooks.onRetry?.(event)
    },
  })),
  hooked('tells hooks of a retry that never comes', (hooks) => ({
    ...hooks,
    onResponse: (event) => {
      hooks.onResponse?.(event)
      const { vendor, operation, subject, attempt, error } = event
      if (error !== undefined && attempt > 2)
        hooks.onRetry?.({ _tag: 'Retry', vendor, operation, subject, attempt, delayMs: 0, because: error })
    },
  })),
  hooked('tells hooks a wrong reason of a retry', (hooks) => ({
    ...hooks,
    onRetry: (event) => hooks.onRetry?.({ ...event, because: 'TimedOut' }),
  })),
  hooked('tells hooks a wrong delay of a retry', (hooks) => ({
    ...hooks,
    onRetry: (event) => hooks.onRetry?.({ ...event, delayMs: -1 }),
  })),
  hooked('counts the retries from the attempt to come', (hooks) => ({
    ...hooks,
    onRetry: (event) => hooks.onRetry?.({ ...event, attempt: event.attempt + 1 }),
  })),
  hooked('tells hooks no status', (hooks) => ({
    ...hooks,
    onResponse: ({ httpStatus: _, ...event }) => hooks.onResponse?.(event),
  })),
  hooked('tells hooks no request id', (hooks) => ({
    ...hooks,
    onResponse: ({ requestId: _, ...event }) => hooks.onResponse?.(event),
  })),
  hooked('tells hooks of another method', (hooks) => ({
    onRequest: (event) => hooks.onRequest?.({ ...event, method: '' }),
    ...(hooks.onResponse === undefined ? {} : { onResponse: hooks.onResponse }),
    ...(hooks.onRetry === undefined ? {} : { onRetry: hooks.onRetry }),
  })),
  hooked('tells hooks no address', (hooks) => ({
    ...hooks,
    onRequest: (event) => hooks.onRequest?.({ ...event, url: '' }),
    onResponse: (event) => hooks.onResponse?.({ ...event, url: '' }),
  })),
  hooked('tells hooks of a request after its reply', (hooks) => {
    const held: Array<() => void> = []
    return {
      ...hooks,
      onRequest: (event) => void held.push(() => hooks.onRequest?.(event)),
      onResponse: (event) => {
        hooks.onResponse?.(event)
        held.shift()?.()
      },
    }
  }),
  hooked('tells hooks of reads alone', (hooks) => ({
    ...hooks,
    onRequest: (event) => (event.operation.endsWith('.get') ? hooks.onRequest?.(event) : undefined),
  })),
  hooked('tells hooks of the lists alone', (hooks) => ({
    ...hooks,
    onRequest: (event) => (/effective|confirmFile/.test(event.operation) ? undefined : hooks.onRequest?.(event)),
  })),
  made(12, 'lets a hook that rejects bring down the process', (make, { tokens, hooks, clock }) => {
    const loose = (told: unknown): void => {
      if (told instanceof Promise) void told.then(() => undefined)
    }
    return make({
      clock,
      tokens,
      hooks: {
        ...(hooks.onRequest === undefined ? {} : { onRequest: (event) => loose(hooks.onRequest?.(event)) }),
        ...(hooks.onResponse === undefined ? {} : { onResponse: (event) => loose(hooks.onResponse?.(event)) }),
        ...(hooks.onRetry === undefined ? {} : { onRetry: (event) => loose(hooks.onRetry?.(event)) }),
      },
    })
  }),
]

const kept = (tokens: AccessTokens, key: (subject: Subject) => string): AccessTokens => {
  const failed = new Map<string, DomainError>()
  return {
    ...tokens,
    get: (subject) => async () => {
      const known = failed.get(key(subject))
      if (known !== undefined) return E.left(known)
      const token = await tokens.get(subject)()
      if (E.isLeft(token)) failed.set(key(subject), token.left)
      return token
    },
  }
}

const tokens: ReadonlyArray<Mutant> = [
  ported('asks for the token of the platform at every call', (tokens) => ({
    ...tokens,
    get: (subject) => TE.chain(() => tokens.get(subject))(tokens.get(platformSubject)),
  })),
  ported('asks for every token twice', (tokens) => ({
    ...tokens,
    get: (subject) => TE.chain(() => tokens.get(subject))(tokens.get(subject)),
  })),
  ported('tells twice that a token was refused', (tokens) => ({
    ...tokens,
    refused: (subject, token) => TE.chain(() => tokens.refused(subject, token))(tokens.refused(subject, token)),
  })),
  ported('hides behind a refused token that no other could be had', (tokens) => ({
    ...tokens,
    refused: (subject, token) =>
      TE.orElse((): TE.TaskEither<DomainError, string> => TE.right(token))(tokens.refused(subject, token)),
  })),
  ported('calls a token that could not be had a refused one', (tokens) => ({
    ...tokens,
    get: (subject) => TE.mapLeft((error: DomainError): DomainError => tokenRejected(error, {}))(tokens.get(subject)),
  })),
  ported('goes without a token where none could be had', (tokens) => ({
    ...tokens,
    get: (subject) => TE.orElse((): TE.TaskEither<DomainError, string> => TE.right('none'))(tokens.get(subject)),
  })),
  ported('asks for a token instead of telling that it was refused', (tokens) => ({
    ...tokens,
    refused: (subject) => tokens.get(subject),
  })),
  ported('takes the same token again after it was refused for another', (tokens) => ({
    ...tokens,
    refused: (subject, token) =>
      TE.map((next: string) => (next === token ? `${next} ` : next))(tokens.refused(subject, token)),
  })),
  ported('remembers for ever that there was no token', (tokens) => kept(tokens, subjectName)),
  ported('remembers for all apps that there was no token', (tokens) => {
    let until = 0
    return {
      ...tokens,
      get: (subject) => async () => {
        const token = until > 0 ? await tokens.get({ _tag: 'Platform' })() : await tokens.get(subject)()
        until = E.isLeft(token) ? 1 : 0
        return token
      },
    }
  }),
  ported('takes the next token from the one that was refused last', (tokens) => {
    let last: string | undefined
    return {
      ...tokens,
      get: (subject) => (last === undefined ? tokens.get(subject) : TE.right(last)),
      refused: (subject, token) =>
        TE.map((next: string) => {
          last = next
          return next
        })(tokens.refused(subject, token)),
    }
  }),
  hearing('tells of every refusal that the authorisation is lost', async (tokens, subject, token, error) => {
    if (error._tag === 'PermissionDenied' || error._tag === 'AddressNotAllowed')
      await tokens.failed?.(subject, token, error)()
    return error
  }),
  hearing('tells of a refused token that the authorisation is lost', async (tokens, subject, token, error) => {
    if (isRejected(error)) await tokens.failed?.(subject, token, error)()
    return error
  }),
  hearing('asks for another token where the authorisation is lost', async (tokens, subject, token, error) => {
    if (error._tag === 'AuthorizationLost') await tokens.refused(subject, token)()
    return error
  }),
  hearing(
    'gives the error of the source for its own where an authorisation is lost',
    async (tokens, subject, token, error) => {
      if (error._tag !== 'AuthorizationLost') return error
      const told = await tokens.failed?.(subject, token, error)()
      return told !== undefined && E.isLeft(told) ? told.left : error
    },
    true,
  ),
  hearing(
    'tells after the call that the authorisation is lost',
    (tokens, subject, token, error) => {
      if (error._tag === 'AuthorizationLost') setTimeout(() => void tokens.failed?.(subject, token, error)(), 50)
      return Promise.resolve(error)
    },
    true,
  ),
  hearing(
    'tells at lists alone that the authorisation is lost',
    async (tokens, subject, token, error) => {
      if (error._tag === 'AuthorizationLost' && !/effective|confirmFile/.test(error.operation))
        await tokens.failed?.(subject, token, error)()
      return error
    },
    true,
  ),
  hearing(
    'tells another error where the authorisation is lost',
    async (tokens, subject, token, error) => {
      if (error._tag === 'AuthorizationLost')
        await tokens.failed?.(subject, token, { ...error, operation: 'call', ...spentNothing })()
      return error
    },
    true,
  ),
]

/** Adapters that are wrong in figures, words and events, and about tokens. */
export const figureMutants: ReadonlyArray<Mutant> = [
  ...figures,
  ...hooks.map((each) => ({ ...each, near: 'hooks' })),
  ...tokens.map((each) => ({ ...each, near: 'source' })),
]
