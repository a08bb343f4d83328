import type { Bilingual, Language } from '@mini-domains/core'
import type { Command, Manual } from './command.js'
import { bilingual } from './language.js'
import { type Option, commonOptions } from './option.js'

const words = {
  usage: bilingual('Usage', '用法'),
  commands: bilingual('Commands', '命令'),
  options: bilingual('Options', '选项'),
  common: bilingual('Options of every command', '通用选项'),
  examples: bilingual('Examples', '示例'),
  codes: bilingual('Exit codes', '退出码'),
  tagline: bilingual(
    'Keeps the domain allowlists of mini programs right at every vendor.',
    '让各平台小程序的域名白名单始终正确。',
  ),
  more: bilingual('Options and examples of a command', '某个命令的选项与示例'),
  codeList: bilingual(
    '0 done, 1 error, 2 differences, 3 partial, 4 unsafe, 5 stale, 6 cancelled',
    '0 完成，1 错误，2 有差异，3 部分完成，4 不安全，5 已过期，6 已取消',
  ),
} as const satisfies Readonly<Record<string, Bilingual>>

const columns = (rows: ReadonlyArray<readonly [string, string]>): string => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

const spelled = ({ name, short, value }: Option): string =>
  `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`

const optionTable = (options: ReadonlyArray<Option>, language: Language): string =>
  columns(options.map((option) => [spelled(option), option.about[language]]))

const section = (title: Bilingual, language: Language, body: string): string => `${title[language]}:\n${body}\n`

/**
 * The help of the whole command.
 */
export const overallHelp = (commands: ReadonlyArray<Command>, language: Language): string =>
  [
    `${words.tagline[language]}\n`,
    `${words.usage[language]}: mini-domains COMMAND [OPTIONS]\n`,
    section(
      words.commands,
      language,
      columns(commands.map((command) => [`${command.name} ${command.words}`.trim(), command.about[language]])),
    ),
    section(words.common, language, optionTable(commonOptions, language)),
    section(words.codes, language, `  ${words.codeList[language]}`),
    `${words.more[language]}: mini-domains COMMAND --help\n`,
  ].join('\n')

/**
 * The help of one command, with its examples.
 */
export const commandHelp = (command: Command, manual: Manual, language: Language): string =>
  [
    `${command.about[language]}\n`,
    `${words.usage[language]}: ${`mini-domains ${command.name} ${command.words}`.trim()} [OPTIONS]\n`,
    section(
      words.examples,
      language,
      manual.examples.map(({ line, about }) => `  # ${about[language]}\n  ${line}`).join('\n'),
    ),
    ...(manual.options.length === 0 ? [] : [section(words.options, language, optionTable(manual.options, language))]),
    section(words.common, language, optionTable(commonOptions, language)),
  ].join('\n')
