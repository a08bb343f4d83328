/** What a token is worth at the vendor. */
export type TokenState = 'valid' | 'expired' | 'revoked'

/** An access token the vendor once gave out. `owner` is the app id of the platform or of the authorised app. */
export interface Token {
  readonly value: string
  readonly kind: 'platform' | 'app'
  readonly owner: string
  readonly state: TokenState
  /** When it expires by the emulator's clock, in milliseconds; a seeded one without it never does. */
  readonly expiresAt?: number
  /** Set when a newer one was given: until when this one still works, in milliseconds. */
  readonly graceUntil?: number
}

/** The states a token can be in. */
export const tokenStates = ['valid', 'expired', 'revoked'] as const

/** The kinds of token. */
export const tokenKinds = ['platform', 'app'] as const

/** What can be exchanged for tokens: a pushed ticket, an authorisation code, a refresh token; and pre-auth codes. */
export interface Grant {
  readonly value: string
  readonly kind: GrantKind
  /** The app id of the authorised app or of the platform. */
  readonly owner: string
  readonly state: GrantState
  /** In milliseconds; none for what was seeded without. */
  readonly expiresAt?: number
  /** Set when a newer one was given. */
  readonly graceUntil?: number
}

/** The kinds of grant. */
export const grantKinds = ['ticket', 'code', 'refresh', 'pre-auth'] as const

/** One of them. */
export type GrantKind = (typeof grantKinds)[number]

/** The states of a grant: `used` only where a single use ends it, `revoked` when the authorisation was taken back. */
export const grantStates = ['valid', 'used', 'revoked'] as const

/** One of them. */
export type GrantState = (typeof grantStates)[number]

/** What is handed out for a while: a token or a grant. Times are in milliseconds of the emulator's clock. */
export interface Expiring {
  /** `valid`, or why it no longer is. */
  readonly state: string
  /** Worth nothing from then on; none for what was seeded without. */
  readonly expiresAt?: number
  /** Set when a newer one was given: worth nothing from then on. */
  readonly graceUntil?: number
}

/** What such a thing is worth at a moment. */
export type Worth = 'good' | 'expired' | 'superseded' | 'ended'

/** Says what such a thing is worth at `at`. */
export const worthOf = ({ state, expiresAt = Infinity, graceUntil = Infinity }: Expiring, at: number): Worth => {
  if (state === 'expired') return 'expired'
  if (state !== 'valid') return 'ended'
  if (expiresAt <= at) return 'expired'
  return graceUntil <= at ? 'superseded' : 'good'
}

const deadKept = 4
const aliveKept = 64

/**
 * Puts a thing into its store and forgets, of those given under the same key, all but the last few dead ones and the
 * last 64 that are still worth something: an owner never costs more memory than that.
 */
const keepBounded = <R extends Expiring>(
  store: Map<string, R>,
  given: Map<string, ReadonlyArray<string>>,
  { key, value, record, at }: { readonly key: string; readonly value: string; readonly record: R; readonly at: number },
): void => {
  store.set(value, record)
  const isGood = (each: string): boolean => {
    const found = store.get(each)
    return found !== undefined && worthOf(found, at) === 'good'
  }
  const values = [...(given.get(key) ?? []), value]
  const alive = new Set(values.filter(isGood).slice(-aliveKept))
  const dead = new Set(values.filter((each) => !isGood(each)).slice(-deadKept))
  const kept = values.filter((each) => alive.has(each) || dead.has(each))
  for (const each of values) if (!alive.has(each) && !dead.has(each)) store.delete(each)
  given.set(key, kept)
}

/** What a vendor has handed out: by value, and in `given` the values by what they are and whose, oldest first. */
export interface Issued {
  readonly tokens: Map<string, Token>
  readonly grants: Map<string, Grant>
  readonly given: Map<string, ReadonlyArray<string>>
}

const tokenKey = ({ kind, owner }: Pick<Token, 'kind' | 'owner'>): string => `${kind} token ${owner}`
const grantKey = (kind: GrantKind, owner: string): string => `${kind} ${owner}`

/** When and on which terms something is given. */
export interface IssueTerms {
  readonly at: number
  /** How long those given before still work, in milliseconds; without it they are left alone. */
  readonly graceMs?: number
  /** How many live at most, this one included; without it grace and age alone count. Of tokens only. */
  readonly living?: number
}

const supersede = <R extends { readonly state: string; readonly graceUntil?: number }>(
  store: Map<string, R>,
  values: ReadonlyArray<string>,
  graceUntil: number,
): void => {
  for (const value of values) {
    const old = store.get(value)
    if (old?.state === 'valid' && old.graceUntil === undefined) store.set(value, { ...old, graceUntil })
  }
}

/** Gives a token. Those given to its owner before live on for the grace; seeded ones are not touched. */
export const issueToken = (memory: Issued, token: Token, { at, graceMs, living }: IssueTerms): void => {
  const key = tokenKey(token)
  const given = memory.given.get(key) ?? []
  if (graceMs !== undefined) supersede(memory.tokens, given, at + graceMs)
  if (living !== undefined)
    for (const value of given.slice(0, Math.max(0, given.length + 1 - living))) {
      const old = memory.tokens.get(value)
      if (old?.state === 'valid') memory.tokens.set(value, { ...old, state: 'revoked' })
    }
  keepBounded(memory.tokens, memory.given, { key, value: token.value, record: token, at })
}

/** Gives a grant. */
export const issueGrant = (memory: Issued, grant: Grant, { at, graceMs }: IssueTerms): void => {
  const key = grantKey(grant.kind, grant.owner)
  if (graceMs !== undefined) supersede(memory.grants, memory.given.get(key) ?? [], at + graceMs)
  keepBounded(memory.grants, memory.given, { key, value: grant.value, record: grant, at })
}

/** Marks a grant as used up. */
export const spendGrant = (memory: Issued, grant: Grant): void => {
  memory.grants.set(grant.value, { ...grant, state: 'used' })
}

/** Makes worthless what of a kind was given to an owner, and the grant named besides. */
export const revokeGrants = (memory: Issued, kind: GrantKind, owner: string, besides?: string): void => {
  for (const value of [besides ?? '', ...(memory.given.get(grantKey(kind, owner)) ?? [])]) {
    const grant = memory.grants.get(value)
    if (grant?.state === 'valid') memory.grants.set(value, { ...grant, state: 'revoked' })
  }
}

/** How long what a vendor gives is good, in seconds. */
export interface Lifetimes {
  readonly platformToken: number
  readonly appToken: number
  readonly ticket: number
  /** An authorisation code as it comes with the event; what Baidu's recovery gives has a longer life of its own. */
  readonly code: number
  readonly preAuthCode: number
  /** How long a token still works after a newer one was given. */
  readonly grace: number
}
