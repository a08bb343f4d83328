import { type PlaceName, placeNames } from '../harness/address.js'
import { type Variations } from '../harness/variations.js'
import { type Fixture, type ListFixture, at } from '../fixture/fixture.js'
import { type LawNumber } from './law.js'

/**
 * One test of a law.
 */
export interface Case {
  readonly name: string
  readonly run: (fixture: Fixture) => Promise<void>
  /** The list that it is about, where it is about one. */
  readonly place?: PlaceName
  /** What it shows the vendor and the adapter to do or to refuse: `app.webview.copyPool`. For the capability matrix. */
  readonly shows?: string
}

/**
 * A case with the law that it is of.
 */
export interface NumberedCase extends Case {
  readonly law: LawNumber
}

/**
 * What can be tested of a law under the variations of a vendor.
 */
export interface LawCases {
  readonly law: LawNumber
  readonly cases: (variations: Variations) => ReadonlyArray<Case>
}

/**
 * The same test at each of the four lists, or at some of them.
 */
export const everywhere = (
  name: string,
  run: (list: ListFixture) => Promise<void>,
  places = placeNames,
): ReadonlyArray<Case> =>
  places.map((place) => ({ place, name: `${place}: ${name}`, run: (fixture) => run(at(fixture, place)) }))
