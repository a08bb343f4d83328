import { type LawNumber } from './law.js'
import { type PlaceName, placeNames } from '../harness/address.js'
import { type Stage } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'

/**
 * One test of a law.
 */
export interface Case {
  readonly name: string
  readonly run: (stage: Stage) => Promise<void>
  /** What it shows the vendor and the adapter to do or to refuse: `app.webview.adopt`. For the capability matrix. */
  readonly shows?: string
}

/**
 * What can be tested of a law under the variations of a vendor.
 */
export interface Chapter {
  readonly law: LawNumber
  readonly cases: (variations: Variations) => ReadonlyArray<Case>
}

/**
 * The same test at each of the four lists.
 */
export const everywhere = (name: string, run: (stage: Stage, place: PlaceName) => Promise<void>): ReadonlyArray<Case> =>
  placeNames.map((place) => ({ name: `${place}: ${name}`, run: (stage) => run(stage, place) }))
