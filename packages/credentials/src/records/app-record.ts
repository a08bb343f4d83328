import { type AppId } from '@mini-domains/core/adapter'
import * as t from 'io-ts'
import { Loss } from './loss.js'
import { createHash } from 'node:crypto'

/**
 * A token as it is kept. Its end follows from its beginning and its length, so that no reader trusts another machine's clock
 * for longer than one life.
 */
export const StoredToken = t.readonly(
  t.type({
    value: t.string,
    issuedAt: t.number,
    lifeMs: t.number,
    /** Whether it was got because the one before was refused. */
    forced: t.boolean,
  }),
)

/**
 * A token as it is kept.
 */
export type StoredToken = t.TypeOf<typeof StoredToken>

/**
 * What is about to be done at the vendor, written before it is done: who finds it knows that it may have been.
 */
export const Intent = t.readonly(
  t.type({
    /** Of the lease under which it was written. */
    fence: t.number,
    step: t.keyof({ refresh: null, authorize: null, recover: null }),
    /** A hash of the refresh token or code that it uses. */
    of: t.string,
    at: t.number,
  }),
)

/**
 * What is about to be done at the vendor.
 */
export type Intent = t.TypeOf<typeof Intent>

const Code = t.readonly(t.type({ value: t.string, at: t.number }))

/**
 * What is kept of an app.
 */
export const AppRecord = t.readonly(
  t.intersection([
    t.type({
      refreshToken: t.union([t.string, t.null]),
      refreshTokenAt: t.number,
      token: t.union([StoredToken, t.null]),
      /** An authorisation code that is still to be exchanged. */
      code: t.union([Code, t.null]),
      /** The hash of the newest code that was taken, so that none is taken twice. */
      codeTaken: t.string,
      /** When the newest authorisation event was made, by the vendor's clock. */
      heardAt: t.number,
      intent: t.union([Intent, t.null]),
      lost: t.union([Loss, t.null]),
    }),
    // The loss that is being asked about again: where the vendor says it once more, it is gone since then and not since now.
    t.partial({ doubted: t.union([Loss, t.null]) }),
  ]),
)

/**
 * What is kept of an app.
 */
export type AppRecord = t.TypeOf<typeof AppRecord>

/**
 * An app of which nothing is known yet.
 */
export const unknownApp: AppRecord = {
  refreshToken: null,
  refreshTokenAt: 0,
  token: null,
  code: null,
  codeTaken: '',
  heardAt: 0,
  intent: null,
  lost: null,
}

/**
 * The record of an app that was recorded as lost, and that the vendor is to be asked about once more.
 */
export const reconsidered = (record: AppRecord): AppRecord => ({ ...record, lost: null, doubted: record.lost })

/**
 * A loss as it is remembered: what was known to be gone before, and was not found again in between, is gone since then.
 */
export const sinceFirst = ({ lost, doubted }: AppRecord, loss: Loss): Loss => {
  const before = lost ?? doubted ?? undefined
  const isSame = before !== undefined && (before.reason ?? 'withdrawn') === (loss.reason ?? 'withdrawn')
  return isSame ? { ...loss, at: Math.min(before.at, loss.at) } : loss
}

/**
 * The record of an app that is lost. The refresh token is kept.
 */
export const lostRecord = (record: AppRecord, lost: Loss): AppRecord => ({
  ...record,
  token: null,
  code: null,
  intent: null,
  lost,
  doubted: null,
})

/**
 * Whether nothing was ever kept of an app: no token, no code, no event.
 */
export const isUnknown = ({ refreshToken, token, code, codeTaken, heardAt }: AppRecord): boolean =>
  refreshToken === null && token === null && code === null && codeTaken === '' && heardAt === 0

/**
 * What is kept of the platform: its newest ticket, and when the push was last asked for.
 */
export const TicketRecord = t.readonly(
  t.intersection([
    t.type({ ticket: t.union([t.string, t.null]), createdAt: t.number, pushAskedAt: t.number }),
    // By this machine's clock; records of before do not have it.
    t.partial({ heardAt: t.number }),
  ]),
)

/**
 * What is kept of the platform's ticket.
 */
export type TicketRecord = t.TypeOf<typeof TicketRecord>

/**
 * A platform that has had no ticket yet.
 */
export const noTicket: TicketRecord = { ticket: null, createdAt: 0, pushAskedAt: 0 }

/**
 * What is kept of the platform's token.
 */
export const PlatformRecord = t.readonly(t.type({ token: t.union([StoredToken, t.null]) }))

/**
 * What is kept of the platform's token.
 */
export type PlatformRecord = t.TypeOf<typeof PlatformRecord>

/**
 * The names of a platform's records: vendor and platform first, so that two platforms in one store never mix.
 */
export interface Names {
  readonly ticket: string
  readonly platform: string
  readonly app: (appId: AppId) => string
}

/**
 * Makes the names. Each part is encoded, so that no id can reach into another's name.
 */
export const namesOf = (vendor: string, platformId: string): Names => {
  const scope = `${encodeURIComponent(vendor)}/${encodeURIComponent(platformId)}`
  return {
    ticket: `${scope}/ticket`,
    platform: `${scope}/platform`,
    app: (appId) => `${scope}/app/${encodeURIComponent(appId)}`,
  }
}

/**
 * A short hash by which a secret is known again and not learnt.
 */
export const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 16)
