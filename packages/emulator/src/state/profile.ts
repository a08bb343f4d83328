import type { Shape } from '../json.js'

/** Questions on which sources differ or are silent, each with the answers that the emulator can give. */
export interface Choices {
  readonly [question: string]: ReadonlyArray<string>
}

/** One answer to every question. */
export type ProfileOf<C extends Choices> = { readonly [K in keyof C]: C[K][number] }

/** The profile of the answers at one place of each list: 0 is the default, 1 the other reading. */
export function profileAt<C extends Choices>(choices: C, place: number): ProfileOf<C>
export function profileAt(choices: Choices, place: number): unknown {
  return Object.fromEntries(Object.entries(choices).map(([question, answers]) => [question, answers[place]]))
}

/** One of the choices for each question of a profile. */
export const profileShape = (choices: { readonly [question: string]: ReadonlyArray<string> }): Shape => ({
  fields: Object.fromEntries(Object.entries(choices).map(([question, oneOf]) => [question, { oneOf }])),
})

/** The names of the ready-made profiles. */
export const profileNames = ['default', 'legacy', 'contrary'] as const

/** A ready-made profile, there for each vendor. */
export type ProfileName = (typeof profileNames)[number]

/** The ready-made profiles of a vendor. */
export type Profiles<P> = Readonly<Record<ProfileName, P>>
