import { parseArgs } from 'node:util'
import type { Bilingual, Language } from '@mini-domains/core'
import type { Command, Given } from './command.js'
import { commandHelp, overallHelp } from './help.js'
import { bilingual, languageOf } from './language.js'
import { type Option, commonOptions } from './option.js'
import { version } from './version.js'

/**
 * What was typed, understood: a text to print, a misuse to tell, or a command to run.
 */
export type Request =
  | { readonly _tag: 'Text'; readonly text: string }
  | { readonly _tag: 'Misuse'; readonly language: Language; readonly message: Bilingual; readonly hint: Bilingual }
  | { readonly _tag: 'Run'; readonly language: Language; readonly command: Command; readonly given: Given }

type Values = { readonly [name: string]: string | boolean | ReadonlyArray<string | boolean> | undefined }

const optionShapes = (options: ReadonlyArray<Option>) =>
  Object.fromEntries(
    options.map(({ name, short, value }) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        multiple: true,
        ...(short === undefined ? {} : { short }),
      },
    ]),
  )

const givenOf = (values: Values, words: ReadonlyArray<string>): Given => {
  const texts = (name: string): ReadonlyArray<string> => {
    const value = values[name]
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  }
  return { words, texts, text: (name) => texts(name).at(-1), has: (name) => values[name] !== undefined }
}

const distance = (a: string, b: string): number => {
  const row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    let diagonal = row[0] ?? 0
    row[0] = i
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] ?? 0
      row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.length] ?? 0
}

const nearest = (word: string, known: ReadonlyArray<string>): string | undefined =>
  known.find((name) => distance(word, name) <= 2 || (word.length > 1 && name.startsWith(word)))

const seeHelp = (command: string): Bilingual =>
  bilingual(`See mini-domains ${command} --help.`, `请参阅 mini-domains ${command} --help。`)

const unknownCommand = (name: string, commands: ReadonlyArray<Command>, language: Language): Request => {
  const meant = nearest(
    name,
    commands.map((command) => command.name),
  )
  return {
    _tag: 'Misuse',
    language,
    message: bilingual(`there is no command "${name}"`, `没有命令“${name}”`),
    hint:
      meant === undefined
        ? bilingual('See mini-domains --help.', '请参阅 mini-domains --help。')
        : bilingual(`Did you mean mini-domains ${meant}?`, `您是否想输入 mini-domains ${meant}？`),
  }
}

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)

const unreadable = (command: Command, error: unknown): Bilingual => {
  const [message = ''] = messageOf(error).split('. ')
  const name = /'(?:-\w, )?(-[^' ]*)/.exec(message)?.[1] ?? message
  if (!/unknown option/i.test(message)) {
    return /missing|ambiguous/i.test(message)
      ? bilingual(`${name} needs a value`, `${name} 需要一个值`)
      : bilingual(`${name} takes no value`, `${name} 不带值`)
  }
  const known = [...commonOptions, ...command.options].map((option) => `--${option.name}`)
  const meant = nearest(name, known)
  return meant === undefined
    ? bilingual(`there is no option ${name}`, `没有选项 ${name}`)
    : bilingual(`there is no option ${name}; did you mean ${meant}?`, `没有选项 ${name}；您是否想用 ${meant}？`)
}

const wrongChoice = (command: Command, given: Given): Bilingual | undefined => {
  for (const { name, choices } of [...commonOptions, ...command.options]) {
    const wrong = choices === undefined ? undefined : given.texts(name).find((value) => !choices.includes(value))
    if (wrong === undefined || choices === undefined) continue
    const list = choices.join(', ')
    return bilingual(`--${name} is one of ${list}, not "${wrong}"`, `--${name} 应为 ${list} 之一，而非“${wrong}”`)
  }
  const [first] = given.words
  if (command.choices === undefined || first === undefined || command.choices.includes(first)) return undefined
  const list = command.choices.join(', ')
  return bilingual(`${command.name} takes one of ${list}, not "${first}"`, `${command.name} 应接 ${list} 之一`)
}

const wrongWords = (command: Command, { words }: Given): Bilingual | undefined => {
  if (words.length < command.least)
    return bilingual(`${command.name} needs ${command.words}`, `${command.name} 需要 ${command.words}`)
  if (words.length > command.most)
    return bilingual(`"${words[command.most] ?? ''}" is one word too many`, `多余的参数“${words[command.most] ?? ''}”`)
  return undefined
}

const commandRequest = (
  command: Command,
  rest: ReadonlyArray<string>,
  language: Language,
  environment: Readonly<Record<string, string | undefined>>,
): Request => {
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: optionShapes([...commonOptions, ...command.options]),
      allowPositionals: true,
      strict: true,
    })
    const given = givenOf(values, positionals)
    const spoken = languageOf(given.text('lang'), environment)
    if (given.has('help')) return { _tag: 'Text', text: commandHelp(command, spoken) }
    const message = wrongChoice(command, given) ?? wrongWords(command, given)
    return message === undefined
      ? { _tag: 'Run', language: spoken, command, given }
      : { _tag: 'Misuse', language: spoken, message, hint: seeHelp(command.name) }
  } catch (error) {
    return { _tag: 'Misuse', language, message: unreadable(command, error), hint: seeHelp(command.name) }
  }
}

const spokenIn = (argv: ReadonlyArray<string>, environment: Readonly<Record<string, string | undefined>>): Language => {
  const at = argv.indexOf('--lang')
  const joined = argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length)
  return languageOf(at === -1 ? joined : argv[at + 1], environment)
}

/**
 * Understands what was typed.
 */
export const requestOf = (
  argv: ReadonlyArray<string>,
  commands: ReadonlyArray<Command>,
  environment: Readonly<Record<string, string | undefined>>,
): Request => {
  const language = spokenIn(argv, environment)
  const [first, second, ...others] = argv.filter(
    (word, index) => !word.startsWith('--lang') && argv[index - 1] !== '--lang',
  )
  if (first === '--version' || first === '-V') return { _tag: 'Text', text: `${version}\n` }
  if (first === undefined || first === '--help' || first === '-h')
    return { _tag: 'Text', text: overallHelp(commands, language) }
  const isHelp = first === 'help'
  const name = isHelp ? second : first
  if (name === undefined) return { _tag: 'Text', text: overallHelp(commands, language) }
  const command = commands.find((one) => one.name === name)
  if (command === undefined) return unknownCommand(name, commands, language)
  if (isHelp) return { _tag: 'Text', text: commandHelp(command, language) }
  const rest = second === undefined ? [] : [second, ...others]
  return commandRequest(command, ['--lang', language, ...rest], language, environment)
}
