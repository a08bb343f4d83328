import { type Bilingual } from '@mini-domains/core'
import { type Language } from '@mini-domains/core/adapter'
import type { Command, Given, Manual } from './command.js'
import { givenOf, halfTyped } from './given.js'
import { commandHelp, overallHelp } from './help.js'
import { languageOf } from '../output/language.js'
import { commonOptions, versionOption } from './options.js'

/**
 * What was typed, understood: a text to print, a misuse to tell, or a command to run.
 */
export type Request =
  | { readonly _tag: 'Text'; readonly text: string }
  | { readonly _tag: 'Misuse'; readonly language: Language; readonly message: Bilingual; readonly hint: Bilingual }
  | {
      readonly _tag: 'Run'
      readonly language: Language
      readonly command: Command
      readonly manual: Manual
      readonly given: Given
    }

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The language that was asked for. It is told before anything else is understood, so that also a complaint is in it.
 */
export const spokenIn = (argv: ReadonlyArray<string>, environment: Environment): Language => {
  const at = argv.indexOf('--lang')
  const joined = argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length)
  return languageOf(at === -1 ? joined : argv[at + 1], environment)
}

const textOf = (text: string): Request => ({ _tag: 'Text', text })

const misuses = () => import('./usage-error.js')

const commandRequest = async (command: Command, args: ReadonlyArray<string>, language: Language): Promise<Request> => {
  const manual = await command.manual()
  const options = [...commonOptions, ...manual.options]
  const read = givenOf(args, options)
  if ('thrown' in read)
    return { _tag: 'Misuse', language, ...(await misuses()).unreadable(read.thrown, options, command.name) }
  const { given } = read
  if (given.has('help')) return textOf(commandHelp(command, manual, language))
  const misuse = (await misuses()).misuseIn(command, manual, given)
  if (misuse !== undefined) return { _tag: 'Misuse', language, ...misuse }
  return { _tag: 'Run', language, command, manual, given }
}

const overallRequest = async (
  args: ReadonlyArray<string>,
  commands: ReadonlyArray<Command>,
  language: Language,
): Promise<Request> => {
  const options = [...commonOptions, versionOption]
  const read = givenOf(args, options)
  if ('thrown' in read) return { _tag: 'Misuse', language, ...(await misuses()).unreadable(read.thrown, options) }
  if (read.given.has('version')) return textOf(`${(await import('../version.js')).version}\n`)
  return textOf(overallHelp(commands, language))
}

/**
 * Understands what was typed. The options that every command has may stand before the command too.
 */
export const requestOf = async (
  argv: ReadonlyArray<string>,
  commands: ReadonlyArray<Command>,
  environment: Environment,
): Promise<Request> => {
  const language = spokenIn(argv, environment)
  const { first } = halfTyped(argv, commonOptions)
  if (first === undefined) return overallRequest(argv, commands, language)
  const others = argv.filter((_, index) => index !== first.index)
  if (first.value === 'help') return requestOf([...others, '--help'], commands, environment)
  const command = commands.find(({ name }) => name === first.value)
  if (command !== undefined) return commandRequest(command, others, language)
  return { _tag: 'Misuse', language, ...(await misuses()).unknownCommand(first.value, commands) }
}
