import type { Language } from '@mini-domains/core/adapter'
import { type Argument, type Command, CommanderError, type Option } from 'commander'
import { type Args, argsOf } from '../../args/args.js'
import type { Define } from '../../args/definition.js'
import { programOf } from '../../args/program.js'

/**
 * What a shell can offer from the config or the folder: apps by their ids, or as `vendor/id` where the id alone does not tell;
 * labels as `KEY=VALUE`; vendors by their names; files.
 */
export type Named = 'app-id' | 'app' | 'label' | 'vendor' | 'file'

/**
 * A word that a shell can put where the cursor is, and what it says of it.
 */
export interface OfferedWord {
  readonly text: string
  readonly about?: string
}

/**
 * What a shell can offer where the cursor is: words, and names that must be looked up. `lead` stands before each
 * of them in the same word; `current` is what was typed after it. The shell keeps `kept`, and puts only the rest of the word in.
 */
export interface Offer {
  readonly lead: string
  readonly current: string
  readonly kept: string
  readonly words: ReadonlyArray<OfferedWord>
  readonly names: ReadonlyArray<Named>
  /** What was typed so far. */
  readonly args: Args
}

type Found = Pick<Offer, 'words' | 'names'>

const nothing: Found = { words: [], names: [] }

/**
 * A line up to the cursor: the words before, and the part of a word that is being typed. `lead` stands before that part in the
 * same word: `--lang=`, or nothing. `kept` is the beginning of that word which the shell leaves alone.
 */
interface TypedLine {
  readonly before: ReadonlyArray<string>
  readonly lead: string
  readonly current: string
  readonly kept: string
}

/** Bash makes three words of `--name=value` and of `key=value`; they are put together again. */
const joined = (words: ReadonlyArray<string>): ReadonlyArray<string> =>
  words.reduce<ReadonlyArray<string>>((done, word, index) => {
    const last = done.at(-1)
    const isSplit = word === '=' || words[index - 1] === '='
    return last === undefined || !isSplit ? [...done, word] : [...done.slice(0, -1), `${last}${word}`]
  }, [])

/**
 * Understands what a shell passes on: the words after the name of the command, the last of them up to the cursor. Of a word that it split,
 * a shell replaces only what follows the last `=`.
 */
const typedLine = (words: ReadonlyArray<string>): TypedLine => {
  const all = joined(words)
  const word = all.at(-1) ?? ''
  const last = words.at(-1) ?? ''
  const kept = word.slice(0, word.length - (last === '=' ? 0 : last.length))
  const before = all.slice(0, -1)
  const equals = word.startsWith('--') ? word.indexOf('=') : -1
  if (equals === -1) return { before, lead: '', current: word, kept }
  const lead = word.slice(0, equals + 1)
  return { before: [...before, word.slice(0, equals)], lead, current: word.slice(equals + 1), kept }
}

const namesOf = (placeholder: string): ReadonlyArray<Named> => {
  switch (placeholder) {
    case 'APP':
      return ['app']
    case 'APP_ID':
      return ['app-id']
    case 'KEY=VALUE':
    case 'LABEL':
      return ['label']
    case 'VENDOR':
      return ['vendor']
    case 'FILE':
    case 'PLAN':
      return ['file']
    default:
      return []
  }
}

/** What stands between the brackets says what can stand in its place. */
const valuesOf = ({ argChoices }: Option | Argument, placeholder: string): Found =>
  argChoices === undefined
    ? { words: [], names: placeholder.split('|').flatMap(namesOf) }
    : { words: argChoices.map((text) => ({ text })), names: [] }

const placeholderOf = ({ flags }: Option): string => /<(.*?)(?:\.\.\.)?>/.exec(flags)?.[1] ?? ''

/** The options of a command and those that all have; not one that stands there already, unless it may be repeated. */
const optionNames = (command: Command, program: Command, args: Args): Found => {
  const common = command === program ? [] : program.options.filter(({ long }) => long !== '--version')
  const options = [...command.createHelp().visibleOptions(command), ...common]
  const words = options.flatMap(({ long, flags, description }) =>
    long === undefined || (args.has(long.slice(2)) && !flags.endsWith('...>'))
      ? []
      : [{ text: long, about: description }],
  )
  return { words, names: [] }
}

interface Parsed {
  readonly operands: ReadonlyArray<string>
  readonly unknown: ReadonlyArray<string>
  /** The option at the end that still lacks its value. */
  readonly open?: Option | undefined
}

const parsed = (command: Command, argv: ReadonlyArray<string>): Parsed => {
  try {
    return command.parseOptions([...argv])
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    const last = argv.at(-1)
    return {
      operands: [],
      unknown: [],
      open: command.options.find(({ long, short }) => long === last || short === last),
    }
  }
}

const commandNames = (program: Command): Found => ({
  words: program.commands.map((command) => ({ text: command.name(), about: command.description() })),
  names: [],
})

const argumentValues = ({ registeredArguments }: Command, index: number): Found | undefined => {
  const last = registeredArguments.at(-1)
  const argument = registeredArguments[index] ?? (last?.variadic === true ? last : undefined)
  return argument === undefined ? undefined : valuesOf(argument, argument.name())
}

/**
 * Finds what can stand where the cursor is. The words are those after the name of the command, the last of them up to the
 * cursor; words of another beginning are offered too, since shells compare in ways of their own.
 */
export const offerFor = (words: ReadonlyArray<string>, commands: ReadonlyArray<Define>, language: Language): Offer => {
  const { before, lead, current, kept } = typedLine(words)
  const program = programOf(commands, before, { language, isChecked: false })
  const whole = parsed(program, before)
  const [name, ...operands] = whole.operands
  const command = program.commands.find((one) => one.name() === name)
  const rest: Parsed = command === undefined ? { operands: [], unknown: [] } : parsed(command, whole.unknown)
  const typed = [...operands, ...rest.operands]
  const args = argsOf(command === undefined ? [program] : [command, program], typed)
  const open = whole.open ?? rest.open
  const found = (): Found => {
    if (open !== undefined) return valuesOf(open, placeholderOf(open))
    if (current.startsWith('-')) return optionNames(command ?? program, program, args)
    if (command === undefined) return name === undefined ? commandNames(program) : nothing
    return argumentValues(command, typed.length) ?? optionNames(command, program, args)
  }
  return { lead, current, kept, args, ...found() }
}
