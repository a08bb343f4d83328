import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { constants, createReadStream, createWriteStream } from 'node:fs'
import { lstat, open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

/**
 * A plan that is being saved. It takes its name only when it is whole.
 */
export interface SavedPlan {
  /** Waits where the disk is slower than the vendors. */
  readonly add: (line: string) => Promise<void>
  readonly keep: () => Promise<void>
  readonly drop: () => Promise<void>
}

/**
 * Begins to save a plan.
 */
export const savedPlan = async (path: string): Promise<SavedPlan> => {
  // A name that nobody can foresee, and never through what is there: a link planted beside the plan leads nowhere.
  const partial = `${path}.${randomUUID()}.partial`
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants
  const stream = (await open(partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)).createWriteStream()
  const end = async (): Promise<void> => {
    stream.end()
    await once(stream, 'close')
  }
  return {
    add: async (line) => {
      if (!stream.write(`${line}\n`)) await once(stream, 'drain')
    },
    keep: async () => {
      await end()
      await rename(partial, path)
    },
    drop: async () => {
      await end()
      await rm(partial, { force: true })
    },
  }
}

/**
 * Says whether a plan may take this name: nothing is there, or a plain file. A device, a pipe or a link is never replaced.
 */
export const isReplaceable = async (path: string): Promise<boolean> => {
  try {
    return (await lstat(path)).isFile()
  } catch {
    // What keeps the name from being looked at keeps the plan from being saved, and is told then.
    return true
  }
}

/**
 * Writes a plan that is whole into what is there already.
 */
export const pourPlan = (plan: string, into: string): Promise<void> =>
  pipeline(createReadStream(plan), createWriteStream(into))
