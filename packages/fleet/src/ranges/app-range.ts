import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type FleetRow } from '../desired/fleet-app.js'
import { type Selection } from '../desired/selection.js'
import { digestOf } from '../lists/list-address.js'

/**
 * Some apps of a fleet, by their places among those that are selected: from one, from 0, to before another. The digest is over what is
 * desired of them, so that who has other files of apps does not read them for these.
 */
export interface AppRange {
  readonly from: number
  readonly to: number
  readonly digest: string
}

/**
 * What is read of apps that others read by ranges: what a plan needs of them, or what a verification does.
 */
export interface Reading {
  readonly of: 'plan' | 'verify'
  readonly select?: Selection
  /** Lists that are looked at whatever is asked of them, each as its vendor and which list. */
  readonly watched: ReadonlyArray<string>
  /** The hosts of pools once they are as planned, where they are known. */
  readonly pools: Readonly<Record<string, ReadonlyArray<string>>>
}

const Texts = t.union([t.string, t.readonlyArray(t.string)])

const Select = t.partial({
  vendor: Texts,
  id: Texts,
  labels: t.record(t.string, Texts),
  exclude: t.readonlyArray(t.unknown),
})

const isSelection = (input: unknown): input is Selection => Select.is(input) && (input.exclude ?? []).every(isSelection)

const Stored = t.intersection([
  t.type({
    of: t.keyof({ plan: null, verify: null }),
    watched: t.readonlyArray(t.string),
    pools: t.record(t.string, t.readonlyArray(t.string)),
  }),
  t.partial({ select: t.unknown }),
])

/**
 * Tells a reading that came as JSON from anything else.
 */
export const isReading = (input: unknown): input is Reading =>
  Stored.is(input) && (input.select === undefined || isSelection(input.select))

/**
 * What is desired of some apps, as one text.
 */
export const rowsDigest = (rows: ReadonlyArray<FleetRow>): string =>
  digestOf(
    rows
      .map((row) => JSON.stringify(E.isLeft(row) ? row.left.map(({ message }) => message.en) : row.right.app))
      .join('\n'),
  )

/**
 * Cuts apps into ranges of so many.
 */
export async function* rangesOf(
  rows: AsyncIterable<FleetRow>,
  size: number,
): AsyncGenerator<{ readonly range: AppRange; readonly rows: ReadonlyArray<FleetRow> }> {
  let from = 0
  let some: Array<FleetRow> = []
  const cut = () => ({ range: { from, to: from + some.length, digest: rowsDigest(some) }, rows: some })
  for await (const row of rows) {
    some.push(row)
    if (some.length < size) continue
    yield cut()
    from += some.length
    some = []
  }
  if (some.length > 0) yield cut()
}
