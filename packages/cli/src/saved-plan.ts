import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'

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
