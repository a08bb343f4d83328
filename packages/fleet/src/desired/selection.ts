import * as E from 'fp-ts/lib/Either.js'
import { type DesiredState } from './desired-state.js'
import { type FleetApp, type FleetRow, appsOf } from './fleet-app.js'
import { type OpenLines } from './file-lines.js'

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&')

const patternOf = (glob: string): string => escaped(glob).replace(/\*+/g, '.*').replace(/\?/g, '.')

/**
 * Says whether a text matches one of some globs: `*` is any text, `?` one character, all else itself. Case does not count.
 */
export const globMatcher = (globs: ReadonlyArray<string>): ((text: string) => boolean) => {
  const isPattern = (glob: string): boolean => /[*?]/.test(glob)
  // Thousands of ids may be named, each of which is looked up for every app.
  const exact = new Set(globs.filter((glob) => !isPattern(glob)).map((glob) => glob.toLowerCase()))
  const patterns = globs.filter(isPattern)
  if (patterns.length === 0) return (text) => exact.has(text.toLowerCase())
  const pattern = new RegExp(`^(?:${patterns.map(patternOf).join('|')})$`, 'isu')
  return (text) => exact.has(text.toLowerCase()) || pattern.test(text)
}

/**
 * Which apps: by vendor, by labels (each key that is named must match) and by id, or `vendor/id`; without those of `exclude`. Every
 * text is a glob: `*` is any text, `?` one character. Of several texts for the same, one must match.
 */
export interface Selection {
  readonly vendor?: string | ReadonlyArray<string> | undefined
  readonly id?: string | ReadonlyArray<string> | undefined
  readonly labels?: Readonly<Record<string, string | ReadonlyArray<string>>> | undefined
  /** Apps that one of these selects are left out. */
  readonly exclude?: ReadonlyArray<Selection> | undefined
}

/**
 * What a selection looks at.
 */
export interface Selectable {
  readonly vendor: string
  readonly id: string
  readonly labels: Readonly<Record<string, string>>
}

type Test = (app: Selectable) => boolean

const everything = (): boolean => true

const textTest = (
  globs: string | ReadonlyArray<string> | undefined,
  textsOf: (app: Selectable) => ReadonlyArray<string>,
): Test => {
  if (globs === undefined) return everything
  const matches = globMatcher(typeof globs === 'string' ? [globs] : globs)
  return (app) => textsOf(app).some(matches)
}

const labelTexts =
  (key: string) =>
  ({ labels }: Selectable): ReadonlyArray<string> =>
    Object.hasOwn(labels, key) ? [labels[key] ?? ''] : []

/**
 * Makes the test of a selection.
 */
export const selector = (selection: Selection | undefined): Test => {
  if (selection === undefined) return everything
  const { vendor, id, labels = {}, exclude = [] } = selection
  const tests = [
    textTest(vendor, (app) => [app.vendor]),
    textTest(id, (app) => [app.id, `${app.vendor}/${app.id}`]),
    ...Object.entries(labels).map(([key, globs]) => textTest(globs, labelTexts(key))),
  ]
  const excluded = exclude.map(selector)
  return (app) => tests.every((test) => test(app)) && !excluded.some((test) => test(app))
}

/**
 * How much of a vendor's pools belongs to a selection: `all` where all apps of the vendor do; `additions` where some are left out, which
 * may use what would be taken away; `none` where apps were picked by id or label, or the vendor was not.
 */
export const poolShare = (selection: Selection | undefined, vendor: string): 'all' | 'additions' | 'none' => {
  if (selection === undefined) return 'all'
  const { id, labels = {}, exclude = [] } = selection
  if (id !== undefined || Object.keys(labels).length > 0) return 'none'
  if (!selector({ vendor: selection.vendor })({ vendor, id: '', labels: {} })) return 'none'
  return exclude.length > 0 ? 'additions' : 'all'
}

/**
 * What a selection looks at in an app.
 */
export const selectableOf = ({ app }: FleetApp): Selectable => ({
  vendor: app.vendor,
  id: app.id,
  labels: app.labels ?? {},
})

/**
 * Which apps of a desired state are read, and how.
 */
export interface SelectionOptions {
  /** Opens the app files that the desired state names. Needed only where it names some. */
  readonly openLines?: OpenLines
  /** Only these apps, and the pools as far as they belong to them: see `poolShare`. */
  readonly select?: Selection
  /** Ends the reading after what is under way. */
  readonly signal?: AbortSignal
}

/**
 * Gives the apps that are selected, and every row that cannot be read, until the signal ends it.
 */
export async function* selectedApps(desired: DesiredState, options: SelectionOptions): AsyncGenerator<FleetRow> {
  const selects = selector(options.select)
  for await (const row of appsOf(desired, options.openLines)) {
    if (options.signal?.aborted === true) return
    if (E.isLeft(row) || selects(selectableOf(row.right))) yield row
  }
}
