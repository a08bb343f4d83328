import type { Shape } from './shape.js'

/**
 * When a fault's request writes its modification:
 * `none`: never. `after`: the fault strikes after the write, so the write stands.
 * `before`: the fault strikes before the write, which then lands late, once the fault has run its course.
 */
export type Effect = 'none' | 'before' | 'after'

/** Which requests a fault strikes; a field left out matches all. */
export interface FaultMatch {
  /** The end of the path, such as `/wxa/modify_domain`. */
  readonly path?: string
  /** The action sent, or the grant type; empty for a request without either. */
  readonly action?: string
  /** The app id (or platform id) the token belongs to; at the token endpoints the app that it is about. */
  readonly appId?: string
}

/** What every fault may say besides its kind. */
export interface FaultTerms {
  readonly match?: FaultMatch
  /** How many requests it strikes: 1, or without end when there is a `probability`. */
  readonly times?: number
  /** The chance that it strikes a matching request, from 0 to 1; drawn from the emulator's seed. */
  readonly probability?: number
  readonly effect?: Effect
  /** Milliseconds to wait before anything else. */
  readonly latency?: number
}

/** What goes wrong. Lengths are in bytes, intervals in milliseconds. */
export type FaultAct =
  | { readonly kind: 'refuse' }
  | { readonly kind: 'reset-before' }
  | { readonly kind: 'reset-after' }
  | { readonly kind: 'stall-headers' }
  | { readonly kind: 'stall-body' }
  | { readonly kind: 'cut-body'; readonly bytes?: number }
  | { readonly kind: 'wrong-length' }
  | { readonly kind: 'empty-body'; readonly status?: number }
  | { readonly kind: 'html'; readonly status?: number }
  | { readonly kind: 'garbage-gzip' }
  | { readonly kind: 'slow-drip'; readonly interval?: number }
  | { readonly kind: 'huge-body'; readonly bytes?: number }
  | { readonly kind: 'duplicate-keys' }
  | {
      readonly kind: 'reply'
      readonly status?: number
      readonly headers?: { readonly [name: string]: string }
      /** A text is sent as it is, an object as JSON. */
      readonly body?: string | { readonly [name: string]: unknown }
    }
  | { readonly kind: 'revoke-token'; readonly state?: 'revoked' | 'expired' }
  | { readonly kind: 'latency' }

/** A fault as a script gives it. */
export type Fault = FaultTerms & FaultAct

/** The names of all faults. */
export type FaultKind = FaultAct['kind']

/** What a fault does to the write when the script does not say. */
export const defaultEffect: { readonly [K in FaultKind]: Effect } = {
  refuse: 'none',
  'reset-before': 'none',
  'reset-after': 'after',
  'stall-headers': 'none',
  'stall-body': 'after',
  'cut-body': 'after',
  'wrong-length': 'after',
  'empty-body': 'none',
  html: 'none',
  'garbage-gzip': 'after',
  'slow-drip': 'after',
  'huge-body': 'after',
  'duplicate-keys': 'after',
  reply: 'none',
  'revoke-token': 'after',
  latency: 'after',
}

/** What a fault may hold, whoever scripts it. */
export const faultShape: Shape = {
  fields: {
    kind: { oneOf: Object.keys(defaultEffect) },
    match: { fields: { path: 'string', action: 'string', appId: 'string' } },
    times: 'number',
    probability: 'number',
    effect: { oneOf: ['none', 'before', 'after'] },
    latency: 'number',
    bytes: 'number',
    status: 'number',
    interval: 'number',
    headers: { byId: 'string' },
    body: 'any',
    state: { oneOf: ['revoked', 'expired'] },
  },
}
