import type { Task } from './args/command.js'
import { commandTable } from './commands/table.js'
import { type Ending, exitCodeOf } from './output/exit-code.js'
import { bilingual } from './output/language.js'
import { type Request, requestOf } from './args/request.js'
import type { Surroundings } from './io/io.js'
import { guarded, jsonText, plain } from './output/terminal-text.js'

/**
 * What is needed to answer without any work: where the text goes.
 */
export interface Plain {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly write: (text: string) => void
  readonly writeError: (text: string) => void
}

const misuse = (
  request: Extract<Request, { readonly _tag: 'Misuse' }>,
  argv: ReadonlyArray<string>,
  to: Plain,
): void => {
  const { language, message, hint } = request
  if (argv.includes('--json')) {
    to.write(`${jsonText({ format: 1, event: 'problem', problem: 'usage', message, hint })}\n`)
    to.write(`${jsonText({ format: 1, event: 'ended', ending: 'error', code: 1 })}\n`)
  } else {
    const title = bilingual('error:', '错误：')
    to.writeError(`${title[language]} ${plain(message[language])}\n  → ${plain(hint[language])}\n`)
  }
}

/**
 * Runs a command of the table with its own stops: the first signal asks it to finish, the second one ends it.
 */
const runCommand = async (
  request: Extract<Request, { readonly _tag: 'Run' }>,
  surroundings: Surroundings,
): Promise<Ending> => {
  const { voiceOf } = await import('./output/reporter.js')
  const { tellThrown } = await import('./output/thrown.js')
  const { command, manual, given, language } = request
  const voice = voiceOf(surroundings, { language, isJson: given.has('json'), isQuiet: given.has('quiet') })
  const stop = new AbortController()
  const abort = new AbortController()
  const unwatch = surroundings.onSignal(() => {
    if (stop.signal.aborted) abort.abort()
    else stop.abort()
    voice.note(
      abort.signal.aborted
        ? voice.in(bilingual('stopping at once', '立即停止'))
        : voice.in(
            bilingual('finishing what is in flight; once more stops at once', '正在完成进行中的操作；再按一次立即停止'),
          ),
    )
  })
  const { version } = await import('./version.js')
  voice.tell({ event: 'started', command: command.name, tool: { name: '@mini-domains/cli', version } })
  const task: Task = { given, surroundings, voice, commands: commandTable, stop: stop.signal, abort: abort.signal }
  try {
    const work = await manual.load()
    const ending = await work(task)
    voice.tell({ event: 'ended', ending, code: exitCodeOf(ending) })
    return ending
  } catch (error) {
    tellThrown(voice, error)
    voice.tell({ event: 'ended', ending: 'error', code: exitCodeOf('error') })
    return 'error'
  } finally {
    unwatch()
  }
}

/** The same ways out, by which nothing that is no shown text can leave. */
const guardedPlain = (to: Plain): Plain => ({ ...to, write: guarded(to.write), writeError: guarded(to.writeError) })

const guardedSurroundings = (of: Surroundings): Surroundings => ({
  ...of,
  input: { ...of.input, ask: (question, stop) => of.input.ask(plain(question), stop) },
  secretInput: { ...of.secretInput, ask: (question, stop) => of.secretInput.ask(plain(question), stop) },
  output: { ...of.output, write: guarded(of.output.write) },
  errors: { ...of.errors, write: guarded(of.errors.write) },
})

/**
 * Does what was typed and gives the exit code. The surroundings are made only where there is work to do.
 */
export const run = async (
  argv: ReadonlyArray<string>,
  outside: Plain,
  surroundings: () => Promise<Surroundings>,
): Promise<number> => {
  const to = guardedPlain(outside)
  if (argv[0] === '__complete') {
    const { complete } = await import('./commands/completion/complete.js')
    to.write(await complete(argv.slice(1), commandTable, to.environment, surroundings))
    return exitCodeOf('done')
  }
  const request = await requestOf(argv, commandTable, to.environment)
  switch (request._tag) {
    case 'Text':
      to.write(request.text)
      return exitCodeOf('done')
    case 'Misuse':
      misuse(request, argv, to)
      return exitCodeOf('error')
    case 'Run':
      return exitCodeOf(await runCommand(request, guardedSurroundings(await surroundings())))
  }
}
