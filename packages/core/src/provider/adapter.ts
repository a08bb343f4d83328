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
 * A vendor that a config can name. `V` is the name, `C` what a user writes besides.
 */
export interface DomainAdapter<V extends string = string, C = unknown> {
  /** What `config.vendor` says: `wechat`, `baidu`. */
  readonly vendor: V
  /** The version of the adapter's package. */
  readonly version: string
  /** Checks a config without its `vendor`. */
  readonly config: t.Decoder<unknown, C>
  /** Checks the config, `vendor` left out, and makes the driver. */
  readonly create: (config: unknown, environment: Environment) => E.Either<ReadonlyArray<ConfigIssue>, DomainDriver>
}

/**
 * The configs that some adapters take: a union on `vendor`. An adapter of which no more is known takes any options.
 */
export type ConfigOf<A extends DomainAdapter> =
  A extends DomainAdapter<infer V, infer C>
    ? (unknown extends C ? Readonly<Record<string, unknown>> : C) & { readonly vendor: V }
    : never

/**
 * Makes an adapter from a config codec and a function that makes the driver.
 */
export const domainAdapter = <V extends string, C>(adapter: {
  readonly vendor: V
  readonly version: string
  readonly config: t.Decoder<unknown, C>
  readonly create: (config: C, environment: Environment) => DomainDriver
}): DomainAdapter<V, C> => ({
  ...adapter,
  create: (input, environment) => {
    const config = adapter.config.decode(input)
    return E.isLeft(config) ? E.left(configIssues(config.left)) : E.right(adapter.create(config.right, environment))
  },
})
