import type { RangeDispatch } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../context.js'
import { bilingual } from '../output/language.js'
import { type Failure, failed, problem } from '../output/problem.js'
import type { ConfigFile } from './config-file.js'
import { identityOf, manyMachines } from './many-machines.js'

const ownConcurrency = failed(
  problem(
    'usage',
    bilingual(
      '--concurrency does not go with --workers: each worker has its own',
      '--concurrency 不能与 --workers 同用（由各 worker 自行指定）',
    ),
  ),
)

/**
 * Who reads the lists where `--workers` was given: the workers of all machines. `undefined` without it.
 */
export const workerRanges = async (
  { args, io, reporter, stop }: Context,
  config: ConfigFile,
): Promise<E.Either<Failure, RangeDispatch | undefined>> => {
  if (!args.has('workers')) return E.right(undefined)
  if (args.text('concurrency') !== undefined) return E.left(ownConcurrency)
  const found = await manyMachines(io, config)
  if (E.isLeft(found)) return found
  const { bullmq, place } = found.right
  const identity = await identityOf(config)
  const onNotice = (message: Parameters<typeof reporter.say>[0]): void => reporter.note(reporter.say(message))
  return E.right(bullmq.workerRanges({ place, identity, clock: io.clock, signal: stop, onNotice }))
}
