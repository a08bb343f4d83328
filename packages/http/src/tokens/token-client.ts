import {
  type Clock,
  type DomainError,
  type Environment,
  appSubject,
  platformSubject,
  systemClock,
} from '@mini-domains/core'
import {
  type AnyTokenExchange,
  type AppId,
  type Call,
  type InvalidConfig,
  spentNothing,
  staticTokens,
  subjectName,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { vendorClient } from '../client/client.js'
import { type VendorRequest } from '../client/attempt.js'
import { type ReplyDecoder } from '../reply/decoder.js'
import { withoutExcerpt } from '../reply/redaction.js'
import { type TokenHttpSettings } from '../transport/settings.js'
import { decodeConfig } from './config.js'

/**
 * A call that gets tokens, made with secrets of its own in place of an access token.
 */
export interface TokenCall<A> {
  /** Such as `token.refresh`. */
  readonly operation: string
  /** Of whom the call is; the platform by default. */
  readonly appId?: AppId
  readonly request: Omit<VendorRequest, 'token' | 'secrets'>
  /** Secrets in the query or body, which no error may quote. */
  readonly secrets: ReadonlyArray<string>
  readonly decode: ReplyDecoder<A>
}

/**
 * Makes the token calls of one platform.
 */
export interface TokenClient {
  /** No error of a token call has an excerpt, since a reply may hold tokens; and none spends a modification. */
  readonly send: <A>(call: TokenCall<A>) => TE.TaskEither<DomainError, A>
  /** Ends idle connections. */
  readonly close: () => Promise<void>
}

/**
 * The context of a token call, for its errors.
 */
export const tokenCallOf = (vendor: string, operation: string, appId?: AppId): Call => {
  const target = appId === undefined ? platformSubject : appSubject(appId)
  return { vendor, operation, subject: subjectName(target), target }
}

/**
 * Makes a client of token calls. Clock, hooks and rate limiter come from the environment, where it has them.
 */
export const tokenClient = (
  vendor: string,
  baseUrl: string,
  settings: TokenHttpSettings,
  environment: Partial<Environment>,
): TokenClient => {
  const client = vendorClient({
    baseUrl: settings.baseUrl ?? baseUrl,
    settings,
    tokens: staticTokens({}),
    clock: systemClock,
    hooks: {},
    ...environment,
  })
  return {
    send: ({ operation, appId, request, secrets, decode }) =>
      TE.mapLeft((error: DomainError): DomainError => ({ ...error, ...spentNothing }))(
        client.send(tokenCallOf(vendor, operation, appId), { ...request, token: 'none', secrets }, (reply, context) =>
          E.mapLeft(withoutExcerpt)(decode(reply, context)),
        ),
      ),
    close: client.close,
  }
}

/**
 * Makes the function that makes a vendor's token exchange from a config; an invalid config lists its issues.
 */
export const tokenExchangeOf =
  <C extends TokenHttpSettings, X extends AnyTokenExchange>(
    vendor: string,
    baseUrl: string,
    codec: t.Decoder<unknown, C>,
    exchangeOf: (client: TokenClient, config: C, clock: Clock) => X,
  ) =>
  (config: unknown, environment: Partial<Environment> = {}): E.Either<InvalidConfig, X> =>
    E.map((settings: C) =>
      exchangeOf(tokenClient(vendor, baseUrl, settings, environment), settings, environment.clock ?? systemClock),
    )(decodeConfig(vendor, codec, config))

/**
 * Codec of text that is not empty, as every token in a reply must be.
 */
export const NonEmptyText = t.refinement(t.string, (text) => text !== '', 'text that is not empty')

const asNumber = (input: unknown): number => {
  if (typeof input === 'number') return input
  return typeof input === 'string' && /^-?\d+(?:\.\d+)?$/.test(input.trim()) ? Number(input) : 0
}

/**
 * Codec of a lifetime in seconds as vendors write it: a number, or one in quotes. Anything else is 0, that is unknown: a token is
 * worth more than its stated lifetime.
 */
export const Seconds = new t.Type<number, number, unknown>(
  'seconds',
  t.number.is,
  (input) => t.success(asNumber(input)),
  t.identity,
)
