import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/**
 * How a process of Node went.
 */
export interface ProcessRun {
  /** From its start until it was gone. */
  readonly wallMs: number
  /** What it wrote to its standard output. */
  readonly text: string
}

/**
 * Runs Node with these arguments in this folder. Fails where it does not end with 0.
 */
const processRun = (nodeArguments: ReadonlyArray<string>): Promise<ProcessRun> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const child = spawn(process.execPath, nodeArguments, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.on('error', reject)
    child.on('close', (status) => {
      if (status === 0) resolve({ wallMs: performance.now() - began, text })
      else reject(new Error(`node ${nodeArguments.join(' ')} ended with ${status}`))
    })
  })

/**
 * Runs each of these so many times, in turns, and gives their runs by name. The first of each fills the caches of the file system,
 * and is not counted.
 */
export const inTurns = async (
  contestants: ReadonlyMap<string, ReadonlyArray<string>>,
  rounds: number,
): Promise<(name: string) => ReadonlyArray<ProcessRun>> => {
  const runs = new Map<string, ReadonlyArray<ProcessRun>>()
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, nodeArguments] of contestants) {
      const run = await processRun(nodeArguments)
      if (round > 0) runs.set(name, [...(runs.get(name) ?? []), run])
    }
  }
  return (name) => runs.get(name) ?? []
}
