import { constants, createWriteStream } from 'node:fs'
import { access, lstat, open, readlink, realpath, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Problem, systemCode } from '../output/problem.js'
import { type SaveHow, savedPlan } from './saved-file.js'
import { unwrittenFile } from './unwritten-file.js'

/**
 * Where a file that was asked for is put.
 *
 * - `file`: a name that a whole file takes at once; where a link was named, the one that it leads to.
 * - `through`: a device, a pipe or the like, which is written into and never replaced.
 */
export interface FilePlace {
  readonly kind: 'file' | 'through'
  readonly path: string
}

const mostLinks = 40

// What stands there stands for something else that is open already, such as a standard output that is led into a file.
const isOfSystem = (path: string): boolean => /^\/(?:proc\/|dev\/(?:fd\/|std(?:in|out|err)$))/.test(path)

const linked = async (path: string): Promise<string | undefined> => {
  try {
    return (await lstat(path)).isSymbolicLink()
      ? resolve(await realpath(dirname(path)), await readlink(path))
      : undefined
  } catch {
    // What keeps the name from being looked at keeps the file from being written, and is reported then.
    return undefined
  }
}

const isOther = async (path: string): Promise<boolean> => {
  try {
    const found = await stat(path)
    return !found.isFile() && !found.isDirectory()
  } catch {
    return false
  }
}

/**
 * Tells where a file that was asked for is put: links are followed, and nothing but a plain file is ever replaced.
 */
export const placeOf = async (path: string): Promise<FilePlace> => {
  let at = path
  for (let links = 0; links < mostLinks; links += 1) {
    if (isOfSystem(at)) return { kind: 'through', path: at }
    const next = await linked(at)
    if (next === undefined) return { kind: (await isOther(at)) ? 'through' : 'file', path: at }
    at = next
  }
  // Links in a round: opening it tells so, and nothing takes their place.
  return { kind: 'through', path }
}

/** Fails where nobody reads a pipe, instead of waiting for somebody; what it holds is let go of by what it gives. */
const reader = async (path: string): Promise<() => Promise<void>> => {
  if (!(await stat(path)).isFIFO()) return () => Promise.resolve()
  const held = await open(path, constants.O_WRONLY | constants.O_NONBLOCK)
  return () => held.close()
}

/**
 * Writes texts into what is there already. Rejects where it does not take them; a part of them may be written then.
 */
const pour = async (texts: AsyncIterable<string> | Iterable<string>, into: string): Promise<void> => {
  const release = await reader(into)
  try {
    await pipeline(Readable.from(texts), createWriteStream(into))
  } finally {
    await release()
  }
}

/**
 * Writes a file that was asked for, whole or not at all, and tells what kept it from being written. `file` is its name as it was
 * asked for. An error that is none of the system's is thrown.
 */
export const writeWhole = async (
  path: string,
  file: string,
  texts: AsyncIterable<string> | Iterable<string>,
  how: SaveHow = {},
): Promise<Problem | undefined> => {
  const place = await placeOf(path)
  try {
    if (place.kind === 'through') await pour(texts, place.path)
    else {
      const saved = await savedPlan(place.path, how)
      try {
        for await (const text of texts) await saved.write(text)
        await saved.keep()
      } catch (error) {
        await saved.drop()
        throw error
      }
    }
    return undefined
  } catch (error) {
    const unwritten = unwrittenFile(error, { file, isCut: place.kind === 'through' })
    if (unwritten === undefined) throw error
    return unwritten
  }
}

/** The code of what keeps a path from being looked at; `undefined` where nothing does. */
const unseenBecause = async (path: string): Promise<string | undefined> => {
  try {
    await access(path)
    return undefined
  } catch (error) {
    return systemCode(error) ?? 'unknown'
  }
}

/**
 * Says whether a file is there. One that cannot be looked at, in a folder that is closed, say, counts as there: whoever opens it
 * learns why that cannot be.
 */
export const isThere = async (path: string): Promise<boolean> =>
  !['ENOENT', 'ENOTDIR'].includes((await unseenBecause(path)) ?? '')

/**
 * Says whether a file is not there yet and may come to be. Where a file stands in the place of one of its folders it never can be.
 */
export const isYetToCome = async (path: string): Promise<boolean> => (await unseenBecause(path)) === 'ENOENT'

/**
 * Says whether a file would be written over. Only a plain file holds what somebody wrote: a device or a pipe is written into.
 */
export const isTaken = async (path: string): Promise<boolean> =>
  (await isThere(path)) && (await placeOf(path)).kind === 'file'
