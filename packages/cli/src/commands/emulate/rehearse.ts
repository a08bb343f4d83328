import { type Emulator, type Hardship, type Scenario, harden, scenarios } from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import { type Args, wholeNumber } from '../../args/args.js'
import { bilingual } from '../../output/language.js'
import { type Problem, problem } from '../../output/problem.js'
import type { Reporter } from '../../output/reporter.js'

/**
 * What is to be rehearsed: how hard the vendors are, and which bad days it is.
 */
export interface Rehearsal {
  readonly hardship: Hardship
  readonly scenarios: ReadonlyArray<Scenario>
}

const wrong = problem(
  'usage',
  bilingual(
    '--latency, --quota and --budget are whole numbers, --faults a percentage from 0 to 100',
    '--latency、--quota 与 --budget 应为整数，--faults 应为 0 到 100 的百分比',
  ),
)

/**
 * Reads what is to be rehearsed.
 */
export const rehearsalOf = (args: Args): E.Either<Problem, Rehearsal> => {
  const given = (name: string): number | undefined | 'wrong' => {
    const text = args.text(name)
    return text === undefined ? undefined : (wholeNumber(text.replace(/%$/, ''), 0) ?? 'wrong')
  }
  const [latency, faults, quota, budget] = [given('latency'), given('faults'), given('quota'), given('budget')]
  if (latency === 'wrong' || faults === 'wrong' || quota === 'wrong' || budget === 'wrong') return E.left(wrong)
  if (faults !== undefined && faults > 100) return E.left(wrong)
  return E.right({
    hardship: {
      ...(latency === undefined ? {} : { latency }),
      ...(faults === undefined ? {} : { faults: faults / 100 }),
      ...(quota === undefined ? {} : { quota }),
      ...(budget === undefined ? {} : { budget }),
    },
    scenarios: scenarios.filter(({ name }) => args.texts('scenario').includes(name)),
  })
}

/**
 * Makes an emulator as it is to be, and says what to try.
 */
export const rehearse = (emulator: Emulator, { hardship, scenarios: played }: Rehearsal, reporter: Reporter): void => {
  harden(emulator, hardship)
  for (const { name, about, then, play } of played) {
    play(emulator)
    reporter.event({ event: 'fact', name: 'scenario', value: { name, about } })
    reporter.line(`${reporter.paint.yellow(name)}  ${reporter.say(about)}`)
    reporter.line(`  → ${reporter.say(then)}`)
  }
}
