/**
 * A text for people, in the two languages that mini-domains speaks.
 */
export interface Bilingual {
  readonly en: string
  readonly zh: string
}

/**
 * The languages of every text for people.
 */
export type Language = keyof Bilingual

/**
 * Pairs an English text with its Chinese twin.
 */
export const bilingual = (en: string, zh: string): Bilingual => ({ en, zh })

/**
 * Says in English how many there are of a thing: `1 list`, `2 lists`. The noun is given for one, and takes an s for any other number.
 */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
