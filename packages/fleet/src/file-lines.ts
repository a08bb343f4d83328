import { filePieces, textLines } from '@mini-domains/files'
import { type OpenLines } from './app-source.js'

/**
 * Gives the lines of plain files of this machine, as they are read: UTF-8, UTF-16 or GB18030. What is no such file (missing, a
 * folder, a pipe, a device, another encoding) ends in a fault.
 */
export const fileLines: OpenLines = (path) => textLines(filePieces(path))
