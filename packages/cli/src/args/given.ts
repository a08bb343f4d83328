import { parseArgs } from 'node:util'
import type { Given } from './command.js'
import type { Option } from './options.js'

type Values = { readonly [name: string]: string | boolean | ReadonlyArray<string | boolean> | undefined }

const shapesOf = (options: ReadonlyArray<Option>) =>
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

const takesValue = (options: ReadonlyArray<Option>, name: string): boolean =>
  options.some((option) => option.name === name && option.value !== undefined)

const lookedUp = (values: Values, words: ReadonlyArray<string>): Given => {
  const texts = (name: string): ReadonlyArray<string> => {
    const value = values[name]
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  }
  return { words, texts, text: (name) => texts(name).at(-1), has: (name) => values[name] !== undefined }
}

/**
 * Reads words and options; or tells what `parseArgs` threw, since there is an option that is not among these, or one without
 * its value.
 */
export const givenOf = (
  args: ReadonlyArray<string>,
  options: ReadonlyArray<Option>,
): { readonly given: Given } | { readonly thrown: unknown } => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: shapesOf(options), allowPositionals: true })
    return { given: lookedUp(values, positionals) }
  } catch (thrown) {
    return { thrown }
  }
}

/**
 * What can be made of words that are perhaps not all there yet.
 */
export interface HalfTyped {
  readonly given: Given
  /** The first word that is neither an option nor the value of one, and where it stands. */
  readonly first: { readonly value: string; readonly index: number } | undefined
  /** The name of the option at the end that still lacks its value. */
  readonly open: string | undefined
}

/**
 * Reads as much as there is, and complains of nothing.
 */
export const halfTyped = (args: ReadonlyArray<string>, options: ReadonlyArray<Option>): HalfTyped => {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: shapesOf(options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const last = tokens.at(-1)
  const isOpen = last?.kind === 'option' && last.value === undefined && takesValue(options, last.name)
  return {
    given: lookedUp(values, positionals),
    first: tokens.find((token) => token.kind === 'positional'),
    open: isOpen ? last.name : undefined,
  }
}
