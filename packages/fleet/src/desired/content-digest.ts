import { isFileFault } from '@mini-domains/files'
import { createHash } from 'node:crypto'
import { type DesiredAppFile } from './desired-file.js'
import { type DesiredState } from './desired-state.js'
import { digestOf } from '../lists/list-digest.js'
import { type OpenLines } from './file-lines.js'

const ofFile = async ({ path }: DesiredAppFile, openLines: OpenLines | undefined): Promise<string> => {
  if (openLines === undefined) return 'unread'
  const hash = createHash('sha256')
  try {
    for await (const line of openLines(path)) {
      if (isFileFault(line)) return 'unread'
      hash.update(`${line}\n`)
    }
    return hash.digest('hex')
  } catch {
    return 'unread'
  }
}

/**
 * Gives the digest of a desired state with the content of its files of apps, which are read line by line. A file that cannot be
 * read counts as such; what reads its rows says what is wrong. Without files it is the digest of the state itself.
 */
export const contentDigest = async (desired: DesiredState, openLines: OpenLines | undefined): Promise<string> => {
  const { appFiles = [] } = desired.content
  if (appFiles.length === 0) return desired.digest
  const digests: Array<string> = []
  for (const file of appFiles) digests.push(await ofFile(file, openLines))
  return digestOf(JSON.stringify([desired.digest, ...digests]))
}
