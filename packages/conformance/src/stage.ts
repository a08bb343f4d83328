import { type DomainProvider, type DomainSet, type Hooks, type Kind } from '@mini-domains/core'
import { type PoolVersions, type RequestEvent, type ResponseEvent, type RetryEvent } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { type Attempt, type Harness, type ScriptedVendor, type VersionedPools } from './harness.js'
import { type Address, type PlaceName, addressOf, placeNames } from './place.js'
import { type PoolTruth, hasVersions, poolTruthOf } from './pool-truth.js'
import { settled, within } from './settling.js'
import { withoutLeftovers } from './leftover.js'
import { poolHosts, under } from './spelling.js'
import { type TokenLedger, tokenLedger } from './token-ledger.js'
import { type Truth, truthOf } from './truth.js'
import { type Variations } from './variation.js'

/**
 * What hooks are told.
 */
export type HookEvent = RequestEvent | ResponseEvent | RetryEvent

/**
 * What a test runs on: the vendor as it is after a reset with its pools filled, and a provider that was just made.
 */
export interface Stage {
  readonly vendor: ScriptedVendor
  readonly variations: Variations
  readonly provider: DomainProvider
  readonly ledger: TokenLedger
  readonly events: ReadonlyArray<HookEvent>
  /** Runs with each event of a hook, inside the hook. */
  readonly onEvent: (listen: (event: HookEvent) => unknown) => void
  /** How often a property is tried. */
  readonly runs: number
  readonly seed: number | undefined
}

const recorder = (hear: (event: HookEvent) => unknown): Hooks => ({ onRequest: hear, onResponse: hear, onRetry: hear })

const closing = 15_000

/**
 * Puts the vendor back to the start, with the pools that app lists draw from.
 */
export const setTheStage = async (vendor: ScriptedVendor, variations: Variations): Promise<void> => {
  await vendor.reset()
  for (const place of placeNames) {
    const filled = place.startsWith('platform.') && variations.pool === 'required'
    const hosts = filled ? poolHosts : []
    await vendor.put(addressOf(place, variations.apps[0]), under(variations.kinds[place], ...hosts))
  }
}

/**
 * Runs a test on a stage of its own, and clears up after it. Whatever is the adapter's own code is waited for only so long: a
 * provider that does not come to be or that does not close is a finding, like any other.
 */
export const onStage = async (
  harness: Harness,
  variations: Variations,
  pace: Pick<Stage, 'runs' | 'seed'>,
  run: (stage: Stage) => Promise<void>,
): Promise<void> => {
  const { vendor } = harness
  await setTheStage(vendor, variations)
  const ledger = tokenLedger(vendor)
  const events: Array<HookEvent> = []
  let listener = (_: HookEvent): unknown => undefined
  const hooks = recorder((event) => {
    events.push(event)
    return listener(event)
  })
  const provider = await within(
    closing,
    'making a provider',
    Promise.resolve(harness.provider({ tokens: ledger.tokens, hooks })),
  )
  const onEvent = (listen: (event: HookEvent) => unknown): void => {
    listener = listen
  }
  const close = () => within(closing, 'provider.close()', Promise.resolve().then(provider.close))
  const came = await settled(
    withoutLeftovers(() => run({ vendor, variations, provider, ledger, events, onEvent, ...pace })),
  )
  const closed = await settled(close())
  for (const end of [came, closed]) if (end.status === 'rejected') throw end.reason
}

/**
 * The address of a list of the first app, or of the platform.
 */
export const at = (stage: Stage, place: PlaceName): Address => addressOf(place, stage.variations.apps[0])

/**
 * The vendor's true list.
 */
export const look = async (stage: Stage, address: Address): Promise<Truth> =>
  truthOf(stage.variations.kinds[address.place], await stage.vendor.lists(address))

/**
 * The name of a list in what `lookAround` gives.
 */
export const keyOf = ({ place, subject }: Address): string =>
  subject._tag === 'App' ? `${place} ${subject.appId}` : place

/**
 * The name of a pool's testing version in what `lookAround` gives.
 */
export const testingKeyOf = (address: Address): string => `${keyOf(address)} testing`

const versionsOf = (stage: Stage, place: PlaceName): VersionedPools | undefined => {
  if (!hasVersions(stage.variations, place)) return undefined
  const { versions } = stage.vendor
  assert.ok(
    versions !== undefined,
    'the harness tells both versions of a pool where the variations say that there are two',
  )
  return versions
}

/**
 * Both versions of a pool at the vendor; nothing where a list has one.
 */
export const lookAtVersions = async (stage: Stage, address: Address): Promise<PoolTruth | undefined> => {
  const versions = versionsOf(stage, address.place)
  return versions === undefined
    ? undefined
    : poolTruthOf(stage.variations.kinds[address.place], await versions.lists(address))
}

/**
 * Replaces both versions of a pool behind the adapter's back. Without `published` the platform was never published.
 */
export const putVersions = async (stage: Stage, address: Address, versions: PoolVersions<Kind>): Promise<void> => {
  await versionsOf(stage, address.place)?.put(address, versions)
}

/**
 * Every list of the vendor: both apps and the platform, and of a pool with two versions both.
 */
export const lookAround = async (stage: Stage): Promise<Readonly<Record<string, Truth>>> => {
  const all: Record<string, Truth> = {}
  for (const appId of stage.variations.apps)
    for (const place of placeNames) {
      const address = addressOf(place, appId)
      all[keyOf(address)] = await look(stage, address)
      const versions = await lookAtVersions(stage, address)
      if (versions !== undefined) all[testingKeyOf(address)] = versions.testing
    }
  return all
}

/**
 * The requests that asked for a change.
 */
export const writesIn = (attempts: ReadonlyArray<Attempt>): ReadonlyArray<Attempt> =>
  attempts.filter(({ asks }) => asks !== 'get' && asks !== 'other')

/**
 * Replaces a list behind the adapter's back.
 */
export const put = (stage: Stage, address: Address, lists: DomainSet<Kind>): Promise<void> =>
  Promise.resolve(stage.vendor.put(address, lists))

/**
 * The kinds of the list at a place.
 */
export const kindsAt = (stage: Stage, place: PlaceName): ReadonlyArray<Kind> => stage.variations.kinds[place]

/**
 * The first kind of a list, which is there in every list.
 */
export const firstKind = (stage: Stage, place: PlaceName): Kind => kindsAt(stage, place)[0] ?? 'webview'
