import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { refined } from '../config/expectation.js'
import { strictObject } from '../config/strict-object.js'
import { TokenText, UnbrokenText, unfitCharacter } from '../config/unbroken-text.js'
import { type DomainError } from '../error/domain-error.js'
import { causeOf } from '../error/cause.js'
import { type Bilingual, bilingual } from '../error/language.js'
import { tokenUnavailable } from '../error/token-failure.js'
import { type Subject, subjectName } from '../domain/subject.js'

/**
 * Where tokens come from: the port that a call asks.
 */
export interface AccessTokens {
  /** Gives a token for an app or for the platform. */
  readonly get: (subject: Subject) => TE.TaskEither<DomainError, string>
  /**
   * Hears that the vendor refused a token, and gives the one to use instead. Called at most once a call; giving the same
   * token again ends the call with `TokenRejected`.
   */
  readonly refused: (subject: Subject, token: string) => TE.TaskEither<DomainError, string>
  /**
   * Hears that a call with this token ended in `AuthorizationLost`, by the vendor's word and not the source's own: so it need
   * not be asked for again. Called once a call, and waited for. What it comes to changes nothing for the call.
   */
  readonly failed?: (subject: Subject, token: string, error: DomainError) => TE.TaskEither<DomainError, void>
}

/**
 * Tokens that are already at hand. `undefined` is what an environment variable gives that is not set; it is refused, by its path,
 * when the provider is made.
 */
export interface StaticTokens {
  readonly platform?: string | undefined
  /** By the id of the app. */
  readonly apps?: Readonly<Record<string, string | undefined>> | undefined
}

/**
 * Fetches a token when one is needed. `refused` is the token that the vendor has just refused, where one was.
 */
export type TokenCallback = (subject: Subject, refused?: string) => string | Promise<string>

/**
 * The `tokens` of a config: a table of tokens, a function that is asked for each call, or a whole `AccessTokens`, such as
 * `@mini-domains/credentials` gives.
 */
export type TokenSource = StaticTokens | TokenCallback | AccessTokens

const where = (subject: Subject) => ({ vendor: '', operation: 'token', subject: subjectName(subject) })

const missing = (subject: Subject, place: Bilingual): DomainError =>
  tokenUnavailable(
    where(subject),
    bilingual(
      `no token for ${subjectName(subject)} in ${place.en}`,
      `${place.zh}中没有 ${subjectName(subject)} 的令牌`,
    ),
  )

/**
 * Gives tokens from a table. A token that is missing is an error that names the subject.
 */
export const staticTokens = (tokens: StaticTokens): AccessTokens => {
  const apps = new Map(Object.entries(tokens.apps ?? {}))
  const get = (subject: Subject): TE.TaskEither<DomainError, string> => {
    const token = subject._tag === 'App' ? apps.get(subject.appId) : tokens.platform
    return token === undefined || token === ''
      ? TE.left(missing(subject, bilingual('config.tokens', 'config.tokens ')))
      : TE.right(token)
  }
  return { get, refused: get }
}

// The line end of a file that the token was read from would be sent as a part of it.
const broken = (subject: Subject, token: string): DomainError =>
  tokenUnavailable(
    where(subject),
    bilingual(
      `the token callback gave a token for ${subjectName(subject)} with what no token has: ${unfitCharacter(token)?.en ?? 'an unknown character'}`,
      `令牌回调给出的 ${subjectName(subject)} 的令牌含有令牌中不会有的内容：${unfitCharacter(token)?.zh ?? '未知字符'}`,
    ),
  )

const ofCallback = bilingual('the answer of the token callback', '令牌回调的返回值')

const ask =
  (callback: TokenCallback, subject: Subject, refused: string | undefined): TE.TaskEither<DomainError, string> =>
  async () => {
    try {
      const token: unknown = await (refused === undefined ? callback(subject) : callback(subject, refused))
      if (typeof token !== 'string' || token === '') return E.left(missing(subject, ofCallback))
      return TokenText.is(token) ? E.right(token) : E.left(broken(subject, token))
    } catch (thrown) {
      const name = subjectName(subject)
      const message = bilingual(`the token callback failed for ${name}`, `获取 ${name} 的令牌时回调失败`)
      return E.left({ ...tokenUnavailable(where(subject), message), cause: causeOf(thrown) })
    }
  }

/**
 * Gives tokens by asking a function for each call. Keeps nothing, so the function should.
 *
 * After a refusal the function is asked once more, with the refused token.
 */
export const callbackTokens = (callback: TokenCallback): AccessTokens => ({
  get: (subject) => ask(callback, subject, undefined),
  refused: (subject, token) => ask(callback, subject, token),
})

const isFunction = (input: unknown): input is TokenCallback => typeof input === 'function'

const isPort = (input: unknown): input is AccessTokens =>
  t.UnknownRecord.is(input) &&
  typeof input['get'] === 'function' &&
  typeof input['refused'] === 'function' &&
  (input['failed'] === undefined || typeof input['failed'] === 'function')

// A codec of the keys in the record itself would silently leave the wrong ones out.
const TokenTable = refined(
  t.record(t.string, TokenText),
  (table) => Object.keys(table).every(UnbrokenText.is),
  bilingual('ids of apps without white space or line ends', '不含空白和换行符的小程序 ID'),
)

const StaticTokensCodec = strictObject(
  'static tokens, a function, or an AccessTokens',
  {},
  { platform: TokenText, apps: TokenTable },
)

/**
 * Checks the `tokens` of a config.
 */
export const TokenSource: t.Type<TokenSource> = Object.assign(
  new t.Type<TokenSource>(
    'tokens',
    (input): input is TokenSource => isPort(input) || isFunction(input) || StaticTokensCodec.is(input),
    (input, context) =>
      isPort(input) || isFunction(input) ? t.success(input) : StaticTokensCodec.validate(input, context),
    t.identity,
  ),
  { expects: bilingual(`an object (${StaticTokensCodec.name})`, '对象（静态令牌、函数或 AccessTokens）') },
)

/**
 * Makes the port of what a config gives as `tokens`.
 */
export const accessTokensOf = (source: TokenSource): AccessTokens => {
  if (isPort(source)) return source
  return isFunction(source) ? callbackTokens(source) : staticTokens(source)
}
