import { type Kind } from '@mini-domains/core'
import { type AppId, type Origin } from '@mini-domains/core/adapter'
import { type FaultName, type Landing, faultTable } from './fault.js'
import { type PlaceName, levelOf, placeNames, poolPlaceOf } from './address.js'

/**
 * How a vendor rejects a domain: `named` in its reply while it takes the others, silently `dropped` while it takes the
 * others, or the `whole` call because of one.
 */
export type RejectionStyle = 'named' | 'dropped' | 'whole'

/**
 * What not every vendor can do.
 */
export type Ability =
  | 'app.server.copyPool'
  | 'app.webview.copyPool'
  | 'app.server.effective'
  | 'app.webview.effective'
  | 'app.confirmFile'
  | 'platform.confirmFile'

/**
 * What the vendor allows in a list.
 */
export interface VendorLimits {
  /** Domains of a kind, where the vendor says how many. */
  readonly perKind?: number
  /** Domains over all kinds, where the vendor says how many. */
  readonly total?: number
  /** Modifications of a month, where the vendor says how many. */
  readonly monthlyModifications?: number
  /** Whether a domain may name a port. */
  readonly ports: boolean
  /** Hosts that may never be listed. */
  readonly forbiddenHosts: ReadonlyArray<string>
  /** Whether `https://a` and `https://a:443` are one entry (`dropped`, the default) or two (`kept`). */
  readonly defaultPort?: 'dropped' | 'kept'
  /** Whether kinds of `https://` take `http://` too, where it is known. */
  readonly http?: boolean
}

/**
 * In what the vendor, as the harness runs it, differs from others. A variation changes what a test asks for; it skips none,
 * except those of `undocumentedFaults`, and of `missingFaults`, which makes the report `partial`.
 */
export interface Variations {
  /** Two apps that are there after a reset. */
  readonly apps: readonly [AppId, AppId]
  /** The kinds of each list at the vendor. A list that is left out the vendor does not have, and all that is asked of it is refused. */
  readonly kinds: { readonly [P in PlaceName]?: ReadonlyArray<Kind> }
  /** What the vendor allows in each list that it has. */
  readonly limits: { readonly [P in PlaceName]?: VendorLimits }
  /** What the vendor can do, given by whoever knows it, not by the adapter. What is not listed here it cannot. */
  readonly abilities: ReadonlyArray<Ability>
  /** Of which origins `effective` tells apart what they configured; none where it is left out. */
  readonly origins?: ReadonlyArray<Origin>
  /**
   * How many versions of each of its pools the vendor keeps: `one`, the default; or `two`, a published one and one under test that
   * may list something else. Then the harness has `versions`.
   */
  readonly poolVersions?: 'one' | 'two'
  /** Whether an app's domains must lie in the platform pool. */
  readonly pool: 'required' | 'free'
  /** The styles in which each list can be made to reject a domain; a list that is left out cannot be. */
  readonly rejections: { readonly [P in PlaceName]?: ReadonlyArray<RejectionStyle> }
  /** How many modifications one `set` may need, where a vendor cannot empty a kind in the same call: 2. Else 1. */
  readonly modificationsPerSet: number
  /**
   * `whole-list` where the vendor takes nothing but the list as a whole: each change looks first, whatever was observed. By list where
   * only some are taken so. Left out where it adds and deletes.
   */
  readonly writes?: 'whole-list' | { readonly [P in PlaceName]?: 'whole-list' }
  /**
   * `empty` where the adapter is told to take a list that a reply to a read leaves out for one with nothing in it. Left out where it is an
   * error.
   */
  readonly absentLists?: 'empty'
  /**
   * Coded faults for which no source knows a code of the vendor's, such as that it is busy. They are never asked for, and a report can be
   * `passed` without them.
   */
  readonly undocumentedFaults?: ReadonlyArray<FaultName>
  /** Faults that the harness cannot script. */
  readonly missingFaults?: ReadonlyArray<FaultName>
}

/**
 * The lists that the vendor has.
 */
export const placesOf = ({ kinds }: Variations): ReadonlyArray<PlaceName> =>
  placeNames.filter((place) => kinds[place] !== undefined)

