import { type DomainError, type Kind, type Outcome } from '@mini-domains/core'
import { type Spent, type StoreFailure, evidenceOf, fromKinds, spentOf } from '@mini-domains/core/adapter'
import { noteOf } from '../error/error-note.js'
import { type LineEnd } from '../state/line-end.js'
import { type ListEffect } from '../state/line-keeper.js'
import { type DeletesBeyond, type EndNote, type ItemStatus, type RejectedDomain } from './apply-event.js'

/**
 * How one change ended, and what it spent.
 */
export interface ChangeEnd extends Spent {
  readonly status: ItemStatus
  readonly error?: DomainError
  readonly rejected?: ReadonlyArray<RejectedDomain>
  /** It would delete more than the plan says, so nothing was sent. */
  readonly deletes?: DeletesBeyond
  /** The store did not keep what must be kept, or no rate limiter says when a call may start: nothing more may be sent. */
  readonly storeFailure?: StoreFailure
  /** The signal ended a wait, before all was tried. */
  readonly stopped?: true
}

/**
 * What is told and kept of how a change ended.
 */
export const noteOfEnd = ({ status, error, rejected, deletes, ...spent }: ChangeEnd): EndNote => ({
  status,
  ...spentOf(spent),
  ...(error === undefined ? {} : { error: noteOf(error) }),
  ...(rejected === undefined ? {} : { rejected }),
  ...(deletes === undefined ? {} : { deletes }),
})

/**
 * The same of an end whose record has this version.
 */
export const lineEndOf = (end: ChangeEnd, version: number): LineEnd => ({
  ...noteOfEnd(end),
  version,
  ...(end.stopped === undefined ? {} : { stopped: end.stopped }),
})

/**
 * An end without details.
 */
export const ended = (status: ItemStatus, spent: Spent, error?: DomainError): ChangeEnd => ({
  status,
  ...spentOf(spent),
  ...(error === undefined ? {} : { error }),
})

/**
 * What the vendor rejected of a change, and what to do about it.
 */
export const rejectedOf = (outcome: Outcome<Kind>): NonNullable<ChangeEnd['rejected']> =>
  outcome.items.flatMap((item) =>
    item.verdict === 'rejected'
      ? [
          {
            kind: item.kind,
            domain: item.domain,
            reason: item.rejection.reason,
            hint: item.rejection.hint,
            actor: item.rejection.actor,
            ...evidenceOf(item.rejection),
          },
        ]
      : [],
  )

/**
 * What a vendor did of a change, on a list of these kinds that was as `before`.
 */
export const writtenEffect = (kinds: ReadonlyArray<Kind>, before: string, { items }: Outcome<Kind>): ListEffect => {
  const written = (intent: 'present' | 'absent') =>
    fromKinds(kinds, (kind) =>
      items.flatMap((item) =>
        item.verdict === 'accepted' && item.kind === kind && item.intent === intent ? [item.domain] : [],
      ),
    )
  return { before, adds: written('present'), deletes: written('absent') }
}
