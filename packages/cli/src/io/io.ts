import type { FilePieces } from '@mini-domains/files'
import type { Clock } from '@mini-domains/core'

/**
 * Where text goes. `isTerminal` decides on colours, progress and questions.
 */
export interface Output {
  readonly write: (text: string) => void
  readonly isTerminal: boolean
  /** How many places a line of the terminal has, where that is known. */
  readonly columns?: number
}

/**
 * How wide lines may be there: as the terminal is; without an end where it is none.
 */
export const roomAt = ({ isTerminal, columns }: Output): number | undefined => (isTerminal ? columns : undefined)

/**
 * Where answers come from.
 */
export interface Input {
  readonly isTerminal: boolean
  /** Shows a question and gives the line that was typed; undefined where who was asked went away, or it was stopped. */
  readonly ask: (question: string, stop?: AbortSignal) => Promise<string | undefined>
}

/**
 * Where secrets come from.
 */
export interface SecretInput {
  readonly isTerminal: boolean
  /** Shows a question and gives the line that was typed, which is not shown; undefined where who was asked went away. */
  readonly ask: (question: string, stop: AbortSignal) => Promise<string | undefined>
  /** All that is piped in, to its end: bytes, or what was decoded already. */
  readonly piped: () => FilePieces
}

/**
 * Why a command should stop: a SIGINT or SIGTERM, or nobody reads its standard output any more.
 */
export type Stopped = 'signal' | 'unread'

/**
 * All that a command has of the world; tests pass their own.
 */
export interface Io {
  readonly clock: Clock
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The folder that paths are relative to. */
  readonly folder: string
  readonly input: Input
  readonly secretInput: SecretInput
  readonly output: Output
  readonly errors: Output
  /** Calls back whenever the command should stop, until what it gives back is called. */
  readonly onStop: (run: (stopped: Stopped) => void) => () => void
  /** Loads a package by its name, as the config file of that folder sees it. */
  readonly loadPackage: (name: string, folder: string) => Promise<unknown>
  /** The name of this machine and the id of this process, as another one is told who holds a plan. */
  readonly process: { readonly host: string; readonly pid: number }
  /** The version of Node. */
  readonly nodeVersion: string
}
