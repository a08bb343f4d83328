import { type DomainError, type DomainProvider, type Kind, type ModifyOptions, type Outcome } from '@mini-domains/core'
import type * as E from 'fp-ts/lib/Either.js'
import { type Attempt } from './harness.js'
import { type Address, listAt } from './place.js'
import { type Request, changeOf } from './request.js'
import { settle } from './settling.js'
import { type Stage, look, writesIn } from './stage.js'
import { type Truth } from './truth.js'

/**
 * What the vendor saw of a change: its list before and after, the requests, and what it counted.
 */
export interface Witness {
  readonly request: Request
  readonly result: E.Either<DomainError, Outcome<Kind>>
  readonly before: Truth
  readonly after: Truth
  readonly attempts: ReadonlyArray<Attempt>
  readonly writes: ReadonlyArray<Attempt>
  /** Modifications that the vendor counted; where it counts none, the writes that changed something. */
  readonly counted: number
}

/**
 * How a change is made.
 */
export interface Manner {
  readonly provider?: DomainProvider
  readonly options?: ModifyOptions<Kind>
  /** How long it may take. */
  readonly ms?: number
  /** Runs after the call has ended and before the vendor is looked at. */
  readonly meanwhile?: () => Promise<void>
}

/**
 * Makes a change, with the vendor as the witness.
 */
export const witnessed = async (
  stage: Stage,
  address: Address,
  request: Request,
  manner: Manner = {},
): Promise<Witness> => {
  const { vendor } = stage
  const before = await look(stage, address)
  const seen = (await vendor.attempts()).length
  const spent = await vendor.modifications(address)
  const list = listAt(manner.provider ?? stage.provider, address)
  const result = await settle(list.modify(changeOf(request), manner.options), manner.ms)
  if (manner.meanwhile !== undefined) await manner.meanwhile()
  const attempts = (await vendor.attempts()).slice(seen)
  const writes = writesIn(attempts)
  const now = await vendor.modifications(address)
  const counted = spent === undefined || now === undefined ? writes.filter(({ landed }) => landed).length : now - spent
  return { request, result, before, after: await look(stage, address), attempts, writes, counted }
}
