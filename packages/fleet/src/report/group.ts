import { type Bilingual } from '@mini-domains/core'
import { type ErrorNote } from '../error/error-note.js'
import { type ListAddress } from '../lists/list-address.js'
import { type Tone } from './page-data.js'

/**
 * A list of a group, by its app: the pool where `app` is left out. What a vendor said of it alone stands with it.
 */
export interface GroupMember extends ListAddress {
  readonly name?: string
  readonly requestId?: string
  readonly vendorMessage?: string
}

/**
 * What many lists have in common: a change, a state with its cause, or a failure with its cause.
 */
export interface Group {
  /** What it is, in a few words. */
  readonly title: Bilingual
  /** How a page colours it. */
  readonly tone: Tone
  /** What exactly, one thing a line. */
  readonly details: ReadonlyArray<Bilingual>
  /** Who must act (an `Actor`), where somebody must. */
  readonly actor?: string
  /** What to do. */
  readonly hint?: Bilingual
  readonly vendor: string
  /** Which list, where they all are the same one. */
  readonly list?: ListAddress['list']
  /** Modifications that each of them spends. */
  readonly cost?: number
}

/**
 * A group with its lists: how many, and the apps of the first of them.
 */
export interface CountedGroup extends Group {
  readonly count: number
  readonly members: ReadonlyArray<GroupMember>
  /** What the list with the least budget has left. */
  readonly left?: number
}

/**
 * What a group keeps of a line of a plan, a verification or an apply.
 */
export interface Grouped {
  readonly address: ListAddress
  readonly name?: string | undefined
  readonly budget?: { readonly remaining?: number | undefined } | undefined
  readonly error?: Pick<ErrorNote, 'requestId' | 'vendorMessage'> | undefined
}

/**
 * Gathers lists into groups, as they come.
 */
export interface GroupBook {
  readonly add: (group: Group, line: Grouped) => void
  /** The largest first. */
  readonly groups: () => ReadonlyArray<CountedGroup>
  /** How many lists stand in no group, since there are too many groups. */
  readonly ungrouped: () => number
}

interface Growing {
  readonly group: Group
  count: number
  readonly members: Array<GroupMember>
  left: number | undefined
}

const memberOf = ({ address, name, error = {} }: Grouped): GroupMember => ({
  ...address,
  ...(name === undefined ? {} : { name }),
  ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  ...(error.vendorMessage === undefined ? {} : { vendorMessage: error.vendorMessage }),
})

// As many as a browser still scrolls and searches; a million apps can fail in two lists each.
const namedInAll = 300_000

/**
 * Starts gathering: at most so many groups are kept, and so many lists of each are named. Defaults 10,000 and 1,000. Of all groups together
 * 300,000 are named, and at least one of each.
 */
export const groupBook = ({ groups = 10_000, named = 1_000 } = {}): GroupBook => {
  const books = new Map<string, Growing>()
  let ungrouped = 0
  let all = 0
  return {
    add: (group, line) => {
      const key = JSON.stringify(group)
      const known = books.get(key) ?? { group, count: 0, members: [], left: undefined }
      if (known.count === 0) {
        if (books.size >= groups) {
          ungrouped += 1
          return
        }
        books.set(key, known)
      }
      known.count += 1
      const left = line.budget?.remaining
      if (left !== undefined) known.left = Math.min(left, known.left ?? left)
      const { length } = known.members
      if (length >= named || (length > 0 && all >= namedInAll)) return
      all += 1
      known.members.push(memberOf(line))
    },
    groups: () =>
      [...books.values()]
        .map(({ group, count, members, left }): CountedGroup => ({
          ...group,
          count,
          members,
          ...(left === undefined ? {} : { left }),
        }))
        .sort((one, other) => other.count - one.count),
    ungrouped: () => ungrouped,
  }
}
