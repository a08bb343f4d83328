import { exitCodeOf } from '../output/exit-code.js'
import { bilingual, languageOfLine } from '../output/language.js'

const signals = ['SIGINT', 'SIGTERM'] as const

const nothing = bilingual(
  'stopped before it began: nothing was done; run the same command again',
  '尚未开始即被停止：未做任何操作；请再次运行同一命令',
)

/**
 * Hears a signal that comes before the command hears signals itself: says that nothing was done, and ends the process as stopped. What it
 * gives ends that.
 */
export const hearEarlyStop = (argv: ReadonlyArray<string>): (() => void) => {
  const end = (): void => {
    const code = exitCodeOf('cancelled')
    if (argv.includes('--json')) {
      const event = { format: 1, event: 'ended', status: 'cancelled', code }
      process.stdout.write(`${JSON.stringify(event)}\n`)
    } else process.stderr.write(`${nothing[languageOfLine(argv, process.env)]}\n`)
    process.exit(code)
  }
  for (const signal of signals) process.on(signal, end)
  return () => {
    for (const signal of signals) process.off(signal, end)
  }
}
