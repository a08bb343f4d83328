import { isObject, problems, type Shape } from '../json.js'

/** What a push tells the platform. `other` is an event that no platform knows. */
export const pushEvents = ['ticket', 'authorised', 'updated', 'unauthorised', 'other'] as const

/** One of them. */
export type PushEvent = (typeof pushEvents)[number]

/**
 * What is wrong with a push. `previous-key` (sealed with the key before the last rotation) and `old` (signed a day ago)
 * are the vendor's own and take effect; the others are forgeries, and what they tell is worth nothing at the vendor.
 */
export const pushVariants = [
  'wrong-signature',
  'unsigned',
  'previous-key',
  'unknown-key',
  'wrong-receiver',
  'garbled',
  'old',
] as const

/** One of them. */
export type PushVariant = (typeof pushVariants)[number]

/** Which push is to be built. */
export interface PushOrder {
  readonly event: PushEvent
  /** Whom the event is about; nobody for `ticket` and `other`. An app that authorises and is not there is created. */
  readonly appId?: string
  readonly variant?: PushVariant
}

/** A push as it goes over HTTP, by POST. */
export interface Push {
  readonly query: { readonly [name: string]: string }
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** What the platform answered to a push; the vendors want the text `success`. */
export interface PushAnswer {
  readonly status: number
  readonly body: string
}

/** What an order may hold, with the URL the control API takes besides. */
export const pushOrderShape: Shape = {
  fields: { event: { oneOf: pushEvents }, appId: 'string', variant: { oneOf: pushVariants }, url: 'string' },
}

/** Says whether a value is an order; what is wrong with it otherwise is listed by `problems(pushOrderShape, value)`. */
export const isPushOrder = (value: unknown): value is PushOrder & { readonly url?: string } =>
  isObject(value) && typeof value.event === 'string' && problems(pushOrderShape, value).length === 0

/** Says whether what a push tells is true at the vendor. */
export const isGenuine = ({ variant }: PushOrder): boolean =>
  variant === undefined || variant === 'previous-key' || variant === 'old'
