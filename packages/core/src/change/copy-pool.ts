import * as E from 'fp-ts/lib/Either.js'
import { type DomainSet, type ListedDomains, difference, domainsOf } from '../domain/domain-set.js'
import { type Kind } from '../domain/kind.js'
import { type ItemOutcome, accepted, already, rejected } from './outcome.js'
import { rejection } from '../error/rejection.js'
import { evidenceOf, spentOf } from '../error/details.js'
import { type ChangeEnd, type KnownList } from './change-queue.js'
import { withKinds } from './diff.js'
import { type Ended, type Target, afterWrite, read, retryAfterRead, write } from './list-calls.js'

const copied = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  before: DomainSet<K>,
  after: DomainSet<K>,
): ReadonlyArray<ItemOutcome<K>> =>
  kinds.flatMap((kind) => {
    const added = difference(domainsOf(after, kind), domainsOf(before, kind))
    const kept = difference(domainsOf(after, kind), added)
    const gone = difference(domainsOf(before, kind), domainsOf(after, kind))
    return [
      ...kept.map((domain) => already(kind, domain, 'present')),
      ...added.map((domain) => accepted(kind, domain, 'present')),
      ...gone.map((domain) => rejected(kind, domain, 'present', rejection('lost'))),
    ]
  })

/**
 * Copies the platform pool into the list, and tells what came, what stayed and what went. It is about every kind, so a list that leaves
 * one out, before or after, tells too little: before, nothing is sent.
 */
export const copyPool = async <K extends Kind>(
  target: Target<K>,
  { listed: before }: KnownList<K>,
): Ended<ChangeEnd<K>> => {
  const { kinds } = target.capabilities
  const whole = withKinds(target.call, kinds, before)
  if (E.isLeft(whole)) return whole
  const written = await write(target, { _tag: 'CopyPool' })
  if (E.isLeft(written)) return E.left(retryAfterRead(written.left))
  const reply = written.right
  const after = E.chain((listed: ListedDomains<K>) => withKinds(target.call, kinds, listed))(await read(target))
  if (E.isLeft(after)) return E.left(afterWrite(reply, after.left))
  return E.right({
    outcome: {
      change: 'copyPool',
      items: copied(kinds, before.domains, after.right.domains),
      before,
      after: after.right,
      ...spentOf(reply),
      ...evidenceOf(reply),
    },
    known: { listed: after.right, by: 'vendor' },
  })
}
