import type { Bilingual } from '@mini-domains/core'
import { type ListAddress, listWord } from '@mini-domains/fleet'
import { bilingual } from '../output/language.js'
import { appTitle } from '../output/listing.js'

/**
 * Lines of a message, of which only so many are kept: a fleet may have a million of them, and a message takes some twenty.
 */
export interface KeptLines {
  readonly add: (line: Bilingual) => void
  readonly count: () => number
  /** What is kept, and how many more there were. */
  readonly kept: () => { readonly lines: ReadonlyArray<Bilingual>; readonly more: number }
}

const mostKept = 100

/**
 * Starts without a line.
 */
export const keptLines = (): KeptLines => {
  const lines: Array<Bilingual> = []
  let count = 0
  return {
    add: (line) => {
      count += 1
      if (lines.length < mostKept) lines.push(line)
    },
    count: () => count,
    kept: () => ({ lines, more: count - lines.length }),
  }
}

/**
 * Names a list in a message, with the merchant's name where it is known.
 */
export const listName = ({ vendor, app, list }: ListAddress, name?: string): Bilingual => {
  const which = listWord(list)
  const who = app === undefined ? undefined : appTitle(app, name === '' ? undefined : name)
  return bilingual(`${vendor} · ${who ?? 'pool'} · ${which.en}`, `${vendor} · ${who ?? '平台域名池'} · ${which.zh}`)
}
