import { isObject, problems, type Shape } from '../json.js'
import type { Random } from '../state/random.js'

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
  /** How many matching requests it lets pass first; none by default. */
  readonly skips?: number
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
    skips: 'number',
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

/** A fault in the script, with how often it struck and how often it still may. */
export interface ScriptedFault {
  readonly id: string
  readonly fault: Fault
  readonly struck: number
  /** How many it has let pass, of those that it lets pass first. */
  readonly skipped: number
  /** `undefined` when it may strike without end. */
  readonly left: number | undefined
}

/** What a fault's match is compared with. */
export interface Target {
  readonly path: string
  readonly action: string
  readonly appId: string
}

/** The script of faults: what is added first strikes first. */
export interface FaultScript {
  readonly add: (fault: Fault) => string
  readonly list: () => ReadonlyArray<ScriptedFault>
  /** Takes one fault out by its id, or all of them. */
  readonly clear: (id?: string) => void
  /** The fault that strikes a request, counted as struck; waits of pure `latency` faults are added up in `wait`. */
  readonly strike: (target: Target) => { readonly wait: number; readonly fault: Fault | undefined }
}

/** Says whether a value is a fault; what is wrong with it otherwise is listed by `problems(faultShape, value)`. */
export const isFault = (value: unknown): value is Fault =>
  isObject(value) && typeof value.kind === 'string' && problems(faultShape, value).length === 0

const matches = ({ match = {} }: Fault, target: Target): boolean =>
  (match.path === undefined || target.path.endsWith(match.path)) &&
  (match.action === undefined || target.action === match.action) &&
  (match.appId === undefined || target.appId === match.appId)

/** Makes an empty script that draws its lots from `random`. */
export const createFaultScript = (random: Random): FaultScript => {
  const script = new Map<string, ScriptedFault>()
  let added = 0
  const isSkipped = (entry: ScriptedFault): boolean => {
    if (entry.skipped >= (entry.fault.skips ?? 0)) return false
    script.set(entry.id, { ...entry, skipped: entry.skipped + 1 })
    return true
  }
  const strikes = (entry: ScriptedFault, target: Target): boolean =>
    entry.left !== 0 &&
    matches(entry.fault, target) &&
    !isSkipped(entry) &&
    (entry.fault.probability === undefined || random() < entry.fault.probability)
  const count = (entry: ScriptedFault): void => {
    const left = entry.left === undefined ? undefined : entry.left - 1
    script.set(entry.id, { ...entry, struck: entry.struck + 1, left })
  }
  return {
    add: (fault) => {
      added += 1
      const id = `fault-${added}`
      const left = fault.times ?? (fault.probability === undefined ? 1 : undefined)
      script.set(id, { id, fault, struck: 0, skipped: 0, left })
      return id
    },
    list: () => [...script.values()],
    clear: (id) => (id === undefined ? script.clear() : void script.delete(id)),
    strike: (target) => {
      let wait = 0
      for (const entry of script.values()) {
        if (!strikes(entry, target)) continue
        count(entry)
        wait += entry.fault.latency ?? 0
        if (entry.fault.kind !== 'latency') return { wait, fault: entry.fault }
      }
      return { wait, fault: undefined }
    },
  }
}
