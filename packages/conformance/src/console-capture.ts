import type { WriteStream } from 'node:tty'

const streams: ReadonlyArray<WriteStream> = [process.stdout, process.stderr]
const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const

type Hear = (...parts: ReadonlyArray<unknown>) => void

const listenToConsole = (hear: Hear): (() => void) => {
  const before = { ...console }
  for (const method of methods) console[method] = hear
  return () => void Object.assign(console, before)
}

const listenTo = (stream: WriteStream, hear: Hear): (() => void) => {
  const before = Object.getOwnPropertyDescriptor(stream, 'write')
  stream.write = (chunk: string | Uint8Array) => {
    hear(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    return true
  }
  return () => {
    if (before === undefined) Reflect.deleteProperty(stream, 'write')
    else Object.defineProperty(stream, 'write', before)
  }
}

/**
 * Runs something and gives what was written meanwhile to the console and to the process's two streams, which stay silent.
 */
export const consoleOf = async (run: () => Promise<void>): Promise<string> => {
  const heard: Array<string> = []
  const hear: Hear = (...parts) => void heard.push(parts.map(String).join(' '))
  const undo = [listenToConsole(hear), ...streams.map((stream) => listenTo(stream, hear))]
  try {
    await run()
  } finally {
    for (const back of undo) back()
  }
  return heard.join('\n')
}
