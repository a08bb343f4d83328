#!/usr/bin/env node
import { greetingText, readCommandLine, usage } from './command-line.js'
import { startEmulator } from './emulator.js'
import { openings } from './opening.js'

const run = async (): Promise<void> => {
  const { json, help, options } = readCommandLine(process.argv.slice(2))
  if (help) return void process.stdout.write(usage)
  const emulator = await startEmulator(options)
  const stop = (): void => void emulator.close()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  process.stdout.write(`${json ? JSON.stringify(openings(emulator)) : greetingText(emulator)}\n`)
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
