import type { Bilingual, Clock } from '@mini-domains/core'

/**
 * What people are told of.
 *
 * - `apply-finished`: a plan was carried out. `apply-halted`: the rest of a vendor's changes was left out.
 * - `verify-differs`: lists that somebody has to act on: not as desired, or unreadable. `authorization-lost`: a merchant took it back.
 * - `budget-low`: few modifications are left this month. `confirm-file-unverified`: a vendor would not find a confirm file.
 * - `test`: somebody wants to see whether messages arrive.
 */
export const noticeEvents = [
  'apply-finished',
  'apply-halted',
  'verify-differs',
  'authorization-lost',
  'budget-low',
  'confirm-file-unverified',
  'test',
] as const

/**
 * The name of what people are told of.
 */
export type NoticeEvent = (typeof noticeEvents)[number]

/**
 * Plain JSON.
 */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

/**
 * What is to be told once, in two languages. Texts may hold foreign words; each form of message escapes them for itself.
 */
export interface Notice {
  readonly event: NoticeEvent
  readonly title: Bilingual
  /** One line each, the most important first: what does not fit is left out from the end, and counted. */
  readonly lines: ReadonlyArray<Bilingual>
  /** How many more lines there were than are here; 0 by default. */
  readonly more?: number
  /** What to do next. */
  readonly hint?: Bilingual
  /** The same for programs: only a webhook gets it. */
  readonly data: Readonly<Record<string, Json>>
}

/**
 * A notice with the moment of its sending and an id, which stays the same over all tries.
 */
export interface SentNotice extends Notice {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/**
 * Makes the id of a message, such as `msg_01k9f3x2q8t4`: the time and chance, in base 36.
 */
export const messageId = (clock: Clock): string =>
  `msg_${clock.now().toString(36)}${Math.floor(clock.random() * 36 ** 8)
    .toString(36)
    .padStart(8, '0')}`
