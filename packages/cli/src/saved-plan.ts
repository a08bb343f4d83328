import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, rename, rm } from 'node:fs/promises'
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
  const partial = `${path}.partial`
  const stream = createWriteStream(partial, { mode: 0o600 })
  await once(stream, 'open')
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
