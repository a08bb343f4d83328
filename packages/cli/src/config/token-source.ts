import type { AccessTokens, DomainAdapter, DomainError, Environment } from '@mini-domains/core'
import { tokenUnavailable } from '@mini-domains/core/adapter'
import type { Credentials } from '@mini-domains/credentials'
import { httpSettings } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, failed, failedBy, problem } from '../output/problem.js'
import { bilingual } from '../output/language.js'
import { type StorePlace, openStore } from './store.js'
import type { Io } from '../io/io.js'

/**
 * Where the tokens of a vendor come from.
 */
export interface TokenSource {
  /** What the adapter's config takes as `tokens`. */
  readonly tokens: unknown
  /** What keeps tokens, where it is not a table. */
  readonly credentials?: Credentials
  readonly close: () => Promise<void>
}

const httpPart = (config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(config).filter(([key]) => Object.hasOwn(httpSettings, key)))

/**
 * What to do where the platform itself must be known to the vendor, and the config has a table of tokens.
 */
export const tableNotEnough = bilingual(
  'A table of tokens is not enough: give the credentials of the platform.',
  '仅有令牌表不够：请配置第三方平台的凭据。',
)

const notATable = (vendor: string): Failure =>
  failed(
    problem(
      'credentials',
      bilingual(`vendors.${vendor}.credentials.tokens is not JSON`, `vendors.${vendor}.credentials.tokens 不是 JSON`),
      bilingual('Write {"platform":"…","apps":{"ID":"…"}}.', '格式：{"platform":"…","apps":{"ID":"…"}}。'),
    ),
  )

/** Tokens of a vendor for which nothing is given: each call says what is missing. */
export const noTokens = (vendor: string): AccessTokens => {
  const missing = (): Promise<E.Either<DomainError, string>> =>
    Promise.resolve(
      E.left(
        tokenUnavailable(
          { vendor, operation: 'token', subject: vendor },
          bilingual(
            `no credentials: give vendors.${vendor}.credentials in the config`,
            `没有凭据：请在配置中填写 vendors.${vendor}.credentials`,
          ),
        ),
      ),
    )
  return { get: () => missing, refused: () => missing }
}

/**
 * A command comes by each app once or twice in a row, so the tokens of those that it is at are enough. All tokens of a fleet of
 * 100,000 would be some 40 MB.
 */
const cached = 4_000

interface SourceOptions {
  readonly io: Io
  readonly place: StorePlace
  readonly environment: Partial<Environment>
}

const kept = async (
  adapter: DomainAdapter,
  secrets: Readonly<Record<string, string>>,
  config: Readonly<Record<string, unknown>>,
  given: SourceOptions,
): Promise<E.Either<Failure, TokenSource>> => {
  const { io, place, environment } = given
  const exchange = adapter.exchange?.({ ...httpPart(config), ...secrets }, environment)
  if (exchange === undefined) return E.right({ tokens: noTokens(adapter.vendor), close: () => Promise.resolve() })
  if (E.isLeft(exchange)) return E.left(failedBy(exchange.left))
  const store = await openStore(io, place)
  if (E.isLeft(store)) return store
  const { createCredentials } = await import('@mini-domains/credentials')
  const credentials = createCredentials({
    exchange: exchange.right,
    store: store.right,
    environment: io.environment,
    clock: io.clock,
    cached,
  })
  const close = async (): Promise<void> => {
    await exchange.right.close?.()
    await store.right.close()
  }
  if (E.isRight(credentials)) return E.right({ tokens: credentials.right, credentials: credentials.right, close })
  await close()
  return E.left(failedBy(credentials.left))
}

/**
 * Makes the tokens of a vendor: the table under `tokens`, else what its exchange gets with the other credentials.
 */
export const tokenSource = async (
  name: string,
  adapter: DomainAdapter,
  secrets: Readonly<Record<string, string>>,
  config: Readonly<Record<string, unknown>>,
  given: SourceOptions,
): Promise<E.Either<Failure, TokenSource>> => {
  const table = secrets['tokens']
  if (table !== undefined) {
    try {
      const tokens: unknown = JSON.parse(table)
      return E.right({ tokens, close: () => Promise.resolve() })
    } catch {
      return E.left(notATable(name))
    }
  }
  if (Object.keys(secrets).length === 0) return E.right({ tokens: noTokens(name), close: () => Promise.resolve() })
  return kept(adapter, secrets, config, given)
}
