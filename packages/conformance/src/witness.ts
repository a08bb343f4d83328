import {
  type DomainError,
  type DomainProvider,
  type Kind,
  type ModifyOptions,
  type Outcome,
  type PoolVersion,
} from '@mini-domains/core'
import type * as E from 'fp-ts/lib/Either.js'
import { type Attempt } from './harness.js'
import { type Address, listAt } from './place.js'
import { type PoolTruth, written } from './pool-truth.js'
import { type Request, changeOf } from './request.js'
import { settle } from './settling.js'
import { type Stage, look, lookAtVersions, writesIn } from './stage.js'
import { type Truth } from './truth.js'

/**
 * What the vendor saw of a change: its list before and after, the requests, and what it counted.
 */
export interface Witness {
  readonly request: Request
  readonly result: E.Either<DomainError, Outcome<Kind>>
  /** The list that the change is for: of a pool with two versions the one in force, or the testing one for a change of that. */
  readonly before: Truth
  readonly after: Truth
  /** Which versions of a pool the change was for, where it said so. */
  readonly version?: PoolVersion
  /** Both versions of a pool that has two. */
  readonly versions?: { readonly before: PoolTruth; readonly after: PoolTruth }
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

const seenAt = async (stage: Stage, address: Address, version: PoolVersion | undefined) => {
  const versions = await lookAtVersions(stage, address)
  const [first] = versions === undefined ? [await look(stage, address)] : written(versions, version)
  return { list: first, versions }
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
  const before = await seenAt(stage, address, manner.options?.version)
  const seen = (await vendor.attempts()).length
  const spent = await vendor.modifications(address)
  const list = listAt(manner.provider ?? stage.provider, address)
  const result = await settle(list.modify(changeOf(request), manner.options), manner.ms)
  if (manner.meanwhile !== undefined) await manner.meanwhile()
  const attempts = (await vendor.attempts()).slice(seen)
  const writes = writesIn(attempts)
  const now = await vendor.modifications(address)
  const counted = spent === undefined || now === undefined ? writes.filter(({ landed }) => landed).length : now - spent
  const after = await seenAt(stage, address, manner.options?.version)
  const version = manner.options?.version
  const versions =
    before.versions === undefined || after.versions === undefined
      ? {}
      : { versions: { before: before.versions, after: after.versions } }
  return {
    request,
    result,
    before: before.list,
    after: after.list,
    ...(version === undefined ? {} : { version }),
    ...versions,
    attempts,
    writes,
    counted,
  }
}
