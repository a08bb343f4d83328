import { type FileFault, filePieces, textLines } from '@mini-domains/files'

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
