import { type FleetState, type VerifyFinding, needsAction } from '@mini-domains/fleet'
import { nearestWord } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type { Args } from '../../args/args.js'
import { failStates } from '../../args/options.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { type Failure, failed, problem } from '../../output/problem.js'

/**
 * Says whether a finding is an alarm.
 */
export type Alarm = (finding: Pick<VerifyFinding, 'state' | 'actor' | 'blockedBy'>) => boolean

type FailState = (typeof failStates)[number]

const isFailState = (word: string): word is FailState => failStates.some((state) => state === word)

const unknownState = (word: string): Failure => {
  const meant = nearestWord(word, failStates)
  const there = failStates.join(', ')
  return failed(
    problem(
      'usage',
      bilingual(`--fail-on takes states, and "${word}" is none`, `--fail-on 应为状态名，“${word}”不是`),
      meant === undefined
        ? bilingual(`There is: ${there}.`, `现有：${there}。`)
        : bilingual(`Did you mean ${meant}? There is: ${there}.`, `您是否想用 ${meant}？现有：${there}。`),
    ),
  )
}

/**
 * Reads `--fail-on`. Without it an alarm is what somebody here must act on: see `needsAction`.
 */
export const alarmOf = (args: Args): E.Either<Failure, Alarm> => {
  const words = args.texts('fail-on').flatMap((text) => text.split(/[,，\s]+/).filter((word) => word !== ''))
  const states: Array<FailState> = []
  for (const word of words) {
    if (!isFailState(word)) return E.left(unknownState(word))
    states.push(word)
  }
  return E.right(states.length === 0 ? needsAction : ({ state }) => states.some((named) => named === state))
}

const statusOf = (state: FleetState): ExitStatus => {
  switch (state) {
    case 'in-sync':
      return 'done'
    case 'drift':
    case 'blocked':
    case 'frozen':
    case 'awaiting-release':
      return 'differences'
    case 'unreadable':
    case 'merchant-must-authorise':
      return 'partial'
  }
}

/**
 * Hears findings, and says how a command ends by those that are an alarm.
 */
export const alarmBook = (isAlarm: Alarm) => {
  let status: ExitStatus = 'done'
  return {
    hear: (finding: VerifyFinding): void => {
      const found = isAlarm(finding) ? statusOf(finding.state) : 'done'
      if (found === 'partial' || status === 'done') status = found
    },
    status: (): ExitStatus => status,
  }
}
