import { type ChildProcess, spawn } from 'node:child_process'
import { programOf } from '../../../../test/harness/programs.js'
import { type Machine } from './machine.js'

/** What a test does at its end, the last first. */
export const leave: Array<() => Promise<void> | void> = []

/** A process of a test. */
export interface Program {
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  readonly lines: () => ReadonlyArray<string>
  /** Resolves when so many lines hold this text, or it has ended. */
  readonly tells: (text: string, times: number) => Promise<void>
}

const start = (entry: string, machine: Machine): Program => {
  const child = spawn(process.execPath, [programOf(entry), JSON.stringify(machine)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  const lines = (): ReadonlyArray<string> => told.split('\n').slice(0, -1)
  const waiting = new Set<() => void>()
  child.stdout.on('data', (bytes: Buffer) => {
    told += bytes.toString()
    for (const look of waiting) look()
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  leave.push(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  return {
    process: child,
    ended,
    lines,
    tells: (text, times) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (lines().filter((line) => line.includes(text)).length < times) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
        void ended.then(() => resolve())
      }),
  }
}

/** Starts a worker. */
export const worker = (machine: Machine): Program => start('packages/bullmq/test/child/worker.ts', machine)
/** Starts a feeder. */
export const feeder = (machine: Machine): Program => start('packages/bullmq/test/child/feeder.ts', machine)
