import { resolve } from 'node:path'
import type { Allowance, WavePolicy } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type Args, wholeNumber } from '../../args/args.js'
import { dangers } from '../../args/options.js'
import { bilingual } from '../../output/language.js'
import { type Failure, failed, problem } from '../../output/problem.js'

/**
 * Which plan is to be carried out, and how.
 */
export interface ApplyRequest {
  readonly path: string
  readonly waves: WavePolicy
  readonly concurrency: number
  readonly allow: ReadonlyArray<Allowance>
  readonly onlyFailed: boolean
  /** Workers carry it out, which this process feeds. */
  readonly byWorkers: boolean
  /** It is left for the workers, one of which feeds it. */
  readonly detached: boolean
}

// How many changes go first: a number, or a share of them with `%`.
const canaryOf = (text: string | undefined): WavePolicy | undefined => {
  if (text === undefined) return {}
  const [, number, percent] = /^([0-9]{1,6})(%?)$/.exec(text) ?? []
  if (number === undefined || (percent === '%' && Number(number) > 100)) return undefined
  return { canary: percent === '%' ? { percent: Number(number) } : { count: Number(number) } }
}

const wrongCanary = bilingual('--canary is N, or N% up to 100%', '--canary 应为 N 或不超过 100% 的 N%')
const wrongConcurrency = bilingual('--concurrency is a whole number from 1', '--concurrency 应为正整数')
const concurrencyOfWorkers = bilingual(
  '--concurrency does not go with --workers: each worker has its own',
  '--concurrency 不能与 --workers 同用，由各 worker 自行指定',
)
const detachAlone = bilingual('--detach goes with --workers', '--detach 须与 --workers 同用')
const detachReport = bilingual(
  '--detach does not go with --report: what is left for the workers has nothing to report yet',
  '--detach 不能与 --report 同用：留给 worker 的计划尚无结果可报告',
)

/**
 * Reads what was given to `apply`, or gives all that is wrong with it.
 */
export const applyRequest = (args: Args, folder: string): E.Either<Failure, ApplyRequest> => {
  const path = resolve(folder, args.words[0] ?? '')
  const waves = canaryOf(args.text('canary'))
  const concurrency = wholeNumber(args.text('concurrency'), 16)
  const byWorkers = args.has('workers')
  const detached = args.has('detach')
  const wrong = [
    ...(waves === undefined ? [wrongCanary] : []),
    ...(concurrency === undefined || concurrency === 0 ? [wrongConcurrency] : []),
    ...(byWorkers && args.text('concurrency') !== undefined ? [concurrencyOfWorkers] : []),
    ...(detached && !byWorkers ? [detachAlone] : []),
    ...(detached && args.has('report') ? [detachReport] : []),
  ]
  if (waves === undefined || concurrency === undefined || wrong.length > 0)
    return E.left(failed(...wrong.map((message) => problem('usage', message))))
  return E.right({
    path,
    waves,
    concurrency,
    onlyFailed: args.has('only-failed'),
    byWorkers,
    detached,
    allow: dangers.filter((danger) => args.texts('allow').includes(danger)),
  })
}
