import { randomUUID } from 'node:crypto'
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

const bufferedCharacters = 65_536

/**
 * Begins to save a plan. Rejects, in each step, where the disk does not take it.
 */
export const savedPlan = async (path: string): Promise<SavedPlan> => {
  // A name that nobody can foresee, and never through what is there: a link planted beside the plan leads nowhere.
  const partial = `${path}.${randomUUID()}.partial`
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants
  const file = await open(partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  let waiting = ''
  const flush = async (): Promise<void> => {
    const text = waiting
    waiting = ''
    if (text !== '') await file.writeFile(text)
  }
  return {
    add: async (line) => {
      waiting += `${line}\n`
      if (waiting.length >= bufferedCharacters) await flush()
    },
    keep: async () => {
      await flush()
      await file.sync()
      await file.close()
      await rename(partial, path)
    },
    drop: async () => {
      await file.close().catch(() => undefined)
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
