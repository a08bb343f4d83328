import { systemClock } from '@mini-domains/core'
import {
  type ApplyEvent,
  type ApplyOptions,
  type DurableFile,
  apply,
  durableFile,
  fileJournal,
  fileLines,
} from '@mini-domains/fleet'
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
 * Applies the plan that the same job wrote before, with a journal in a new file and whatever else uses a second one, every entry
 * on the disk.
 */
export const applying = (folder: string, more: (file: DurableFile) => Partial<ApplyOptions>): Contender => ({
  run: async (job, pulse) => {
    const files = scratch()
    const journal = durableFile(join(files, 'plan.journal'))
    const second = durableFile(join(files, 'second.jsonl'))
    const options = { clock: systemClock, journal: fileJournal(journal), ...more(second) }
    let events = 0
    let last: ApplyEvent | undefined
    for await (const event of apply(() => fileLines(planFile(folder, job)), vendorsWith(every), options)) {
      events += 1
      if (events % pulseEvery === 0) pulse()
      last = event
    }
    await journal.close()
    await second.close()
    return tallyOf(last, job.calls)
  },
})

/**
 * An apply that counts no budget.
 */
export const open = (folder: string): Contender => applying(folder, () => ({}))
