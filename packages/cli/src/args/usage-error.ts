import type { Bilingual } from '@mini-domains/core'
import { nearestWord } from '@mini-domains/core/adapter'
import type { Command, CommanderError, Option } from 'commander'
import { bilingual } from '../output/language.js'
import { usageOf } from './help.js'

/**
 * What was typed wrong, and what to type instead. What was typed is never repeated unless it is nearly one of our own words, since
 * it may be a secret.
 */
export interface UsageError {
  readonly message: Bilingual
  readonly hint: Bilingual
}

const unknownCommand = (program: Command): Pick<UsageError, 'message'> & Partial<UsageError> => {
  const typed = program.args.find((word) => word !== 'help') ?? ''
  const meant = nearestWord(
    typed,
    program.commands.map((command) => command.name()),
  )
  if (meant === undefined)
    return { message: bilingual('the first argument is not a command', '第一个参数不是有效的命令') }
  return {
    message: bilingual(`there is no command "${typed}"`, `没有命令“${typed}”`),
    hint: bilingual(`Did you mean mini-domains ${meant}?`, `您是否想输入 mini-domains ${meant}？`),
  }
}

const nameOf = (flag: string): string => flag.split('=')[0] ?? ''

const wrongOption = (flag: string, options: ReadonlyArray<Option>): Bilingual => {
  const name = nameOf(flag)
  if (options.some(({ long }) => long === name)) return bilingual(`${name} takes no value`, `${name} 不带值`)
  const meant = nearestWord(
    name,
    options.flatMap(({ long = [] }) => long),
  )
  return meant === undefined
    ? bilingual('unknown option', '没有这个选项')
    : bilingual(`unknown option ${name}; did you mean ${meant}?`, `没有选项 ${name}；您是否想用 ${meant}？`)
}

const joined = (told: ReadonlyArray<Bilingual>): Bilingual =>
  bilingual([...new Set(told.map(({ en }) => en))].join('; '), [...new Set(told.map(({ zh }) => zh))].join('；'))

/** Every option of the line that there is not, in one go. */
const wrongOptions = (first: string, options: ReadonlyArray<Option>, argv: ReadonlyArray<string>): Bilingual => {
  const known = ['--help', ...options.flatMap(({ long = [] }) => long)]
  const end = argv.indexOf('--')
  const others = (end < 0 ? argv : argv.slice(0, end)).filter(
    (word) => /^--[a-z]/i.test(word) && !known.includes(nameOf(word)),
  )
  return joined([first, ...others].map((flag) => wrongOption(flag, options)))
}

const invalidChoice = (text: string, command: Command, options: ReadonlyArray<Option>): Bilingual => {
  const option = options.find(({ flags }) => text.startsWith(`error: option '${flags}' `))
  const argument = command.registeredArguments.find(({ argChoices }) => argChoices !== undefined)
  const choices = option?.argChoices ?? argument?.argChoices ?? []
  const [, typed = ''] = /(?:argument|value) '([^]*?)' is invalid/.exec(text) ?? []
  const meant = typed === '' ? undefined : nearestWord(typed, choices)
  const [en, zh] =
    option?.long === undefined
      ? [`${command.name()} takes`, `${command.name()} 只能接`]
      : [`${option.long} is`, `${option.long} 只能是`]
  const only = bilingual(`${en} one of ${choices.join(', ')}`, `${zh} ${choices.join('、')} 之一`)
  return meant === undefined ? only : joined([only, bilingual(`did you mean ${meant}?`, `您是否想用 ${meant}？`)])
}

const messageOf = (
  { code, message }: CommanderError,
  command: Command,
  options: ReadonlyArray<Option>,
  argv: ReadonlyArray<string>,
): Bilingual => {
  const name = command.name()
  switch (code) {
    case 'commander.unknownOption':
      return wrongOptions(/'(-[^]*)'/.exec(message)?.[1] ?? '', options, argv)
    case 'commander.optionMissingArgument': {
      const long = options.find(({ flags }) => message.includes(`'${flags}'`))?.long ?? ''
      return bilingual(`${long} needs a value`, `${long} 需要一个值`)
    }
    case 'commander.invalidArgument':
      return invalidChoice(message, command, options)
    case 'commander.missingArgument':
      return bilingual(`${name} needs ${usageOf(command)}`, `${name} 需要 ${usageOf(command)}`)
    case 'commander.excessArguments': {
      const most = command.registeredArguments.length
      return most === 0
        ? bilingual(`unexpected argument: ${name} takes none`, `多余的参数：${name} 不接参数`)
        : bilingual(
            `unexpected argument: ${name} takes ${usageOf(command)}`,
            `多余的参数：${name} 只接 ${usageOf(command)}`,
          )
    }
    case 'commander.conflictingOption': {
      const both = options.filter(({ flags }) => message.includes(`'${flags}'`)).flatMap(({ long = [] }) => long)
      return bilingual(`${both.join(' and ')} exclude each other`, `${both.join(' 与 ')} 不能同时使用`)
    }
    default:
      return bilingual('the command line cannot be read', '无法解析命令行')
  }
}

/**
 * What commander found wrong with a command line, in words of this command.
 */
export const usageErrorOf = (
  error: CommanderError,
  command: Command,
  program: Command,
  argv: ReadonlyArray<string>,
): UsageError => {
  const line = command === program ? 'mini-domains --help' : `mini-domains ${command.name()} --help`
  const hint = bilingual(`See ${line}.`, `请参阅 ${line}。`)
  if (error.code === 'commander.unknownCommand') return { hint, ...unknownCommand(program) }
  return { message: messageOf(error, command, [...command.options, ...program.options], argv), hint }
}
