import type { Command, Option } from 'commander'
import type { Run } from '../context.js'

/**
 * Picks the text in the language of the command line.
 */
export type Say = (en: string, zh: string) => string

/**
 * What a command takes, as commander knows it, examples of it, and where its work is loaded from. All definitions are read at each
 * start, so they load nothing else.
 */
export interface Definition {
  /** Its name, what it does and the arguments that it takes. */
  readonly command: Command
  readonly options: ReadonlyArray<Option>
  /** Lines and what they do. */
  readonly examples: ReadonlyArray<readonly [line: string, about: string]>
  readonly load: () => Promise<Run>
}

/**
 * Defines a command in the language that was asked for.
 */
export type Define = (say: Say) => Definition
