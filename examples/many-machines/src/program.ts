import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * A program that runs beside this one. What it prints is shown under its name.
 */
export interface Program {
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  /** Resolves once it has printed this; false where it ended before. */
  readonly prints: (text: string) => Promise<boolean>
}

/**
 * Starts a program.
 */
export const start = (
  name: string,
  [program = '', ...words]: ReadonlyArray<string>,
  { folder, environment }: { readonly folder: string; readonly environment: NodeJS.ProcessEnv },
  show: (line: string) => void,
): Program => {
  const child = spawn(program, words, { cwd: folder, env: { ...process.env, ...environment }, stdio: 'pipe' })
  const waiting = new Set<() => void>()
  let printed = ''
  let shown = 0
  const hear = (bytes: Buffer): void => {
    printed += bytes.toString()
    const lines = printed.split('\n').slice(0, -1)
    for (const line of lines.slice(shown)) show(`${name.padEnd(10)}${line}`)
    shown = lines.length
    for (const look of waiting) look()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = once(child, 'close').then(() => child.exitCode)
  return {
    process: child,
    ended,
    prints: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (printed.includes(text)) resolve(true)
        }
        waiting.add(look)
        look()
        void ended.then(() => resolve(false))
      }),
  }
}

/**
 * Ends programs as a machine that is shut down does, and waits until they are gone. Says whether each ended well.
 */
export const end = async (programs: ReadonlyArray<Program>): Promise<boolean> => {
  for (const { process: child } of programs) child.kill('SIGTERM')
  const codes = await Promise.all(programs.map(({ ended }) => ended))
  return codes.every((code) => code === 0)
}
