import type { Language } from '@mini-domains/core/adapter'
import { Argument, Command, CommanderError, type Help } from 'commander'
import { version } from '../version.js'
import { type Args, argsOf } from './args.js'
import type { Define, Definition, Say } from './definition.js'
import { type HelpLayout, examplesText, helpConfiguration } from './help.js'
import { commonOptions } from './options.js'
import type { UsageError } from './usage-error.js'

/**
 * What was typed, understood: a text to print, what was typed wrong, or a command to run.
 */
export type Request =
  | { readonly _tag: 'Text'; readonly text: string }
  | { readonly _tag: 'UsageError'; readonly error: UsageError }
  | { readonly _tag: 'Run'; readonly name: string; readonly args: Args; readonly load: Definition['load'] }

/**
 * How a program is built: in which language, for a terminal how wide, how its help is laid out, and whether values are checked, which
 * a line that is not yet typed to its end is not.
 */
export interface ProgramOptions {
  readonly language: Language
  readonly columns?: number | undefined
  readonly layout?: HelpLayout | undefined
  readonly isChecked?: boolean
}

const closing = (say: Say, helper: Help, columns: number): string => {
  const codes = say(
    '0 done, 1 error, 2 differences, 3 partial, 4 unsafe, 5 stale, 6 cancelled, 7 nothing to look at',
    '0 完成，1 错误，2 有差异，3 部分完成，4 不安全，5 已过期，6 已取消，7 没有可检查的对象',
  )
  const more = say(
    'Options and examples of a command: mini-domains COMMAND --help',
    '查看某个命令的选项与示例：mini-domains 命令 --help',
  )
  return [
    '',
    say('Exit codes:', '退出码：'),
    ...helper
      .boxWrap(codes, columns - 2)
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    helper.boxWrap(more, columns),
  ].join('\n')
}

/** All values of an option are kept. One that looks like an option must be joined to its name: the real one may be forgotten. */
const keepValues = (command: Command, argv: ReadonlyArray<string>, isChecked: boolean): void => {
  for (const option of command.options) {
    if (!option.required) continue
    const { argChoices, flags } = option
    const isJoined = (value: string): boolean => argv.some((word) => word !== value && word.endsWith(value))
    option.variadic = false
    option.argParser<ReadonlyArray<string> | undefined>((value, before = []) => {
      if (isChecked && value.startsWith('-') && value !== '-' && !isJoined(value))
        command.error(`error: option '${flags}' argument missing`, { code: 'commander.optionMissingArgument' })
      if (isChecked && argChoices?.includes(value) === false)
        command.error(`error: option '${flags}' argument '${value}' is invalid`, { code: 'commander.invalidArgument' })
      return [...before, value]
    })
  }
}

const helpCommand = (say: Say, program: Command): Command => {
  const names = program.commands.map((command) => command.name())
  const name = new Argument('[COMMAND]').choices(names).argParser((typed) => typed)
  return new Command('help')
    .description(say('options and examples of a command', '某个命令的选项与示例'))
    .addArgument(name)
    .action((typed: string | undefined) => {
      const found = program.commands.find((command) => command.name() === typed)
      if (found === undefined && typed !== undefined) program.error('', { code: 'commander.unknownCommand' })
      return (found ?? program).help()
    })
}

/**
 * What happens with a program: where it writes help, and what is called when a command was chosen or could not be understood.
 */
interface Hooks {
  readonly write: (text: string) => void
  readonly chosen: (command: Command, load: Definition['load']) => void
  readonly failed: (command: Command) => void
}

/**
 * Builds what commander parses command lines with.
 */
export const programOf = (
  defines: ReadonlyArray<Define>,
  argv: ReadonlyArray<string>,
  { language, columns = 80, layout, isChecked = true }: ProgramOptions,
  { write = () => undefined, chosen = () => undefined, failed = () => undefined }: Partial<Hooks> = {},
): Command => {
  const say: Say = (en, zh) => (language === 'zh' ? zh : en)
  const program = new Command('mini-domains')
    .description(
      say(
        'Keeps the domain allowlists of mini programs right at every vendor.',
        '让各平台小程序的域名白名单始终正确。',
      ),
    )
    .helpOption('-h, --help', say('show this help', '显示帮助'))
    .helpCommand(false)
    .configureHelp(helpConfiguration(say, layout))
    .configureOutput({
      writeOut: write,
      writeErr: write,
      outputError: () => undefined,
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
    })
    .addHelpText('after', ({ command }) => closing(say, command.createHelp(), columns))
  for (const option of commonOptions(say)) program.addOption(option)
  program.version(version, '-V, --version', say('the version of this command', '显示版本'))
  for (const define of defines) {
    const { command, options, examples, load } = define(say)
    for (const option of options) command.addOption(option)
    command
      .addHelpText('after', () => examplesText(say, examples, command.createHelp(), columns))
      .action(() => chosen(command, load))
    program.addCommand(command.copyInheritedSettings(program))
  }
  program.addCommand(helpCommand(say, program).copyInheritedSettings(program))
  for (const command of [program, ...program.commands]) {
    keepValues(command, argv, isChecked)
    command.exitOverride((error) => {
      failed(command)
      throw error
    })
  }
  return program
}

/**
 * Understands what was typed.
 */
export const requestOf = async (
  argv: ReadonlyArray<string>,
  defines: ReadonlyArray<Define>,
  options: ProgramOptions,
): Promise<Request> => {
  // English help needs no widths of characters, so the library that knows them is not loaded for it.
  const layout = options.language === 'zh' ? (await import('../output/paragraph.js')).wideLayout : undefined
  let text = ''
  let request: Request | undefined
  let failing: Command | undefined
  const program = programOf(
    defines,
    argv,
    { ...options, layout },
    {
      write: (more) => {
        text += more
      },
      chosen: (command, load) => {
        request = { _tag: 'Run', name: command.name(), args: argsOf([command, program], command.args), load }
      },
      failed: (command) => {
        failing = command
      },
    },
  )
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (!['commander.help', 'commander.helpDisplayed', 'commander.version'].includes(error.code)) {
      const { usageErrorOf } = await import('./usage-error.js')
      return { _tag: 'UsageError', error: usageErrorOf(error, failing ?? program, program, argv) }
    }
  }
  return request ?? { _tag: 'Text', text }
}
