import { bilingual } from '@mini-domains/core/adapter'
import { type DesiredState, type FleetVendors, type Reading, rangeReading } from '@mini-domains/fleet'
import { type Job } from 'bullmq'
import * as E from 'fp-ts/lib/Either.js'
import { type Redis } from 'ioredis'
import { type LineJob } from './queue-place.js'
import { rangeTries, readings } from './reading-board.js'
import { type WorkOptions } from './work-options.js'

const otherApps = bilingual(
  'the files of apps have changed here, or on the machine that plans; give all machines the same, then start the worker again',
  '本机或发起计划的机器上的名单文件已有变动；请使各机器的名单文件一致，然后重新启动 worker',
)

const fatal = bilingual(
  'workers began some apps again and again and none finished; look whether workers were killed, as where their memory ran out',
  '多个 worker 先后领取同一批小程序均未完成；请检查 worker 是否被终止，例如内存不足',
)

/**
 * Does one job of a reading: reads the apps of a range and keeps what was read. It throws where it was not read to its end: the job is gone then,
 * and is fed again.
 */
export const rangeWorker = (
  redis: Redis,
  id: string,
  reading: Reading,
  vendors: FleetVendors,
  {
    place,
    store,
    clock,
    signal,
    desired,
    openLines,
    concurrency = 10,
    onEvent,
  }: WorkOptions & { readonly desired: DesiredState },
): ((job: Job<LineJob>) => Promise<void>) => {
  const said = readings(redis, place)
  const files = openLines === undefined ? {} : { openLines }
  const read = rangeReading(desired, vendors, reading, { store, clock, signal, concurrency, ...files })
  return async ({ data: { n, range } }) => {
    if (range === undefined) return
    // Whoever had it before may have died of it, so that nobody has failed.
    if ((await said.begin(id, n)) > rangeTries) {
      onEvent?.({ event: 'range-failed', message: fatal })
      throw new Error('given up')
    }
    const text = await read(range)
    if (E.isRight(text)) return said.keep(id, n, text.right)
    if (text.left === 'stopped') await said.giveBack(id, n)
    else onEvent?.({ event: 'range-failed', message: otherApps })
    throw new Error(text.left)
  }
}
