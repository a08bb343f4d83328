import type { Bilingual, Clock } from '@mini-domains/core'
import { bilingual } from './language.js'
import type { Io } from '../io/io.js'
import { terminalText } from './terminal-text.js'
import type { Reporter } from './reporter.js'

/**
 * Tells how far long work has come.
 */
export interface Progress {
  /** So many are done now. */
  readonly at: (done: number) => void
  /** Takes the line away. */
  readonly end: () => void
}

const everyMs = 200
const everyMsJson = 1_000

const clockFace = (ms: number): Bilingual => {
  const seconds = Math.ceil(ms / 1_000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours > 0) return bilingual(`${hours} h ${minutes % 60} min`, `${hours} 小时 ${minutes % 60} 分`)
  return minutes > 0
    ? bilingual(`${minutes} min ${seconds % 60} s`, `${minutes} 分 ${seconds % 60} 秒`)
    : bilingual(`${seconds} s`, `${seconds} 秒`)
}

/**
 * How long the rest will take at the pace so far; unknown at the beginning, and without a total.
 */
const etaMs = (startedAt: number, now: number, done: number, total: number | undefined): number | undefined =>
  total === undefined || done === 0 || done > total ? undefined : ((now - startedAt) / done) * (total - done)

const lineOf = (
  reporter: Reporter,
  what: string,
  done: number,
  total: number | undefined,
  eta: number | undefined,
): string => {
  const share = total === undefined || total === 0 ? '' : ` / ${total} (${Math.floor((100 * done) / total)}%)`
  const rest = eta === undefined ? '' : ` · ${reporter.say(bilingual('about', '约'))} ${reporter.say(clockFace(eta))}`
  return `${what} ${done}${share}${rest}`
}

/**
 * Says whether anybody looks at progress: a terminal that was not asked to be quiet, or a program that reads events.
 */
export const isWatched = ({ errors }: Pick<Io, 'errors'>, reporter: Reporter): boolean =>
  reporter.isJson || (!reporter.isQuiet && errors.isTerminal)

const silent: Progress = { at: () => undefined, end: () => undefined }

/**
 * Begins to tell progress: a line that is written over on a terminal, events as JSON, nothing where nobody looks.
 */
export const progressOf = (
  io: Pick<Io, 'errors'> & { readonly clock: Clock },
  reporter: Reporter,
  what: string,
  total: number | undefined,
): Progress => {
  if (!isWatched(io, reporter)) return silent
  const { clock, errors } = io
  const startedAt = clock.now()
  let toldAt = startedAt
  let isShown = false
  return {
    at: (done) => {
      const now = clock.now()
      if (now - toldAt < (reporter.isJson ? everyMsJson : everyMs)) return
      toldAt = now
      const eta = etaMs(startedAt, now, done, total)
      if (reporter.isJson) {
        const known = {
          ...(total === undefined ? {} : { total }),
          ...(eta === undefined ? {} : { etaMs: Math.round(eta) }),
        }
        reporter.event({ event: 'progress', done, ...known })
      } else {
        errors.write(`\r\u001b[K${terminalText(lineOf(reporter, what, done, total, eta))}`)
        isShown = true
      }
    },
    end: () => {
      if (isShown) errors.write('\r\u001b[K')
    },
  }
}
