import { type Clock } from '@mini-domains/core'
import { type ApplyEvent, decodeApplyEvent } from '@mini-domains/fleet'
import { type Redis } from 'ioredis'
import { keptSeconds, packed, unpackedText } from './published-plan.js'

const flushMs = 1_000
const readAtOnce = 100

/**
 * What happened to a plan that was left for the workers: packed blocks of events, one a second at most. Whoever watches reads it from the start.
 */
export const eventLog = (redis: Redis, key: string) => ({
  /** Starts to write; `close` resolves once all that was added is there. */
  open: (clock: Clock) => {
    let block: Array<string> = []
    const closing = new AbortController()
    const put = async (): Promise<void> => {
      if (block.length === 0) return
      const events = block
      block = []
      await redis.rpush(key, await packed(events.join('\n')))
      await redis.expire(key, keptSeconds)
    }
    const writing = (async () => {
      while (!closing.signal.aborted) {
        await clock.sleep(flushMs, closing.signal)
        await put()
      }
    })()
    return {
      add: (event: ApplyEvent): void => void block.push(JSON.stringify(event)),
      close: async (): Promise<void> => {
        closing.abort()
        await writing
        await put()
      },
    }
  },
  exists: async (): Promise<boolean> => (await redis.exists(key)) === 1,
  /** Gives the events of the blocks from a place on, and the place after them. */
  read: async (from: number): Promise<{ readonly events: ReadonlyArray<ApplyEvent>; readonly next: number }> => {
    const blocks = await redis.lrangeBuffer(key, from, from + readAtOnce - 1)
    const events: Array<ApplyEvent> = []
    for (const block of blocks)
      for (const text of ((await unpackedText(block)) ?? '').split('\n')) {
        const event = decodeApplyEvent(text)
        if (event !== undefined) events.push(event)
      }
    return { events, next: from + blocks.length }
  },
  remove: async (): Promise<void> => void (await redis.del(key)),
})
