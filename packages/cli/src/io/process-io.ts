import { hostname } from 'node:os'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { systemClock } from '@mini-domains/core'
import { lineInput } from './line-input.js'
import { packageEntry } from '../config/package-entry.js'
import { secretInput } from './secret-input.js'
import type { Io, Output, Stopped } from './io.js'

const loadPackage = (name: string, folder: string): Promise<unknown> => {
  if (/^[./]/.test(name)) return import(pathToFileURL(resolve(folder, name)).href)
  const entry = packageEntry(name, folder)
  // Packages beside this command come last; only names of packages arrive here.
  return entry === undefined ? import(name) : import(pathToFileURL(entry).href)
}

const onStop = (heard: (stopped: Stopped) => void): (() => void) => {
  const signalled = (): void => heard('signal')
  const failed = ({ code }: NodeJS.ErrnoException): void => {
    if (code === 'EPIPE') heard('unread')
  }
  process.on('SIGINT', signalled)
  process.on('SIGTERM', signalled)
  process.stdout.on('error', failed)
  return () => {
    process.off('SIGINT', signalled)
    process.off('SIGTERM', signalled)
    process.stdout.off('error', failed)
  }
}

const outputTo = (stream: NodeJS.WriteStream): Output => ({
  write: (text) => void stream.write(text),
  isTerminal: stream.isTTY,
  // A terminal that does not know its size says 0.
  ...(stream.columns > 0 ? { columns: stream.columns } : {}),
})

/**
 * This process and this machine.
 */
export const processIo = (): Io => ({
  clock: systemClock,
  environment: process.env,
  folder: process.cwd(),
  input: lineInput(process.stdin, process.stdout, process.stdin.isTTY && process.stdout.isTTY),
  secretInput: secretInput(process.stdin, process.stderr),
  output: outputTo(process.stdout),
  errors: outputTo(process.stderr),
  onStop,
  loadPackage,
  process: { host: hostname(), pid: process.pid },
  nodeVersion: process.version,
})
