import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { systemClock } from '@mini-domains/core'
import { lineInput } from './line-input.js'
import { packageEntry } from '../config/package-entry.js'
import { secretInput } from './secret-input.js'
import type { Surroundings } from './io.js'

const loadPackage = (name: string, folder: string): Promise<unknown> => {
  if (/^[./]/.test(name)) return import(pathToFileURL(resolve(folder, name)).href)
  const entry = packageEntry(name, folder)
  // Packages beside this command come last; only names of packages arrive here.
  return entry === undefined ? import(name) : import(pathToFileURL(entry).href)
}

const onSignal = (heard: () => void): (() => void) => {
  process.on('SIGINT', heard)
  process.on('SIGTERM', heard)
  return () => {
    process.off('SIGINT', heard)
    process.off('SIGTERM', heard)
  }
}

/**
 * This process and this machine.
 */
export const processSurroundings = (): Surroundings => ({
  clock: systemClock,
  environment: process.env,
  folder: process.cwd(),
  input: lineInput(process.stdin, process.stdout, process.stdin.isTTY && process.stdout.isTTY),
  secretInput: secretInput(process.stdin, process.stderr),
  output: {
    write: (text) => void process.stdout.write(text),
    isTerminal: process.stdout.isTTY,
    // A terminal that does not know its size says 0.
    ...(process.stdout.columns > 0 ? { columns: process.stdout.columns } : {}),
  },
  errors: { write: (text) => void process.stderr.write(text), isTerminal: process.stderr.isTTY },
  onSignal,
  loadPackage,
  nodeVersion: process.version,
})
