import type { Language } from '@mini-domains/core/adapter'
import { type Request, requestOf } from './args/program.js'
import type { UsageError } from './args/usage-error.js'
import { commands } from './commands/index.js'
import type { Context } from './context.js'
import type { Io, Stopped } from './io/io.js'
import { type ExitStatus, exitCodeOf } from './output/exit-code.js'
import { bilingual, languageOfLine } from './output/language.js'
import type { Reporter } from './output/reporter.js'
import { guarded, jsonText, plain } from './output/terminal-text.js'
import { version } from './version.js'

/**
 * What is needed to answer without any work: where the text goes.
 */
export interface Plain {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly write: (text: string) => void
  readonly writeError: (text: string) => void
  /** How wide the terminal is, where there is one. */
  readonly columns?: number | undefined
  /** How wide the terminal is that errors are shown at, where there is one. */
  readonly errorColumns?: number | undefined
}

const reportUsageError = async (
  { message, hint }: UsageError,
  language: Language,
  isJson: boolean,
  to: Plain,
): Promise<void> => {
  if (isJson) {
    to.write(`${jsonText({ format: 1, event: 'problem', problem: 'usage', message, hint })}\n`)
    to.write(`${jsonText({ format: 1, event: 'ended', status: 'error', code: 1 })}\n`)
  } else {
    const { paragraph } = await import('./output/paragraph.js')
    const title = bilingual('error: ', '错误：')
    for (const text of [`${title[language]}${plain(message[language])}`, `  → ${plain(hint[language])}`])
      to.writeError(`${paragraph(text, to.errorColumns).join('\n')}\n`)
  }
}

/** The first signal, or an output that nobody reads any more, asks to finish what is in flight; the second signal ends it. */
const stopsOf = (io: Io, reporter: Reporter) => {
  const stop = new AbortController()
  const abort = new AbortController()
  const unwatch = io.onStop((stopped: Stopped) => {
    if (stopped === 'unread') return stop.abort()
    const isSecond = stop.signal.aborted
    if (isSecond) abort.abort()
    else stop.abort()
    const finishing = bilingual(
      'finishing what is in flight; once more stops at once',
      '正在完成进行中的操作；再按一次立即停止',
    )
    reporter.note(reporter.say(isSecond ? bilingual('stopping at once', '立即停止') : finishing))
  })
  return { stop: stop.signal, abort: abort.signal, unwatch }
}

const runCommand = async (
  { name, args, load }: Extract<Request, { readonly _tag: 'Run' }>,
  language: Language,
  io: Io,
): Promise<ExitStatus> => {
  const { reporterOf } = await import('./output/reporter.js')
  const { reportThrown } = await import('./output/problem.js')
  const reporter = reporterOf(io, { language, isJson: args.has('json'), isQuiet: args.has('quiet') })
  const { stop, abort, unwatch } = stopsOf(io, reporter)
  reporter.event({ event: 'started', command: name, tool: { name: '@mini-domains/cli', version } })
  const context: Context = { args, io, reporter, stop, abort }
  try {
    const work = await load()
    const status = await work(context)
    reporter.event({ event: 'ended', status, code: exitCodeOf(status) })
    return status
  } catch (error) {
    reportThrown(reporter, error)
    reporter.event({ event: 'ended', status: 'error', code: exitCodeOf('error') })
    return 'error'
  } finally {
    unwatch()
  }
}

/** The same ways out, by which nothing that is no shown text can leave. */
const guardedPlain = (to: Plain): Plain => ({ ...to, write: guarded(to.write), writeError: guarded(to.writeError) })

const guardedIo = (of: Io): Io => ({
  ...of,
  input: { ...of.input, ask: (question, stop) => of.input.ask(plain(question), stop) },
  secretInput: { ...of.secretInput, ask: (question, stop) => of.secretInput.ask(plain(question), stop) },
  output: { ...of.output, write: guarded(of.output.write) },
  errors: { ...of.errors, write: guarded(of.errors.write) },
})

/**
 * Does what was typed and gives the exit code. Its I/O is made only where there is work to do.
 */
export const run = async (argv: ReadonlyArray<string>, outside: Plain, io: () => Promise<Io>): Promise<number> => {
  const to = guardedPlain(outside)
  if (argv[0] === '__complete') {
    const { complete } = await import('./commands/completion/complete.js')
    to.write(await complete(argv.slice(1), commands, to.environment, io))
    return exitCodeOf('done')
  }
  const language = languageOfLine(argv, to.environment)
  const request = await requestOf(argv, commands, { language, columns: to.columns })
  switch (request._tag) {
    case 'Text':
      to.write(request.text)
      return exitCodeOf('done')
    case 'UsageError':
      await reportUsageError(request.error, language, argv.includes('--json'), to)
      return exitCodeOf('error')
    case 'Run':
      return exitCodeOf(await runCommand(request, language, guardedIo(await io())))
  }
}
