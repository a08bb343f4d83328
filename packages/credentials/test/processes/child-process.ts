import { type ChildProcess, fork, spawn } from 'node:child_process'
import { programOf } from '../../../../test/harness/programs.js'
import { type Order, type Report, isReport } from './order.js'

/**
 * A process that waits for its order.
 */
export interface Child {
  /** Sends the order; gives the report, or `undefined` where SIGKILL came first. Any other end is a failure of the test. */
  readonly run: (order: Order) => Promise<Report | undefined>
  /** SIGKILL. */
  readonly kill: () => void
}

/**
 * The child and the source of the SDK, bundled, so that hundreds of processes start in a moment each.
 */
export const childFile = (): string => programOf('packages/credentials/test/processes/child.ts')

const ready = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', (code) => reject(new Error(`the child ended at its start with ${code}`)))
  })

const plainEnv = { ...process.env, NODE_OPTIONS: '' }

// `ulimit -f` bounds the size of a file, which to SQLite is a disk without room.
const cramped = (file: string, blocks: number): ChildProcess =>
  spawn('sh', ['-c', 'ulimit -f "$0"; exec "$@"', String(blocks), process.execPath, file], {
    env: plainEnv,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })

/**
 * Starts a process of plain node. `fileBlocks`: how long any file may become that it writes, in blocks of 512 bytes.
 */
export const startChild = async (file: string, fileBlocks?: number): Promise<Child> => {
  const child = fileBlocks === undefined ? fork(file, { execArgv: [], env: plainEnv }) : cramped(file, fileBlocks)
  await ready(child)
  return {
    run: (order) =>
      new Promise((resolve, reject) => {
        child.once('message', (message) => (isReport(message) ? resolve(message) : reject(new Error('no report'))))
        child.once('exit', (code, signal) =>
          signal === 'SIGKILL' ? resolve(undefined) : reject(new Error(`the child ended with ${code}`)),
        )
        child.send(order)
      }),
    kill: () => child.kill('SIGKILL'),
  }
}
