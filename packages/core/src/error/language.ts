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
