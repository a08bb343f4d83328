import type { Bilingual } from '@mini-domains/core'
import type { Offered, Option } from './options.js'
import type { Ending } from '../output/exit-code.js'
import type { Surroundings } from '../io/io.js'
import type { Voice } from '../output/reporter.js'

/**
 * What was typed after the name of a command.
 */
export interface Given {
  readonly words: ReadonlyArray<string>
  /** The value of an option; the last, where it was given more than once. */
  readonly text: (name: string) => string | undefined
  readonly texts: (name: string) => ReadonlyArray<string>
  readonly has: (name: string) => boolean
}

/**
 * What a command runs with.
 */
export interface Task {
  readonly given: Given
  readonly surroundings: Surroundings
  readonly voice: Voice
  /** All commands there are. */
  readonly commands: ReadonlyArray<Command>
  /** Aborted at the first SIGINT or SIGTERM: finish what is in flight, and stop. */
  readonly stop: AbortSignal
  /** Aborted at the second: stop at once. */
  readonly abort: AbortSignal
}

/**
 * An example of a command and what it does.
 */
export interface Example {
  readonly line: string
  readonly about: Bilingual
}

/**
 * What one word of a command can be: one of these choices; else anything, and what a shell can offer for it.
 */
export interface Place {
  /** What stands for it in the help. */
  readonly name: string
  readonly about: Bilingual
  readonly choices?: ReadonlyArray<string>
  readonly offers?: ReadonlyArray<Offered>
}

/**
 * What a command takes, and where its work is loaded from.
 */
export interface Manual {
  /** How many words it takes, at least and at most. */
  readonly least: number
  readonly most: number
  /** What its words can be, one after another; the last of these goes for all that follow. */
  readonly places: ReadonlyArray<Place>
  readonly options: ReadonlyArray<Option>
  readonly examples: ReadonlyArray<Example>
  readonly load: () => Promise<(task: Task) => Promise<Ending>>
}

/**
 * A command, as the list of all commands shows it. Its manual is loaded when it is asked for, since most runs need but one.
 */
export interface Command {
  readonly name: string
  readonly about: Bilingual
  /** The words that it takes, such as `APP...`. */
  readonly words: string
  readonly manual: () => Promise<Manual>
}
