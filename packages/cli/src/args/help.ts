import { type Bilingual } from '@mini-domains/core'
import { type Language } from '@mini-domains/core/adapter'
import type { Command, Manual, Place } from './command.js'
import { bilingual } from '../output/language.js'
import { type Option, commonOptions, versionOption } from './options.js'

const words = {
  usage: bilingual('Usage: ', '用法：'),
  command: bilingual('COMMAND', '命令'),
  optional: bilingual('[OPTIONS]', '[选项]'),
  commands: bilingual('Commands:', '命令：'),
  places: bilingual('Arguments:', '参数：'),
  options: bilingual('Options:', '选项：'),
  common: bilingual('Options of every command:', '通用选项：'),
  examples: bilingual('Examples:', '示例：'),
  codes: bilingual('Exit codes:', '退出码：'),
  tagline: bilingual(
    'Keeps the domain allowlists of mini programs right at every vendor.',
    '让各平台小程序的域名白名单始终正确。',
  ),
  more: bilingual(
    'Options and examples of a command: mini-domains COMMAND --help',
    '查看某个命令的选项与示例：mini-domains 命令 --help',
  ),
  codeList: bilingual(
    '0 done, 1 error, 2 differences, 3 partial, 4 unsafe, 5 stale, 6 cancelled',
    '0 完成，1 错误，2 有差异，3 部分完成，4 不安全，5 已过期，6 已取消',
  ),
} as const satisfies Readonly<Record<string, Bilingual>>

/** What stands on the left is plain ASCII, so its length is its width; more lines on the right stand below each other. */
const columns = (rows: ReadonlyArray<readonly [string, ReadonlyArray<string>]>): string => {
  const width = Math.max(...rows.map(([left]) => left.length))
  const below = `\n${' '.repeat(width + 4)}`
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right.join(below)}`).join('\n')
}

const explained = (
  { about, choices }: Pick<Option | Place, 'about' | 'choices'>,
  language: Language,
): ReadonlyArray<string> => [about[language], ...(choices === undefined ? [] : [choices.join(', ')])]

const spelled = ({ name, short, value }: Option): string =>
  `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`

const optionRow =
  (language: Language) =>
  (option: Option): readonly [string, ReadonlyArray<string>] => {
    const isShown = option.value?.includes('|') === true
    return [spelled(option), isShown ? [option.about[language]] : explained(option, language)]
  }

const section = (title: Bilingual, language: Language, body: string): string => `${title[language]}\n${body}\n`

const optionSection = (title: Bilingual, options: ReadonlyArray<Option>, language: Language): ReadonlyArray<string> =>
  options.length === 0 ? [] : [section(title, language, columns(options.map(optionRow(language))))]

const placeSection = (places: ReadonlyArray<Place>, language: Language): ReadonlyArray<string> =>
  places.length === 0
    ? []
    : [section(words.places, language, columns(places.map((place) => [place.name, explained(place, language)])))]

const usage = (of: string, language: Language): string =>
  `${words.usage[language]}mini-domains ${of} ${words.optional[language]}\n`

const spelledCommand = ({ name, words: taken }: Command): string => `${name} ${taken}`.trim()

/**
 * The help of the whole command.
 */
export const overallHelp = (commands: ReadonlyArray<Command>, language: Language): string =>
  [
    `${words.tagline[language]}\n`,
    usage(words.command[language], language),
    section(
      words.commands,
      language,
      columns(commands.map((command) => [spelledCommand(command), [command.about[language]]])),
    ),
    ...optionSection(words.options, [...commonOptions, versionOption], language),
    section(words.codes, language, `  ${words.codeList[language]}`),
    `${words.more[language]}\n`,
  ].join('\n')

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/**
 * The help of one command, with its examples.
 */
export const commandHelp = (command: Command, manual: Manual, language: Language): string =>
  [
    `${sentence(command.about[language])}${language === 'en' ? '.' : '。'}\n`,
    usage(spelledCommand(command), language),
    ...placeSection(manual.places, language),
    section(
      words.examples,
      language,
      manual.examples.map(({ line, about }) => `  # ${about[language]}\n  ${line}`).join('\n'),
    ),
    ...optionSection(words.options, manual.options, language),
    ...optionSection(words.common, commonOptions, language),
  ].join('\n')
