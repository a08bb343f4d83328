import type { Plain } from './run.js'
import { exitCodeOf } from './output/exit-code.js'
import { bilingual, languageOfLine } from './output/language.js'
import { run } from './run.js'

const { stdout, stderr, env } = process
const argv = process.argv.slice(2)

/** What became of standard output: its reader went away, such as `head`; or it could not be written, such as on a full disk. */
let output: 'whole' | 'unread' | 'unwritten' = 'whole'

// What could not be printed is not known to have been done as asked; every other code says that already.
const codeNow = (code: number): number => {
  switch (output) {
    case 'whole':
      return code
    case 'unread':
      return code === exitCodeOf('done') || code === exitCodeOf('differences') ? exitCodeOf('cancelled') : code
    case 'unwritten':
      return exitCodeOf('error')
  }
}

// The work that is under way goes on to a safe end: a command that notices the reader is gone stops by itself.
stdout.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
  if (output !== 'whole') return
  output = code === 'EPIPE' ? 'unread' : 'unwritten'
  process.exitCode = codeNow(process.exitCode === undefined ? 0 : Number(process.exitCode))
  if (output === 'unread') return
  const said = bilingual(`error: standard output could not be written (${code})`, `错误：无法写入标准输出（${code}）`)
  stderr.write(`${said[languageOfLine(argv, env)]}\n`)
})

// There is nowhere left to say that nothing can be said; the work and its exit code do not depend on it.
stderr.on('error', () => undefined)

const outside: Plain = {
  environment: env,
  write: (text) => void stdout.write(text),
  writeError: (text) => void stderr.write(text),
  columns: stdout.columns > 0 ? stdout.columns : undefined,
  errorColumns: stderr.columns > 0 ? stderr.columns : undefined,
}

/**
 * Runs the command as this process. `heard` is called once the command hears signals itself.
 */
export const runProcess = async (heard: () => void): Promise<void> => {
  const code = await run(argv, outside, async () => {
    const io = (await import('./io/process-io.js')).processIo()
    const onStop: typeof io.onStop = (stopped) => {
      const unwatch = io.onStop(stopped)
      heard()
      return unwatch
    }
    return { ...io, onStop }
  })
  process.exitCode = codeNow(code)
}
