import type { DomainAdapter } from '@mini-domains/core'

/**
 * An adapter, and what a config names it by: its package, or its file.
 */
export interface NamedAdapter {
  readonly name: string
  readonly adapter: DomainAdapter
}

// What is called after a vendor may be another product: what else is in a word must say no more than that it is of mini programs.
const besides = /小程序|智能|平台|mini|programs?|apps?|[\s\p{P}]/giu

const isWordFor = (word: string, name: string): boolean =>
  word.includes(name) && word.replace(name, '').replace(besides, '') === ''

const meantBy = (word: string, known: ReadonlyArray<NamedAdapter>): NamedAdapter | undefined => {
  const [only, ...others] = known.filter(({ adapter: { vendor, displayName } }) =>
    [vendor, displayName?.en, displayName?.zh].some(
      (name) => name !== undefined && isWordFor(word.toLowerCase(), name.toLowerCase()),
    ),
  )
  return others.length > 0 ? undefined : only
}

/**
 * What a file calls the vendors, where that is not how the config does.
 */
export const vendorWords = (
  words: ReadonlyArray<string>,
  known: ReadonlyArray<NamedAdapter>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    words.flatMap((word) => {
      const vendor = meantBy(word, known)?.adapter.vendor
      return vendor === undefined || vendor === word ? [] : [[word, vendor]]
    }),
  )

/**
 * The vendors that the words of a file mean, each once; a word that means none is passed over.
 */
export const vendorsMeant = (
  words: ReadonlyArray<string>,
  known: ReadonlyArray<NamedAdapter>,
): ReadonlyArray<NamedAdapter> => {
  const meant = words.map((word) => meantBy(word, known))
  return known.filter((one) => meant.includes(one))
}
