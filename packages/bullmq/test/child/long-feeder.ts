// A feeder of a long plan in a process of its own: tells its last event, and the most memory that it ever had.
import { systemClock } from '@mini-domains/core'
import { type ApplyEvent, fileLines } from '@mini-domains/fleet'
import { redisStore } from '@mini-domains/redis'
import * as E from 'fp-ts/lib/Either.js'
import { feed } from '../../src/index.js'
import { instantVendors } from '../long-plan.js'

const run = async (url = '', plan = '', waiting = ''): Promise<void> => {
  const place = { url, prefix: 'test' }
  const store = await redisStore(place)()
  if (E.isLeft(store)) throw new Error(store.left.message)
  const options = { place, identity: { config: 'same', version: '1' }, store: store.right, clock: systemClock }
  let last: ApplyEvent | undefined
  for await (const event of feed(() => fileLines(plan), instantVendors(), { ...options, waiting: Number(waiting) }))
    last = event
  await store.right.close()
  process.stdout.write(`${JSON.stringify({ last, residentKb: process.resourceUsage().maxRSS })}\n`)
}

void run(...process.argv.slice(2))
