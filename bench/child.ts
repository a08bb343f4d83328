import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type * as t from 'io-ts'

/**
 * How the processes of a run are started.
 */
export interface Launch {
  /** Whether the built packages are measured, not their sources. */
  readonly dist: boolean
  /** Where the transpiled code is. */
  readonly code: string
  /** The most files that the process may have open, where there is to be a bound (not on Windows). */
  readonly files?: number
  /** Whether the process may collect its garbage when it likes, to see what lives. What it takes is then no figure. */
  readonly collects?: boolean
}

/**
 * A process that was started, and ends with this one.
 */
export interface Child {
  /** Sends a message and gives the next one that the codec takes. Fails when the process ends first. */
  readonly ask: <A>(message: object, answer: t.Decoder<unknown, A>) => Promise<A>
  /** The next message that the codec takes. */
  readonly hear: <A>(answer: t.Decoder<unknown, A>) => Promise<A>
  readonly end: () => Promise<void>
}

const loader = new URL('./loader/register.mjs', import.meta.url).href

const started = (
  script: string,
  scriptArguments: ReadonlyArray<string>,
  { dist, code, files, collects = false }: Launch,
): ChildProcess => {
  const entry = fileURLToPath(new URL(script, import.meta.url))
  const flags = [...(dist ? [] : ['--conditions=@mini-domains/source']), ...(collects ? ['--expose-gc'] : [])]
  const node = [...flags, '--import', loader, entry, ...scriptArguments]
  const stdio: Array<'ignore' | 'inherit' | 'ipc'> = ['ignore', 'inherit', 'inherit', 'ipc']
  const options = { stdio, env: { ...process.env, MINI_DOMAINS_BENCH_CODE: code } }
  return files === undefined || process.platform === 'win32'
    ? spawn(process.execPath, node, options)
    : spawn('sh', ['-c', `ulimit -n ${files} && exec "$0" "$@"`, process.execPath, ...node], options)
}

const hearing = <A>(child: ChildProcess, answer: t.Decoder<unknown, A>): Promise<A> =>
  new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      const decoded = answer.decode(message)
      if (decoded._tag === 'Left') return
      forget()
      resolve(decoded.right)
    }
    const onExit = (): void => {
      forget()
      reject(new Error('a process of the benchmark ended before it answered'))
    }
    const forget = (): void => {
      child.off('message', onMessage)
      child.off('exit', onExit)
    }
    child.on('message', onMessage)
    child.on('exit', onExit)
  })

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.on('exit', () => resolve())
    if (child.connected) child.disconnect()
  })

/**
 * Starts a script of this folder.
 */
export const startChild = (script: string, scriptArguments: ReadonlyArray<string>, launch: Launch): Child => {
  const child = started(script, scriptArguments, launch)
  return {
    hear: (answer) => hearing(child, answer),
    ask: (message, answer) => {
      const heard = hearing(child, answer)
      child.send(message)
      return heard
    },
    end: () => ended(child),
  }
}
