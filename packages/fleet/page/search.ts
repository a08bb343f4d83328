import { type PageGroup } from '../src/report/page-data.js'
import { type Report, type Row } from './report.js'

/**
 * What is searched for. Empty: everything.
 */
export interface Choice {
  readonly search: string
  readonly vendor: string
  /** The title of groups, or of a family of them, in English. */
  readonly kind: string
  /** `server`, `webview`, or `pool` for those of a pool. */
  readonly which: string
  /** The number of a group. */
  readonly group: string
}

/**
 * Nothing is searched for.
 */
export const everything: Choice = { search: '', vendor: '', kind: '', which: '', group: '' }

/**
 * The names of what can be chosen.
 */
export const choices = ['search', 'vendor', 'kind', 'which', 'group'] as const

/**
 * A group of which something was found, and what: numbers of rows.
 */
export interface FoundGroup {
  readonly group: number
  readonly rows: ReadonlyArray<number>
  /** What the list with the least modifications has left. */
  readonly left: number | undefined
}

/**
 * What was found: numbers of rows, and the same by groups, the largest first.
 */
export interface Found {
  readonly rows: ReadonlyArray<number>
  readonly groups: ReadonlyArray<FoundGroup>
}

const isPicked = ({ family, title, vendor }: PageGroup, choice: Choice): boolean =>
  (choice.vendor === '' || vendor === choice.vendor) &&
  (choice.kind === '' || title.en === choice.kind || family?.en === choice.kind)

const isOfList = (row: Row, list: string | undefined, which: string): boolean =>
  which === '' || (which === 'pool' ? row.app === null : list === which)

/**
 * Finds the lists that are chosen: each word that is searched for must be in the app, in its group, or in what is known of it.
 */
export const find = ({ rows, groups, facts }: Report, choice: Choice): Found => {
  const needles = choice.search
    .toLowerCase()
    .split(/\s+/)
    .filter((needle) => needle !== '')
  const wanted = groups.map(({ value, text }, index) =>
    isPicked(value, choice) && (choice.group === '' || choice.group === String(index))
      ? needles.filter((needle) => !text.includes(needle))
      : undefined,
  )
  const found: Array<number> = []
  const byGroup = new Map<number, { readonly rows: Array<number>; left: number | undefined }>()
  rows.forEach((row, index) => {
    const known = facts[row.facts]
    const rest = wanted[row.group]
    if (rest === undefined || known === undefined || !isOfList(row, known.value.list, choice.which)) return
    if (!rest.every((needle) => row.text.includes(needle) || known.text.includes(needle))) return
    found.push(index)
    const members = byGroup.get(row.group) ?? { rows: [], left: undefined }
    if (members.rows.push(index) === 1) byGroup.set(row.group, members)
    const { left } = known.value
    if (left !== undefined) members.left = Math.min(left, members.left ?? left)
  })
  const sized = [...byGroup].map(([group, members]) => ({ group, ...members }))
  return { rows: found, groups: sized.sort((one, other) => other.rows.length - one.rows.length) }
}