/**
 * The kinds of a list; none where the vendor has no such list.
 */
export const kindsAt = ({ kinds }: Variations, place: PlaceName): ReadonlyArray<Kind> => kinds[place] ?? []

/**
 * What the vendor allows in a list.
 */
export const limitsAt = ({ kinds, limits }: Variations, place: PlaceName): VendorLimits => {
  const known = limits[place]
  if (known === undefined && kinds[place] !== undefined)
    throw new TypeError(`variations.limits.${place}: expected the limits of this list, since kinds has it`)
  return known ?? { ports: false, forbiddenHosts: [] }
}

/**
 * The name of an ability at a list; none where no vendor has it.
 */
export const abilityOf = (place: PlaceName, what: 'copyPool' | 'effective'): Ability | undefined => {
  if (place === 'app.server') return `app.server.${what}`
  return place === 'app.webview' ? `app.webview.${what}` : undefined
}

/**
 * Says whether the vendor can do it.
 */
export const hasAbility = (variations: Variations, ability: Ability | undefined): boolean =>
  ability !== undefined && variations.abilities.includes(ability)

/**
 * Says whether the vendor can copy the pool at a list.
 */
export const copiesPoolAt = (variations: Variations, place: PlaceName): boolean =>
  hasAbility(variations, abilityOf(place, 'copyPool'))

const carryingText: ReadonlyArray<string> = ['reply', 'echo', 'echo-page']

const isFault = (name: string): name is FaultName => name in faultTable

/**
 * The faults that a harness can script, without those that carry a text of the suite's own.
 */
export const faultsUnder = (variations: Variations): ReadonlyArray<FaultName> =>
  Object.keys(faultTable)
    .filter(isFault)
    .filter((name) => !carryingText.includes(name) && canScript(variations, name))

/**
 * Whether the harness can script all of these.
 */
export const canScript = (
  { missingFaults = [], undocumentedFaults = [] }: Variations,
  ...names: ReadonlyArray<FaultName>
): boolean => names.every((name) => !missingFaults.includes(name) && !undocumentedFaults.includes(name))

const takesWholeList = ({ writes }: Variations, place: PlaceName): boolean =>
  (typeof writes === 'object' ? writes[place] : writes) === 'whole-list'

/**
 * Whether what a list of an app holds must lie in the platform pool.
 */
export const drawsFromPool = ({ pool }: Variations, place: PlaceName): boolean =>
  pool === 'required' && levelOf(place) === 'app' && poolPlaceOf(place) !== undefined

/**
 * What a change asks of the vendor on the wire: where nothing but the list as a whole is taken, every one is a `set`.
 */
export const sentAs = <A extends string>(variations: Variations, place: PlaceName, asks: A): A | 'set' =>
  takesWholeList(variations, place) && (asks === 'add' || asks === 'delete') ? 'set' : asks

/**
 * How many looks a change makes whose list the caller has observed whole.
 */
export const looksAnyway = (variations: Variations, place: PlaceName): 0 | 1 =>
  takesWholeList(variations, place) ? 1 : 0

/**
 * A fault of the moment, after which a read is tried again and called busy.
 */
export const momentary = (variations: Variations): FaultName => (canScript(variations, 'busy') ? 'busy' : 'html-502')

/**
 * The faults that are answered at once, each time with an error of their own, without a change being made.
 */
export const plainFaults = (variations: Variations): ReadonlyArray<FaultName> =>
  faultsUnder(variations).filter((name) => {
    const { tags, landings, slow } = faultTable[name]
    return tags.length > 0 && landings.includes('never') && !slow && name !== 'unreachable'
  })

/**
 * Of some faults those that the harness can script, with each way in which the write that they strike can land while the call lasts.
 */
export const landingsUnder = (
  variations: Variations,
  faults: ReadonlyArray<FaultName>,
): ReadonlyArray<{ readonly fault: FaultName; readonly lands: Landing }> =>
  faults
    .filter((fault) => canScript(variations, fault))
    .flatMap((fault) => faultTable[fault].landings.map((lands) => ({ fault, lands })))
    .filter(({ lands }) => lands !== 'late')
