import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { configIssues, foundIn } from '../config/config-issue.js'
import { oneOf } from '../config/expectation.js'
import { type ConfigIssue, type InvalidConfig } from '../error/domain-error.js'
import { bilingual } from '../error/language.js'
import { invalidConfig } from '../error/local-failure.js'
import { systemClock } from '../ports/clock.js'
import { type ConfigOf, type DomainAdapter, type Environment } from './adapter.js'
import { domainProvider } from './domain-provider.js'
import { type DomainProvider } from './provider.js'

const unknownVendor = (adapters: ReadonlyArray<DomainAdapter>, found: unknown): ConfigIssue => ({
  path: 'vendor',
  expected: oneOf(adapters.map(({ vendor }) => `"${vendor}"`)),
  found: foundIn('vendor', undefined, found),
})

const notAnObject: ConfigIssue = {
  path: '(the config itself)',
  expected: bilingual('an object', '对象'),
  found: bilingual('something else', '其他内容'),
}

interface Chosen {
  readonly adapter: DomainAdapter
  readonly options: Readonly<Record<string, unknown>>
}

const choose = (adapters: ReadonlyArray<DomainAdapter>, config: unknown): E.Either<InvalidConfig, Chosen> => {
  if (!t.UnknownRecord.is(config) || Array.isArray(config)) return E.left(invalidConfig('', [notAnObject]))
  const { vendor, ...options } = config
  const adapter = adapters.find((known) => known.vendor === vendor)
  return adapter === undefined
    ? E.left(invalidConfig('', [unknownVendor(adapters, vendor)]))
    : E.right({ adapter, options })
}

const configErrorOf = (adapters: ReadonlyArray<DomainAdapter>, config: unknown): InvalidConfig | undefined => {
  const chosen = choose(adapters, config)
  if (E.isLeft(chosen)) return chosen.left
  const { adapter, options } = chosen.right
  const decoded = adapter.config.decode(options)
  return E.isLeft(decoded) ? invalidConfig(adapter.vendor, configIssues(decoded.left)) : undefined
}

/**
 * Checks a config that comes from a file or a request: `config.vendor` picks the adapter, whose codec checks the rest. What is
 * wrong is an `InvalidConfig` that lists every path.
 */
export const decodeConfig = <A extends DomainAdapter>(
  adapters: ReadonlyArray<A>,
  config: unknown,
): E.Either<InvalidConfig, ConfigOf<A>> => {
  const error = configErrorOf(adapters, config)
  const isSound = (_config: unknown): _config is ConfigOf<A> => error === undefined
  return isSound(config) ? E.right(config) : E.left(error ?? invalidConfig('', [notAnObject]))
}

/**
 * Makes a provider of a config: `config.vendor` picks the adapter, whose codec checks the rest at run time too.
 *
 * A config that is not right is an `InvalidConfig` that lists every path. Clock and hooks come from the environment, and
 * default to this machine's clock and to none.
 */
export const createDomainProvider = <A extends DomainAdapter>(
  adapters: ReadonlyArray<A>,
  config: ConfigOf<A>,
  environment: Partial<Environment> = {},
): E.Either<InvalidConfig, DomainProvider> =>
  pipe(
    choose(adapters, config),
    E.chain(({ adapter, options }) =>
      E.bimap(
        (issues: ReadonlyArray<ConfigIssue>) => invalidConfig(adapter.vendor, issues),
        domainProvider,
      )(adapter.create(options, { clock: systemClock, hooks: {}, ...environment })),
    ),
  )
