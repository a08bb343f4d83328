import { type DomainError } from '@mini-domains/core'
import { type IssuedToken, type StoreFailure, quietly } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type TokenContext, tellStep, whereOf } from './context.js'
import { type HeldLease } from './lease.js'
import { trustedLifetime } from './expiry.js'
import { type TokenRefresh, type RefreshResult } from './token-refresh.js'
import { type StoredToken, type PlatformRecord, type TicketRecord } from '../records/app-record.js'
import { storeError, ticketMissing } from './token-errors.js'

const subject = 'platform'

const askAgainAfter = 10 * 60_000

/**
 * Asks the vendor to push tickets, where it can be asked, and not more than once in ten minutes over all processes.
 */
const askForPush = async (context: TokenContext): Promise<boolean> => {
  const { startTicketPush } = context.exchange
  if (startTicketPush === undefined) return false
  const now = context.clock.now()
  let mayAsk = false
  const noted = await context.tickets.update(context.names.ticket, (record) => {
    mayAsk = Math.abs(now - record.pushAskedAt) >= askAgainAfter
    return mayAsk ? { ...record, pushAskedAt: now } : undefined
  })
  if (E.isLeft(noted)) return false
  if (!mayAsk) return true
  const asked = await startTicketPush()
  if (E.isLeft(asked)) quietly(() => context.hooks.onError?.(asked.left))
  return E.isRight(asked)
}

// The age counts from when the push was heard: which zone the time in it is of, not every vendor says.
const ticketOf = (
  context: TokenContext,
  { ticket, createdAt, heardAt = createdAt }: TicketRecord,
): E.Either<'none' | 'too-old', string> => {
  if (ticket === null) return E.left('none')
  const { ticketLifeMs } = context.exchange
  const age = context.clock.now() - heardAt
  return ticketLifeMs !== undefined && age > ticketLifeMs ? E.left('too-old') : E.right(ticket)
}

const bought = async (context: TokenContext): Promise<E.Either<DomainError, IssuedToken>> => {
  if (!context.needsTicket) return context.exchange.platformToken('')()
  const where = whereOf(context, subject)
  const record = await context.tickets.read(context.names.ticket)
  if (E.isLeft(record)) return E.left(storeError(where, record.left))
  const ticket = ticketOf(context, record.right.value)
  if (E.isLeft(ticket)) return E.left(ticketMissing(where, ticket.left, await askForPush(context)))
  const token = await context.exchange.platformToken(ticket.right)()
  // The vendor finds the ticket wrong: only a new push can help.
  if (E.isLeft(token) && token.left._tag === 'TokenUnavailable') await askForPush(context)
  return token
}

/**
 * Gets a token under a lease and keeps it; `undefined` where another process came between.
 */
export const keepIssued = async (
  context: TokenContext,
  { subject, held, forced }: { readonly subject: string; readonly held: HeldLease; readonly forced: boolean },
  issue: () => Promise<E.Either<DomainError, IssuedToken>>,
  write: (token: StoredToken) => Promise<E.Either<StoreFailure, unknown>>,
): Promise<RefreshResult | undefined> => {
  // A token that is bought may end the one that another process has bought meanwhile.
  if (!(await held.confirm())) return undefined
  const issued = await issue()
  if (E.isLeft(issued)) return issued
  tellStep(context, 'called', subject, held.fence)
  const token: StoredToken = {
    value: issued.right.token,
    issuedAt: context.clock.now(),
    lifeMs: trustedLifetime(issued.right.expiresInMs),
    forced,
  }
  const written = await write(token)
  if (E.isLeft(written)) return E.left(storeError(whereOf(context, subject), written.left))
  if (written.right === undefined) return undefined
  tellStep(context, 'saved', subject, held.fence)
  return E.right(token)
}

/**
 * The keeping of the platform's own token: from the newest ticket, where the vendor has tickets.
 */
export const platformRefresh = (context: TokenContext): TokenRefresh<PlatformRecord> => ({
  id: subject,
  name: context.names.platform,
  subject,
  read: () => context.platform.read(context.names.platform),
  final: () => undefined,
  tokenOf: ({ token }) => token,
  graceMs: context.exchange.platformGraceMs ?? context.exchange.graceMs,
  isPending: () => false,
  work: (held, known, forced) =>
    keepIssued(
      context,
      { subject, held, forced },
      () => bought(context),
      (token) => context.platform.write(context.names.platform, { token }, known.version),
    ),
})
