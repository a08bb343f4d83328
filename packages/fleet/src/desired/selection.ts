import * as E from 'fp-ts/lib/Either.js'
import { type DesiredState } from './desired-state.js'
import { type FleetRow, appsOf } from './fleet-app.js'
import { type OpenLines } from './file-lines.js'

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&')

const patternOf = (glob: string): string => escaped(glob).replace(/\*+/g, '.*').replace(/\?/g, '.')

/**
 * Says whether a text matches one of some globs: `*` is any text, `?` one character, all else itself. Case does not count.
 */
export const globMatcher = (globs: ReadonlyArray<string>): ((text: string) => boolean) => {
  if (globs.length === 0) return () => false
  const pattern = new RegExp(`^(?:${globs.map(patternOf).join('|')})$`, 'isu')
  return (text) => pattern.test(text)
}

/**
 * Which apps: by vendor, by labels (all of them must match) and by id. Every text is a glob: `*` is any text, `?` one character.
 */
export interface Selection {
  readonly vendor?: string | undefined
  readonly id?: string | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
}

/**
 * What a selection looks at.
 */
export interface Selectable {
  readonly vendor: string
  readonly id: string
  readonly labels: Readonly<Record<string, string>>
}

const everything = (): boolean => true

/**
 * Makes the test of a selection.
 */
export const selector = (selection: Selection | undefined): ((app: Selectable) => boolean) => {
  if (selection === undefined) return everything
  const vendor = selection.vendor === undefined ? everything : globMatcher([selection.vendor])
  const id = selection.id === undefined ? everything : globMatcher([selection.id])
  const labels = Object.entries(selection.labels ?? {}).map(([key, glob]) => [key, globMatcher([glob])] as const)
  return (app) =>
    vendor(app.vendor) &&
    id(app.id) &&
    labels.every(([key, matches]) => Object.hasOwn(app.labels, key) && matches(app.labels[key] ?? ''))
}

/**
 * Which apps of a desired state are read, and how.
 */
export interface SelectionOptions {
  /** Opens the app files that the desired state names. Needed only where it names some. */
  readonly openLines?: OpenLines
  /** Only these apps. The pools are then left alone. */
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
    if (E.isLeft(row) || selects({ ...row.right.app, labels: row.right.app.labels ?? {} })) yield row
  }
}
