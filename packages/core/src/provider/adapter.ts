import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { type Clock } from '../ports/clock.js'
import { configIssues } from '../config/config-issue.js'
import { type ServerKind } from '../domain/kind.js'
import { type ConfigIssue, type InvalidConfig } from '../error/domain-error.js'
import { type Bilingual } from '../error/language.js'
import { type DomainDriver } from './driver.js'
import { type ProbeCall } from './probe.js'
import { type Hooks } from '../ports/hook.js'
import { type RateLimiter } from '../ports/rate-limiter.js'
import { type AnyTokenExchange, type PushReader } from '../ports/token-exchange.js'

/**
 * What a program passes in besides the config: its clock, its hooks, and a rate limiter where one is shared.
 */
export interface Environment {
  readonly clock: Clock
  readonly hooks: Hooks
  readonly rateLimiter?: RateLimiter
}

/**
 * One thing that a platform's account is opened with, and where a first config takes it from: an environment variable, or a secret
 * of the store.
 */
export interface DeclaredCredential {
  /** The key in the config of `exchange` or `pushes`. */
  readonly key: string
  /** What the vendor's console calls it. */
  readonly label: Bilingual
  readonly source: { readonly env: string } | { readonly store: string }
}

/**
 * What a first config of the vendor holds.
 */
export interface DeclaredInit {
  /** What `exchange` needs. */
  readonly credentials: ReadonlyArray<DeclaredCredential>
  /** What `pushes` needs. None by default. */
  readonly pushes?: ReadonlyArray<DeclaredCredential>
  /** The kind that the platform's pool of server domains is written under, where there is such a pool. */
  readonly poolKind?: ServerKind
}

/**
 * What an adapter says of its vendor to a program that keeps tokens, hears pushes, writes a first config or looks whether all is
 * well. All of it may be left out.
 */
export interface AdapterDeclaration {
  /** What people call the vendor. Default: `vendor`, in both languages. */
  readonly displayName?: Bilingual
  /** The addresses of the vendor's API, such as `https://api.example.com`; the first is the one that `baseUrl` replaces. */
  readonly hosts?: ReadonlyArray<string>
  /** Makes what gets tokens, from the credentials and the HTTP settings of the config, put together. An invalid config lists its issues. */
  readonly exchange?: (
    config: unknown,
    environment: Partial<Environment>,
  ) => E.Either<InvalidConfig, AnyTokenExchange & { readonly close?: () => Promise<void> }>
  /** Which credentials of `exchange` the adapter's own config takes too, such as the id that goes with each call. None by default. */
  readonly sharedCredentials?: ReadonlyArray<string>
  /** Makes what reads the vendor's pushes, from its secrets. An invalid config lists its issues. */
  readonly pushes?: (config: unknown, clock: Clock) => E.Either<InvalidConfig, PushReader>
  /** What a first config is written with. */
  readonly init?: DeclaredInit
  /** What is assumed of the vendor's replies to calls that only read. */
  readonly probe?: ReadonlyArray<ProbeCall>
}

/**
 * A vendor that a config can name. `V` is the name, `C` what a user writes besides.
 */
export interface DomainAdapter<V extends string = string, C = unknown> extends AdapterDeclaration {
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
 * What an adapter is made from: as `DomainAdapter`, but `create` takes a config that was checked.
 */
export interface AdapterDefinition<V extends string, C> extends AdapterDeclaration {
  readonly vendor: V
  readonly version: string
  readonly config: t.Decoder<unknown, C>
  readonly create: (config: C, environment: Environment) => DomainDriver
}

/**
 * Makes an adapter from a config codec and a function that makes the driver.
 */
export const domainAdapter = <V extends string, C>(adapter: AdapterDefinition<V, C>): DomainAdapter<V, C> => ({
  ...adapter,
  create: (input, environment) => {
    const config = adapter.config.decode(input)
    return E.isLeft(config) ? E.left(configIssues(config.left)) : E.right(adapter.create(config.right, environment))
  },
})
