import { resolve } from 'node:path'
import type { Allowance, WavePolicy } from '@mini-domains/fleet'
import { type Args, wholeNumber } from '../../args/args.js'
import { dangers } from '../../args/options.js'

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

/**
 * Reads what was given to `apply`; `undefined` where `--canary` or `--concurrency` is invalid, or stands with what it has no part in.
 */
export const applyRequest = (args: Args, folder: string): ApplyRequest | undefined => {
  const path = resolve(folder, args.words[0] ?? '')
  const waves = canaryOf(args.text('canary'))
  const concurrency = wholeNumber(args.text('concurrency'), 16)
  const byWorkers = args.has('workers')
  const detached = args.has('detach')
  if (waves === undefined || concurrency === undefined || concurrency === 0) return undefined
  if (byWorkers && args.text('concurrency') !== undefined) return undefined
  // What is left for the workers has nothing to report yet.
  if (detached && (!byWorkers || args.has('report'))) return undefined
  return {
    path,
    waves,
    concurrency,
    onlyFailed: args.has('only-failed'),
    byWorkers,
    detached,
    allow: dangers.filter((danger) => args.texts('allow').includes(danger)),
  }
}
