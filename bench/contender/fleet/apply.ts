import { systemClock } from '@mini-domains/core'
import { type ApplyEvent, apply, fileLines } from '@mini-domains/fleet'
import { sqliteStore } from '@mini-domains/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { join } from 'node:path'
import { type Contender, type Tally } from '../../contender.js'
import { planFile } from './plan-file.js'
import { every } from './replies.js'
import { vendorsWith } from './vendor.js'
import { scratch } from '../scratch.js'

const pulseEvery = 256

const tallyOf = (last: ApplyEvent | undefined, calls: number): Tally =>
  last?.event === 'finished' && last.complete
    ? { failed: calls - last.counts.done, failure: 'a change was not made' }
    : { failed: calls, failure: 'the plan was not carried out' }

/**
 * Applies the plan that the same job wrote before, with a new store in a file: every intent and every end on the disk, with what they count.
 */
export const open = (folder: string): Contender => ({
  run: async (job, pulse) => {
    const store = await sqliteStore({ file: join(scratch(), 'store.db') })()
    if (E.isLeft(store)) throw new Error(store.left.message)
    let events = 0
    let last: ApplyEvent | undefined
    const options = { clock: systemClock, store: store.right }
    for await (const event of apply(() => fileLines(planFile(folder, job)), vendorsWith(every), options)) {
      events += 1
      if (events % pulseEvery === 0) pulse()
      last = event
    }
    await store.right.close()
    return tallyOf(last, job.calls)
  },
})
