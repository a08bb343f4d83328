import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { type Clock } from '@mini-domains/core'
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

const begun = async (file: string): Promise<boolean> => {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

// Of two that take over from a dead process, the later name stands; each looks again once both must have put theirs.
const takenOver = async (file: string, clock: Clock): Promise<void> => {
  const own = `${file}.${process.pid}`
  await writeFile(own, String(process.pid), { mode: 0o600 })
  await rename(own, file)
  await clock.sleep(100)
}

/**
 * Works while no other process of this machine works under the same lock; the left is who does. The lock of a process that was
 * killed is taken over.
 */
export const underLock = async <A>(
  file: string,
  clock: Clock,
  work: () => Promise<A>,
): Promise<E.Either<LockHolder, A>> => {
  if (!(await begun(file))) {
    const holder = await holderOf(file)
    if (holder !== undefined) return E.left({ file, pid: holder })
    await takenOver(file, clock)
    const winner = await holderOf(file)
    if (winner !== undefined && winner !== process.pid) return E.left({ file, pid: winner })
  }
  try {
    return E.right(await work())
  } finally {
    await rm(file, { force: true })
  }
}
