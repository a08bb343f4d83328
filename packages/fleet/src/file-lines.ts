import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { type OpenLines } from './app-source.js'

/**
 * Gives the lines of files of this machine, as they are read.
 */
export const fileLines: OpenLines = (path) =>
  createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })
