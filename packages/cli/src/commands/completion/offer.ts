import type { Bilingual } from '@mini-domains/core'
import type { Command, Given, Manual, Place } from '../../args/command.js'
import { halfTyped } from '../../args/given.js'
import { bilingual } from '../../output/language.js'
import { type Offered, type Option, commonOptions, versionOption } from '../../args/options.js'
import { typedLine } from './typed-line.js'

/**
 * A word that a shell can put where the cursor is, and what it says of it.
 */
export interface OfferedWord {
  readonly text: string
  readonly about?: Bilingual
}

/**
 * What a shell can offer where the cursor is: words, and names that must be looked up. `lead` stands before each
 * of them in the same word; `current` is what was typed after it.
 */
export interface Offer {
  readonly lead: string
  readonly current: string
  readonly words: ReadonlyArray<OfferedWord>
  readonly names: ReadonlyArray<Offered>
  /** What was typed so far. */
  readonly given: Given
}

type Found = Pick<Offer, 'words' | 'names'>

const helpCommand: OfferedWord = {
  text: 'help',
  about: bilingual('options and examples of a command', '某个命令的选项与示例'),
}

const commandWords = (commands: ReadonlyArray<Command>): Found => ({
  words: commands.map(({ name, about }) => ({ text: name, about })),
  names: [],
})

const plain = (choices: ReadonlyArray<string>): Found => ({ words: choices.map((text) => ({ text })), names: [] })

const valuesOf = ({ choices, offers }: Option): Found =>
  choices === undefined ? { words: [], names: offers === undefined ? [] : [offers] } : plain(choices)

/** The names of options; not of one that stands there already, unless it may be repeated. */
const optionNames = (options: ReadonlyArray<Option>, given: Given): Found => ({
  words: options
    .filter(({ name, many }) => many === true || !given.has(name))
    .map(({ name, about }) => ({ text: `--${name}`, about })),
  names: [],
})

const placeWords = ({ choices, offers = [] }: Place): Found =>
  choices === undefined ? { words: [], names: offers } : plain(choices)

const placeOf = ({ most, places }: Manual, index: number): Place | undefined =>
  index < most ? (places[index] ?? places.at(-1)) : undefined

const afterCommand = (manual: Manual, current: string, given: Given, options: ReadonlyArray<Option>): Found => {
  const place = placeOf(manual, given.words.length)
  if (place === undefined || current.startsWith('-')) return optionNames(options, given)
  return placeWords(place)
}

const beforeCommand = (commands: ReadonlyArray<Command>, current: string, given: Given): Found => {
  if (current.startsWith('-')) return optionNames([...commonOptions, versionOption], given)
  const { words, names } = commandWords(commands)
  return { words: [...words, helpCommand], names }
}

/**
 * Finds what can stand where the cursor is. The words are those after the name of the command, the last of them up to the
 * cursor; words of another beginning are offered too, since shells compare in ways of their own.
 */
export const offerFor = async (words: ReadonlyArray<string>, commands: ReadonlyArray<Command>): Promise<Offer> => {
  const { before, lead, current } = typedLine(words)
  const { first } = halfTyped(before, commonOptions)
  const command = commands.find(({ name }) => name === first?.value)
  const manual = await command?.manual()
  const options = [...(manual?.options ?? []), ...commonOptions]
  const args = before.filter((_, index) => index !== first?.index)
  const { given, open } = halfTyped(args, options)
  const found = (): Found => {
    const option = options.find(({ name }) => name === open)
    if (option !== undefined) return valuesOf(option)
    if (manual !== undefined) return afterCommand(manual, current, given, options)
    if (first === undefined) return beforeCommand(commands, current, given)
    return first.value === 'help' && given.words.length === 0 ? commandWords(commands) : { words: [], names: [] }
  }
  return { lead, current, given, ...found() }
}
