import { type FileFault, filePieces, isFileFault, textLines } from '@mini-domains/files'
import { createHash } from 'node:crypto'
import { digestOf } from '../lists/list-address.js'
import { type DesiredState } from './desired-state.js'

/**
 * Opens a text file and gives its lines, without their ends; a fault, where one comes, is the last thing. May throw where there is
 * no such file.
 */
export type OpenLines = (path: string) => AsyncIterable<string | FileFault>

/**
 * Gives the lines of plain files of this machine, as they are read: UTF-8, UTF-16 or GB18030. What is no such file (missing, a
 * folder, a pipe, a device, another encoding) ends in a fault.
 */
export const fileLines: OpenLines = (path) => textLines(filePieces(path))

/**
 * The files of apps of a desired state, digested as they are read.
 */
export interface DigestedFiles {
  readonly openLines: OpenLines | undefined
  /**
   * The digest of the desired state with the content of its files. A file that was not read to its end counts as such; what reads its
   * rows says what is wrong. Without files it is the digest of the state itself.
   */
  readonly digest: () => string
}

/**
 * Digests the files of apps on their way to whatever reads their rows, so that they are read once.
 */
export const digestedFiles = (desired: DesiredState, openLines: OpenLines | undefined): DigestedFiles => {
  const digests = new Map<string, string>()
  async function* digested(path: string): ReturnType<OpenLines> {
    const hash = createHash('sha256')
    for await (const line of openLines?.(path) ?? []) {
      if (!isFileFault(line)) hash.update(`${line}\n`)
      yield line
      if (isFileFault(line)) return
    }
    digests.set(path, hash.digest('hex'))
  }
  const { appFiles = [] } = desired.content
  return {
    openLines: openLines === undefined ? undefined : digested,
    digest: () =>
      appFiles.length === 0
        ? desired.digest
        : digestOf(JSON.stringify([desired.digest, ...appFiles.map(({ path }) => digests.get(path) ?? 'unread')])),
  }
}

/**
 * Gives the digest of a desired state with the content of its files of apps, which are read for it.
 */
export const contentDigest = async (desired: DesiredState, openLines: OpenLines | undefined): Promise<string> => {
  const files = digestedFiles(desired, openLines)
  for (const { path } of desired.content.appFiles ?? [])
    try {
      for await (const line of files.openLines?.(path) ?? []) if (isFileFault(line)) break
    } catch {
      // It counts as unread.
    }
  return files.digest()
}
