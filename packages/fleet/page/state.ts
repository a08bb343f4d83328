import { type Report, type Row } from './report.js'
import { type Choice, type Found } from './search.js'
import { type Speech } from './words.js'

/**
 * What a page shows now.
 */
export interface State {
  readonly speech: Speech
  readonly choice: Choice
  readonly found: Found
  /** The number of the list that is picked; -1 where none is. */
  readonly picked: number
  /** The numbers of groups that are shown in full. */
  readonly unfolded: ReadonlySet<number>
  readonly shownGroups: number
  /** Which part of the list of lists is in sight, in pixels. */
  readonly sight: { readonly top: number; readonly height: number; readonly rowHeight: number }
  readonly printing: boolean
}

/**
 * What a person can do.
 */
export interface Actions {
  readonly choose: (choice: Partial<Choice>) => void
  readonly pick: (row: number) => void
  readonly unfold: (group: number) => void
  readonly showMoreGroups: () => void
  readonly speakOther: () => void
  readonly scroll: (top: number) => void
  readonly press: (event: KeyboardEvent) => void
}

/**
 * What each view is given.
 */
export interface View {
  readonly report: Report
  readonly state: State
  readonly on: Actions
}

/**
 * Names the app of a list for people: the merchant's name and the id, or the pool.
 */
export const titleOf = ({ app, name }: Row, { word }: Speech): string => {
  if (app === null) return word('pool')
  return name === undefined ? app : `${name} (${app})`
}
