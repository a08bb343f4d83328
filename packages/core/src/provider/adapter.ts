import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { type Clock } from '../ports/clock.js'
import { configIssues } from '../config/config-issue.js'
import { type ConfigIssue } from '../error/domain-error.js'
import { type DomainDriver } from './driver.js'
import { type Hooks } from '../ports/hook.js'
import { type RateLimiter } from '../ports/rate-limiter.js'

/**
 * What a program passes in besides the config: its clock, its hooks, and a rate limiter where one is shared.
 */
export interface Environment {
  readonly clock: Clock
  readonly hooks: Hooks
  readonly rateLimiter?: RateLimiter
}

/**
 * A vendor that a config can name.
 */
export interface DomainAdapter {
  /** What `config.vendor` says: `wechat`, `baidu`. */
  readonly vendor: string
  /** The version of the adapter's package. */
  readonly version: string
  /** Checks the config, `vendor` left out, and makes the driver. */
  readonly create: (config: unknown, environment: Environment) => E.Either<ReadonlyArray<ConfigIssue>, DomainDriver>
}

/**
 * Makes an adapter from a config codec and a function that makes the driver.
 */
export const domainAdapter = <C>(adapter: {
  readonly vendor: string
  readonly version: string
  readonly config: t.Type<C, unknown, unknown>
  readonly create: (config: C, environment: Environment) => DomainDriver
}): DomainAdapter => ({
  vendor: adapter.vendor,
  version: adapter.version,
  create: (input, environment) => {
    const config = adapter.config.decode(input)
    return E.isLeft(config) ? E.left(configIssues(config.left)) : E.right(adapter.create(config.right, environment))
  },
})
