import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { link, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemCode } from '../output/problem.js'

/**
 * A plan, or another file, that is being saved. It takes its name only when it is whole.
 */
export interface SavedPlan {
  /** Adds a line. Waits where the disk is slower than the vendors. */
  readonly add: (line: string) => Promise<void>
  /** Adds a text as it is. */
  readonly write: (text: string) => Promise<void>
  readonly keep: () => Promise<void>
  readonly drop: () => Promise<void>
}

/**
 * How a file is saved.
 */
export interface SaveHow {
  /** Who may read it, before the umask. Default 0o600: only its owner. */
  readonly mode?: number
  /** Rejects with `EEXIST` where the name is taken when the file is kept. Default false: what is there is replaced. */
  readonly isNew?: boolean
}

const bufferedCharacters = 65_536

/** Gives a file its name, where nothing has it. */
const linked = async (partial: string, path: string): Promise<void> => {
  try {
    await link(partial, path)
  } catch (error) {
    // Some file systems have no second names.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(systemCode(error) ?? '')) throw error
    return rename(partial, path)
  }
  await rm(partial, { force: true })
}

/**
 * Begins to save a file. Rejects, in each step, where the disk does not take it.
 */
export const savedPlan = async (path: string, { mode = 0o600, isNew = false }: SaveHow = {}): Promise<SavedPlan> => {
  // A name that nobody can foresee, and never through what is there: a link planted beside the plan leads nowhere. It is short,
  // so that every name that a file can have is one that can be saved.
  const partial = join(dirname(path), `.${randomUUID()}.partial`)
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants
  const file = await open(partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode)
  let waiting = ''
  const flush = async (): Promise<void> => {
    const text = waiting
    waiting = ''
    if (text !== '') await file.writeFile(text)
  }
  const write = async (text: string): Promise<void> => {
    waiting += text
    if (waiting.length >= bufferedCharacters) await flush()
  }
  return {
    add: (line) => write(`${line}\n`),
    write,
    keep: async () => {
      await flush()
      await file.sync()
      await file.close()
      await (isNew ? linked(partial, path) : rename(partial, path))
    },
    drop: async () => {
      await file.close().catch(() => undefined)
      await rm(partial, { force: true })
    },
  }
}
