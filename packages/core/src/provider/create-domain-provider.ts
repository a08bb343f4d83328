import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type DomainAdapter, type Environment } from './adapter.js'
import { systemClock } from '../ports/clock.js'
import { type ConfigIssue, type InvalidConfig } from '../error/domain-error.js'
import { domainProvider } from './domain-provider.js'
import { invalidConfig } from '../error/local-failure.js'
import { type DomainProvider } from './provider.js'

const unknownVendor = (adapters: ReadonlyArray<DomainAdapter>, found: unknown): ConfigIssue => ({
  path: 'vendor',
  expected: `one of ${adapters.map((adapter) => `"${adapter.vendor}"`).join(', ')}`,
  found: typeof found === 'string' ? `"${found.slice(0, 80)}"` : typeof found,
})

const notAnObject: ConfigIssue = { path: '(the config itself)', expected: 'an object', found: 'something else' }

/**
 * Makes a provider of a config: `config.vendor` picks the adapter, whose codec checks the rest.
 *
 * A config that is not right is an `InvalidConfig` that lists every path. Clock and hooks come from the environment, and
 * default to this machine's clock and to none.
 */
export const createDomainProvider =
  (adapters: ReadonlyArray<DomainAdapter>, environment: Partial<Environment> = {}) =>
  (config: unknown): E.Either<InvalidConfig, DomainProvider> => {
    if (!t.UnknownRecord.is(config) || Array.isArray(config)) return E.left(invalidConfig('', [notAnObject]))
    const { vendor, ...rest } = config
    const adapter = adapters.find((known) => known.vendor === vendor)
    if (adapter === undefined) return E.left(invalidConfig('', [unknownVendor(adapters, vendor)]))
    return pipe(
      adapter.create(rest, { clock: systemClock, hooks: {}, ...environment }),
      E.bimap((issues) => invalidConfig(adapter.vendor, issues), domainProvider),
    )
  }
