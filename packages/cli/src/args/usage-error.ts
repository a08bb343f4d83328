import { type Bilingual } from '@mini-domains/core'
import { nearestWord } from '@mini-domains/core/adapter'
import type { Command, Given, Manual } from './command.js'
import { bilingual } from '../output/language.js'
import { type Option, commonOptions } from './options.js'

/**
 * What was typed wrong, and what to type instead.
 */
export interface Misuse {
  readonly message: Bilingual
  readonly hint: Bilingual
}

const seeHelp = (command: string | undefined): Bilingual => {
  const line = command === undefined ? 'mini-domains --help' : `mini-domains ${command} --help`
  return bilingual(`See ${line}.`, `请参阅 ${line}。`)
}

// What stands where nothing belongs may be a secret, so it is told only where it is nearly one of our own words.

/**
 * There is no such command; perhaps another was meant.
 */
export const unknownCommand = (typed: string, commands: ReadonlyArray<Command>): Misuse => {
  const meant = nearestWord(
    typed,
    commands.map(({ name }) => name),
  )
  return {
    message:
      meant === undefined
        ? bilingual('the first word is no command', '第一个参数不是命令')
        : bilingual(`there is no command "${typed}"`, `没有命令“${typed}”`),
    hint:
      meant === undefined
        ? seeHelp(undefined)
        : bilingual(`Did you mean mini-domains ${meant}?`, `您是否想输入 mini-domains ${meant}？`),
  }
}

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)

const unreadableText = (error: unknown, options: ReadonlyArray<Option>): Bilingual => {
  const [message = ''] = messageOf(error).split('. ')
  const name = /'(?:-\w, )?(-[^' ]*)/.exec(message)?.[1] ?? message
  if (!/unknown option/i.test(message)) {
    return /missing|ambiguous/i.test(message)
      ? bilingual(`${name} needs a value`, `${name} 需要一个值`)
      : bilingual(`${name} takes no value`, `${name} 不带值`)
  }
  const meant = nearestWord(
    name,
    options.map((option) => `--${option.name}`),
  )
  return meant === undefined
    ? bilingual('there is no option of that name', '没有这个选项')
    : bilingual(`there is no option ${name}; did you mean ${meant}?`, `没有选项 ${name}；您是否想用 ${meant}？`)
}

/**
 * What `parseArgs` threw, in words of this command.
 */
export const unreadable = (error: unknown, options: ReadonlyArray<Option>, command?: string): Misuse => ({
  message: unreadableText(error, options),
  hint: seeHelp(command),
})

const wrongChoice = (command: Command, manual: Manual, given: Given): Bilingual | undefined => {
  for (const { name, choices } of [...commonOptions, ...manual.options]) {
    const wrong = choices === undefined ? undefined : given.texts(name).find((value) => !choices.includes(value))
    if (wrong === undefined || choices === undefined) continue
    const list = choices.join(', ')
    return bilingual(`--${name} is one of ${list}, and nothing else`, `--${name} 只能是 ${choices.join('、')} 之一`)
  }
  for (const [index, { choices }] of manual.places.entries()) {
    const word = given.words[index]
    if (word === undefined || choices === undefined || choices.includes(word)) continue
    const list = choices.join(', ')
    return bilingual(
      `${command.name} takes one of ${list}, and nothing else`,
      `${command.name} 只能接 ${choices.join('、')} 之一`,
    )
  }
  return undefined
}

const wrongWords = (command: Command, { least, most }: Manual, { words }: Given): Bilingual | undefined => {
  if (words.length < least)
    return bilingual(`${command.name} needs ${command.words}`, `${command.name} 需要 ${command.words}`)
  if (words.length > most)
    return bilingual(
      most === 0
        ? `${command.name} takes no word: there is one word too many`
        : `word ${most + 1} after ${command.name} is one word too many`,
      `${command.name} 之后第 ${most + 1} 个参数是多余的`,
    )
  return undefined
}

/**
 * What is wrong with the words and options of a command; `undefined` where nothing is.
 */
export const misuseIn = (command: Command, manual: Manual, given: Given): Misuse | undefined => {
  const message = wrongChoice(command, manual, given) ?? wrongWords(command, manual, given)
  return message === undefined ? undefined : { message, hint: seeHelp(command.name) }
}
