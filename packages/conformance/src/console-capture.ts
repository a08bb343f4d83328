const streams = [process.stdout, process.stderr] as const
const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const

/**
 * Runs something and gives what was written meanwhile to the console and to the process's two streams, which stay silent.
 */
export const consoleOf = async (run: () => Promise<void>): Promise<string> => {
  const heard: Array<string> = []
  const hear = (...parts: ReadonlyArray<unknown>): void => void heard.push(parts.map(String).join(' '))
  const undo: Array<() => void> = []
  for (const method of methods) {
    const old = console[method]
    console[method] = hear
    undo.push(() => {
      console[method] = old
    })
  }
  for (const stream of streams) {
    const old = stream.write
    stream.write = (chunk: string | Uint8Array) => {
      hear(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
      return true
    }
    undo.push(() => {
      stream.write = old
    })
  }
  try {
    await run()
  } finally {
    for (const back of undo) back()
  }
  return heard.join('\n')
}
