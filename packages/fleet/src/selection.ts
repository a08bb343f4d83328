import { globMatcher } from './glob.js'

/**
 * Which apps: by vendor, by labels (all of them must match) and by id. Every text is a glob: `*` is any text, `?` one character.
 */
export interface Selection {
  readonly vendor?: string
  readonly id?: string
  readonly labels?: Readonly<Record<string, string>>
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
