import { type ChildProcess, spawn } from 'node:child_process'
import { commandFile } from '../../../../test/harness/programs.js'

/**
 * A command in a process of its own.
 */
export interface Child {
  readonly process: ChildProcess
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>
  readonly out: () => string
  readonly err: () => string
  /** Resolves when its output has come to hold this text. */
  readonly says: (text: string) => Promise<void>
}

/**
 * The program and the words that run the command from its sources.
 */
export const fromSource = (argv: ReadonlyArray<string>): readonly [string, ...ReadonlyArray<string>] => [
  process.execPath,
  commandFile(),
  ...argv,
]

/**
 * Starts the command in a folder, from its sources.
 */
export const child = (folder: string, argv: ReadonlyArray<string>, environment: NodeJS.ProcessEnv = {}): Child => {
  const [program, ...words] = fromSource(argv)
  const started = spawn(program, words, {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', LANG: 'en', LC_ALL: '', ...environment },
  })
  let out = ''
  let err = ''
  const waiting = new Set<{ readonly text: string; readonly done: () => void }>()
  const look = (): void => {
    for (const one of waiting) {
      if (!out.includes(one.text)) continue
      waiting.delete(one)
      one.done()
    }
  }
  started.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
    look()
  })
  started.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  return {
    process: started,
    ended: new Promise((resolve) => started.on('close', (code, signal) => resolve({ code, signal }))),
    out: () => out,
    err: () => err,
    says: (text) =>
      new Promise((done) => {
        waiting.add({ text, done })
        look()
      }),
  }
}
