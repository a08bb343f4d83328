import { type DomainChange, type DomainError, type DomainProvider, type DomainSet, type Kind } from '@mini-domains/core'
import { type Emulator, type EmulatorOptions, type WechatState, startEmulator } from '@mini-domains/emulator'
import type * as E from 'fp-ts/lib/Either.js'

/** The changes that name domains. */
export type Verb = 'Add' | 'Delete' | 'Set'

/** An outcome as the tests compare it: `https://a.example.com accepted`, `https://b.example.com absent rejected no-icp`. */
export interface Told {
  readonly items: ReadonlyArray<string>
  readonly modification: string
}

/** One of WeChat's lists, whatever its kinds: how to change it, and its true state. */
export interface EmulatedList {
  readonly name: string
  readonly config: Readonly<Record<string, unknown>>
  readonly scheme: string
  readonly path: string
  readonly change: (
    provider: DomainProvider,
    verb: Verb,
    hosts: ReadonlyArray<string>,
  ) => Promise<E.Either<DomainError, Told>>
  readonly get: (provider: DomainProvider) => Promise<E.Either<DomainError, ReadonlyArray<string>>>
  readonly state: (state: WechatState) => ReadonlyArray<string>
  readonly used: (state: WechatState) => number
}

/** Runs a test against an emulator of its own, at an hour that is always the same. */
export const withEmulator =
  (options: EmulatorOptions, test: (emulator: Emulator) => Promise<void>): (() => Promise<void>) =>
  async () => {
    const emulator = await startEmulator({ clock: () => 1_600_000_000_000, ...options })
    try {
      await test(emulator)
    } finally {
      await emulator.close()
    }
  }

/** Makes a change from its name. */
export const changeOf = <K extends Kind>(verb: Verb, domains: DomainSet<K>): DomainChange<K> =>
  verb === 'Delete' ? { _tag: 'Delete', domains, asListed: false } : { _tag: verb, domains }
