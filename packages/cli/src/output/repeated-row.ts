import { bilingual } from './language.js'
import type { Reporter } from './reporter.js'

/**
 * The rows of a file that are wrong in the same way: the first is reported in full, the others by their lines, at the end.
 */
export interface RepeatedRows {
  /** Notes a wrong row. Says whether it is one of the first of its cause in this file, and so to be reported in full. */
  readonly note: (file: string, line: number, cause: string) => boolean
  /** Tells the lines of all others. */
  readonly end: (tell: (text: string) => void) => void
}

interface Repeat {
  readonly file: string
  readonly first: number
  /** How many were reported in full. */
  told: number
  count: number
  /** The ranges of lines: as many as are shown. */
  readonly ranges: Array<{ readonly from: number; to: number }>
}

const causesAtMost = 1_000

const twice = 'id: expected each app once'

// Of apps that are there twice each is another one, and its other place is to be looked at: a page of them is shown.
const toldInFull = (cause: string): number => (cause === twice ? 20 : 1)
const rangesAtMost = 10

const extend = ({ ranges }: Repeat, line: number): void => {
  const last = ranges.at(-1)
  if (last !== undefined && last.to === line - 1) last.to = line
  else if (ranges.length <= rangesAtMost) ranges.push({ from: line, to: line })
}

const linesOf = ({ ranges }: Repeat): string => {
  const shown = ranges.slice(0, rangesAtMost).map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`))
  return ranges.length > rangesAtMost ? `${shown.join(', ')}, …` : shown.join(', ')
}

/**
 * Starts to note wrong rows.
 */
export const repeatedRows = (reporter: Reporter): RepeatedRows => {
  const repeats = new Map<string, Repeat>()
  return {
    note: (file, line, cause) => {
      const key = JSON.stringify([file, cause])
      const known = repeats.get(key)
      if (known === undefined) {
        if (repeats.size < causesAtMost) repeats.set(key, { file, first: line, told: 1, count: 0, ranges: [] })
        return true
      }
      if (known.told < toldInFull(cause)) {
        known.told += 1
        return true
      }
      known.count += 1
      extend(known, line)
      return false
    },
    end: (tell) => {
      for (const repeat of repeats.values()) {
        const { file, first, count } = repeat
        if (count === 0) continue
        const lines = linesOf(repeat)
        tell(
          `  ${reporter.say(
            bilingual(
              `${file}: ${count} more as on line ${first}: ${count === 1 ? 'line' : 'lines'} ${lines}`,
              `${file}：另有 ${count} 行与第 ${first} 行相同：第 ${lines} 行`,
            ),
          )}`,
        )
      }
    },
  }
}

/**
 * Notes what a plan or a verification says of a row: whether it is the first of its cause, or is not about a row.
 */
export const isFirst = (repeated: RepeatedRows, message: string): boolean => {
  const [, file, line] = /^(.*?):(\d+):\d+: /s.exec(message) ?? []
  return file === undefined || repeated.note(file, Number(line), causeOf(message))
}

/**
 * What is wrong with a row, apart from where it stands and from which app it is.
 */
export const causeOf = (message: string): string =>
  message
    .replace(/^[^\n]*?:\d+:\d+: /, '')
    // An app that is there twice is named by its id, and by the other place.
    .replace(new RegExp(`^(${twice}), .*`, 's'), '$1')
