import { createInterface } from 'node:readline/promises'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { systemClock } from '@mini-domains/core'
import { packageEntry } from './package-entry.js'
import type { Source, Surroundings } from './surroundings.js'

const input: Source = {
  isTerminal: process.stdin.isTTY && process.stdout.isTTY,
  ask: async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout })
    const closed = new Promise<undefined>((done) => lines.once('close', () => done(undefined)))
    try {
      return await Promise.race([lines.question(question), closed])
    } finally {
      lines.close()
    }
  },
}

const loadPackage = (name: string, folder: string): Promise<unknown> => {
  if (/^[./]/.test(name)) return import(pathToFileURL(resolve(folder, name)).href)
  const entry = packageEntry(name, folder)
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
  input,
  output: { write: (text) => void process.stdout.write(text), isTerminal: process.stdout.isTTY },
  errors: { write: (text) => void process.stderr.write(text), isTerminal: process.stderr.isTTY },
  onSignal,
  loadPackage,
  nodeVersion: process.version,
})
