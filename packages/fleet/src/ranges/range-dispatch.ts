import { bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type FleetRow } from '../desired/fleet-app.js'
import { inOrder } from '../plan/in-order.js'
import { type AppRange, type Reading, rangesOf } from './app-range.js'

/**
 * Who reads apps by ranges: workers elsewhere.
 */
export interface RangeReader {
  /** Ranges that it is given at the same time, at most. */
  readonly concurrency: number
  /** Has a range read, and gives what `rangeReading` gave for it; `undefined` where it was given up. Never rejects. */
  readonly read: (range: AppRange) => Promise<string | undefined>
  readonly close: () => Promise<void>
}

/**
 * Has apps read by others, range by range.
 */
export interface RangeDispatch {
  readonly open: (reading: Reading) => RangeReader
  /** Apps of a range. Default 50. */
  readonly size?: number
}

/**
 * Says that nobody finished the range that an app is in.
 */
export const unfinished = bilingual(
  'No worker finished the apps that this one stands among, so nobody knows how it is. Look at what the workers tell, then run it again.',
  '没有 worker 完成该小程序所在的一批，其状态未知。请查看各 worker 的输出，然后重新运行。',
)

/**
 * Has apps read by ranges and gives what was read of each, in their order. Of an app whose range nobody finished it gives what `unread` says.
 */
export async function* byRanges<A>(
  { open, size = 50 }: RangeDispatch,
  reading: Reading,
  rows: AsyncIterable<FleetRow>,
  of: {
    readonly is: (input: unknown) => input is A
    readonly unread: (row: FleetRow) => Promise<A>
    readonly signal: AbortSignal | undefined
  },
): AsyncGenerator<A> {
  const reader = open(reading)
  const decoded = (text: string | undefined, count: number): ReadonlyArray<A> | undefined => {
    const json = E.tryCatch(
      (): unknown => JSON.parse(text ?? ''),
      () => undefined,
    )
    if (E.isLeft(json) || !Array.isArray(json.right)) return undefined
    const read = json.right.filter(of.is)
    return read.length === count && json.right.length === count ? read : undefined
  }
  try {
    const ranges = inOrder(rangesOf(rows, size), reader.concurrency, async ({ range, rows }) => {
      const read = decoded(await reader.read(range), rows.length)
      if (read !== undefined) return read
      // Who was stopped tells nothing of what he did not look at.
      return of.signal?.aborted === true ? [] : Promise.all(rows.map(of.unread))
    })
    for await (const read of ranges) yield* read
  } finally {
    await reader.close()
  }
}
