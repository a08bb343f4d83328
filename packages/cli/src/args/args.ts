import type { Command } from 'commander'

/**
 * The arguments and options of a command, as they were typed.
 */
export interface Args {
  readonly words: ReadonlyArray<string>
  /** The value of an option; the last, where it was given more than once. */
  readonly text: (name: string) => string | undefined
  readonly texts: (name: string) => ReadonlyArray<string>
  readonly has: (name: string) => boolean
}

const valueIn = (commands: ReadonlyArray<Command>, name: string): unknown => {
  for (const command of commands) {
    const option = command.options.find(({ long }) => long === `--${name}`)
    const value: unknown = option === undefined ? undefined : command.getOptionValue(option.attributeName())
    if (value !== undefined) return value
  }
  return undefined
}

/**
 * Reads what commander has parsed, of a command and of the program around it.
 */
export const argsOf = (commands: ReadonlyArray<Command>, words: ReadonlyArray<string>): Args => {
  const texts = (name: string): ReadonlyArray<string> => {
    const value = valueIn(commands, name)
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  }
  return {
    words,
    texts,
    text: (name) => texts(name).at(-1),
    has: (name) => valueIn(commands, name) !== undefined,
  }
}

/**
 * Reads a whole number from an option: the default where it was not given, `undefined` where it is not a whole number.
 */
export const wholeNumber = (text: string | undefined, otherwise: number): number | undefined => {
  if (text === undefined) return otherwise
  return /^[0-9]{1,6}$/.test(text) ? Number(text) : undefined
}
