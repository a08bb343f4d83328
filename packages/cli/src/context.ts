import type { Args } from './args/args.js'
import type { Io } from './io/io.js'
import type { ExitStatus } from './output/exit-code.js'
import type { Reporter } from './output/reporter.js'

/**
 * What a command runs with.
 */
export interface Context {
  readonly args: Args
  readonly io: Io
  readonly reporter: Reporter
  /** Aborted at the first SIGINT or SIGTERM, or when nobody reads the output any more: finish what is in flight, and stop. */
  readonly stop: AbortSignal
  /** Aborted at the second: stop at once. */
  readonly abort: AbortSignal
}

/**
 * Runs a command.
 */
export type Run = (context: Context) => Promise<ExitStatus>

/**
 * Waits until a command is stopped.
 */
export const untilStopped = (stop: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (stop.aborted) done()
    else stop.addEventListener('abort', () => done(), { once: true })
  })
