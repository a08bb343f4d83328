import type { Bilingual } from '@mini-domains/core'
import type { HistoryRecord, RunExit } from '@mini-domains/fleet'
import { bilingual } from '../../output/language.js'
import type { Reporter } from '../../output/reporter.js'
import { countWords } from '../apply/view.js'

const exitWord = (exit: RunExit | undefined): Bilingual => {
  switch (exit) {
    case undefined:
      return bilingual('running, or broken off', '运行中，或已中断')
    case 'complete':
      return bilingual('complete', '全部完成')
    case 'incomplete':
      return bilingual('incomplete', '未全部完成')
    case 'halted':
      return bilingual('halted', '已暂停')
    case 'cancelled':
      return bilingual('cancelled', '已取消')
    case 'interrupted':
      return bilingual('broken off', '已中断')
  }
}

/** What the store kept may name a count that this version does not know. */
const words: Readonly<Record<string, Bilingual>> = countWords

/**
 * What a run came to, in words.
 */
export const countsText = ({ say }: Reporter, { counts = {} }: HistoryRecord): string =>
  Object.entries(counts)
    .flatMap(([name, count]) => {
      const word = words[name]
      return count === 0 || word === undefined ? [] : [`${count} ${say(word)}`]
    })
    .join(say(bilingual(', ', '，')))

/**
 * How a run ended, in words.
 */
export const exitText = ({ say, paint }: Reporter, { exit }: HistoryRecord): string => {
  const text = say(exitWord(exit))
  return exit === 'complete' ? paint.green(text) : paint.yellow(text)
}

const twoDigits = (n: number): string => String(n).padStart(2, '0')

/**
 * A moment by the clock of this machine: `2026-11-27 18:30:49`.
 */
export const momentText = (ms: number): string => {
  const at = new Date(ms)
  const day = [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-')
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(':')}`
}

/**
 * A run as an event tells it.
 */
export const runFact = ({ run, plan, changes, startedAt, endedAt, exit, counts }: HistoryRecord) => ({
  run,
  plan,
  changes,
  startedAt: new Date(startedAt).toISOString(),
  ...(endedAt === undefined ? {} : { endedAt: new Date(endedAt).toISOString() }),
  ...(exit === undefined ? {} : { exit }),
  ...(counts === undefined ? {} : { counts }),
})
