import { encodeLine } from '@mini-domains/fleet'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { type Contender } from '../../contender.js'
import { type Job } from '../../message.js'
import { planning } from './plan.js'
import { every } from './replies.js'

/**
 * Where the plan of a job is in the folder of a run.
 */
export const planFile = (folder: string, { calls }: Job): string => join(folder, `plan-${calls}.jsonl`)

/**
 * A plan of a fleet in which every app lacks a domain, written to a file.
 */
export const open = (folder: string): Contender => ({
  run: async (job, pulse) => {
    const file = createWriteStream(planFile(folder, job))
    const tally = await planning(job, pulse, every, async (line) => {
      if (!file.write(`${encodeLine(line)}\n`)) await once(file, 'drain')
    })
    file.end()
    await once(file, 'close')
    return tally
  },
})
