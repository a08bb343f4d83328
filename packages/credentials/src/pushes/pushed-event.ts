import { type AppId, type PushedEvent, type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type TokenContext } from '../tokens/context.js'
import { type AppRecord, type TicketRecord, fingerprint, lostRecord, sinceFirst } from '../records/app-record.js'
import { type Loss } from '../records/loss.js'

/**
 * What follows from a push: an app whose token is to be got, or one whose token is worth nothing.
 */
export type FollowUp =
  | { readonly _tag: 'Nothing' }
  | { readonly _tag: 'Exchange'; readonly appId: AppId }
  | { readonly _tag: 'Drop'; readonly appId: AppId }

const nothing: FollowUp = { _tag: 'Nothing' }

/** An older push never replaces a newer one. */
const newer =
  (ticket: string, createdAt: number, heardAt: number) =>
  (record: TicketRecord): TicketRecord | undefined =>
    record.ticket !== null && createdAt < record.createdAt ? undefined : { ...record, ticket, createdAt, heardAt }

const authorized =
  (context: TokenContext, code: string, createdAt: number) =>
  (record: AppRecord): AppRecord | undefined => {
    const taken = fingerprint(code)
    if (taken === record.codeTaken || createdAt < record.heardAt) return undefined
    const pending = { value: code, at: context.clock.now() }
    return { ...record, code: pending, codeTaken: taken, heardAt: createdAt, lost: null, doubted: null }
  }

const second = 1_000

/** Whether the vendor has given a refresh token in a later second than that of an event, whose time is in whole seconds. */
const isOutlived = ({ refreshToken, refreshTokenAt }: AppRecord, createdAt: number): boolean =>
  refreshToken !== null && createdAt < refreshTokenAt - (refreshTokenAt % second)

// Of two events of one second nobody knows the order. A loss that is not noted costs one call that is told of it; one that is
// noted wrongly would cost the app.
const unauthorized =
  (context: TokenContext, createdAt: number) =>
  (record: AppRecord): AppRecord | undefined => {
    if (record.heardAt !== 0 && createdAt <= record.heardAt) return undefined
    if (isOutlived(record, createdAt)) return undefined
    const lost: Loss = {
      at: context.clock.now(),
      because: 'pushed',
      vendorCode: null,
      requestId: null,
    }
    return { ...lostRecord(record, sinceFirst(record, lost)), heardAt: createdAt }
  }

/**
 * Stores what a push says, and tells what follows. Once it resolves to Right, the push is durable.
 */
export const recordEvent = async (
  context: TokenContext,
  event: PushedEvent,
): Promise<E.Either<StoreFailure, FollowUp>> => {
  switch (event._tag) {
    case 'Ticket': {
      const { ticket, createdAt } = event
      const noted = await context.tickets.update(context.names.ticket, newer(ticket, createdAt, context.clock.now()))
      return E.isLeft(noted) ? noted : E.right(nothing)
    }
    case 'Authorized':
    case 'AuthorizationUpdated': {
      const { appId, code, createdAt } = event
      const noted = await context.apps.update(context.names.app(appId), authorized(context, code, createdAt))
      if (E.isLeft(noted)) return noted
      return E.right(noted.right.value.code === null ? nothing : { _tag: 'Exchange', appId })
    }
    case 'Unauthorized': {
      const { appId, createdAt } = event
      const noted = await context.apps.update(context.names.app(appId), unauthorized(context, createdAt))
      if (E.isLeft(noted)) return noted
      return E.right(noted.right.value.lost === null ? nothing : { _tag: 'Drop', appId })
    }
    case 'Other':
      return E.right(nothing)
  }
}
