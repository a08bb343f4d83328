import { type DomainError } from '@mini-domains/core'
import { type IssuedToken, quietly } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Desk, tellStep, whereOf } from './context.js'
import { type Held } from './lease.js'
import { believedLife } from './expiry.js'
import { type Errand, type Got } from './token-refresh.js'
import { type KeptToken, type PlatformRecord, type TicketRecord } from '../records/app-record.js'
import { storeTrouble, ticketMissing } from './token-errors.js'
import { type Known } from '../encryption/encrypted-records.js'

const subject = 'platform'

const askAgainAfter = 10 * 60_000

/**
 * Asks the vendor to push tickets, where it can be asked, and not more than once in ten minutes over all processes.
 */
const askForPush = async (desk: Desk): Promise<boolean> => {
  const { startTicketPush } = desk.exchange
  if (startTicketPush === undefined) return false
  const now = desk.clock.now()
  let mayAsk = false
  const noted = await desk.tickets.update(desk.names.ticket, (record) => {
    mayAsk = Math.abs(now - record.pushAskedAt) >= askAgainAfter
    return mayAsk ? { ...record, pushAskedAt: now } : undefined
  })
  if (E.isLeft(noted)) return false
  if (!mayAsk) return true
  const asked = await startTicketPush()
  if (E.isLeft(asked)) quietly(() => desk.hooks.onTrouble?.(asked.left))
  return E.isRight(asked)
}

const ticketOf = (desk: Desk, { ticket, createdAt }: TicketRecord): E.Either<'none' | 'too-old', string> => {
  if (ticket === null) return E.left('none')
  const { ticketLifeMs } = desk.exchange
  const age = desk.clock.now() - createdAt
  return ticketLifeMs !== undefined && age > ticketLifeMs ? E.left('too-old') : E.right(ticket)
}

const bought = async (desk: Desk): Promise<E.Either<DomainError, IssuedToken>> => {
  const where = whereOf(desk, subject)
  const record = await desk.tickets.read(desk.names.ticket)
  if (E.isLeft(record)) return E.left(storeTrouble(where, record.left))
  const ticket = ticketOf(desk, record.right.value)
  if (E.isLeft(ticket)) return E.left(ticketMissing(where, ticket.left, await askForPush(desk)))
  const token = await desk.exchange.platformToken(ticket.right)()
  // The vendor finds the ticket wrong: only a new push can help.
  if (E.isLeft(token) && token.left._tag === 'TokenUnavailable') await askForPush(desk)
  return token
}

const work =
  (desk: Desk) =>
  async (held: Held, known: Known<PlatformRecord>, forced: boolean): Promise<Got | undefined> => {
    // A token that is bought may end the one that another process has bought meanwhile.
    if (!(await held.confirm())) return undefined
    const issued = await bought(desk)
    if (E.isLeft(issued)) return issued
    tellStep(desk, 'called', subject, held.fence)
    const token: KeptToken = {
      value: issued.right.token,
      issuedAt: desk.clock.now(),
      lifeMs: believedLife(issued.right.expiresInMs),
      forced,
    }
    const written = await desk.platform.write(desk.names.platform, { token }, known.version)
    if (E.isLeft(written)) return E.left(storeTrouble(whereOf(desk, subject), written.left))
    if (written.right === undefined) return undefined
    tellStep(desk, 'saved', subject, held.fence)
    return E.right(token)
  }

/**
 * The keeping of the platform's own token, from the newest ticket.
 */
export const platformErrand = (desk: Desk): Errand<PlatformRecord> => ({
  id: subject,
  name: desk.names.platform,
  subject,
  read: () => desk.platform.read(desk.names.platform),
  final: () => undefined,
  tokenOf: ({ token }) => token,
  isPending: () => false,
  work: work(desk),
})
