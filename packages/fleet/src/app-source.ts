import { type FileFault } from '@mini-domains/files'

/**
 * Opens a text file and gives its lines, without their ends; a fault, where one comes, is the last thing. May throw where there is
 * no such file.
 */
export type OpenLines = (path: string) => AsyncIterable<string | FileFault>
