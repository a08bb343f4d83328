import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import { systemCode } from './thrown.js'

/**
 * The process that has a file to itself.
 */
export interface LockHolder {
  readonly file: string
  readonly pid: number
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // A process of somebody else cannot be signalled, and lives.
    return systemCode(error) === 'EPERM'
  }
}

const holderOf = async (file: string): Promise<number | undefined> => {
  try {
    const pid = Number(await readFile(file, 'utf8'))
    return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined
  } catch {
    // Gone meanwhile, or not readable: what follows will say so.
    return undefined
  }
}

/** Does what another process may do first; says whether it was first. */
const wasFirst = async (act: Promise<void>, lost: 'EEXIST' | 'ENOENT'): Promise<boolean> => {
  try {
    await act
    return true
  } catch (error) {
    if (systemCode(error) === lost) return false
    throw error
  }
}

// Only one process can move the lock of a dead one away. Who moved a living one's, since that came between, puts it back.
const retire = async (file: string, own: string): Promise<void> => {
  const moved = `${own}.old`
  if (!(await wasFirst(rename(file, moved), 'ENOENT'))) return
  if ((await holderOf(moved)) !== undefined) await wasFirst(link(moved, file), 'EEXIST')
  await rm(moved, { force: true })
}

// A link appears with its content, so that nobody ever reads half a lock.
const claim = async (file: string, own: string): Promise<LockHolder | undefined> => {
  for (;;) {
    if (await wasFirst(link(own, file), 'EEXIST')) return undefined
    const pid = await holderOf(file)
    if (pid !== undefined) return { file, pid }
    await retire(file, own)
  }
}

/**
 * Works while no other process of this machine works under the same lock; the left is who does. The lock of a process that was
 * killed is taken over.
 */
export const underLock = async <A>(file: string, work: () => Promise<A>): Promise<E.Either<LockHolder, A>> => {
  const own = `${file}.${process.pid}`
  await writeFile(own, String(process.pid), { mode: 0o600 })
  const holder = await claim(file, own).finally(() => rm(own, { force: true }))
  if (holder !== undefined) return E.left(holder)
  try {
    return E.right(await work())
  } finally {
    await rm(file, { force: true })
  }
}
