import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import { listDigest } from '../lists/list-address.js'
import { type ChangeNote } from '../state/record.js'

/**
 * What was kept of a change that may be taken back.
 */
export type KeptEffect = Required<Pick<ChangeNote, 'before' | 'adds' | 'deletes'>>

/**
 * What a change did to its list, where that was kept.
 */
export const effectOf = ({ before, adds, deletes }: ChangeNote): KeptEffect | undefined =>
  before === undefined || adds === undefined || deletes === undefined ? undefined : { before, adds, deletes }

/** The list without what a change did; `undefined` where the list is not as that change left it. */
const undone = (
  kinds: ReadonlyArray<Kind>,
  list: DomainSet<Kind>,
  { before, adds, deletes }: KeptEffect,
): DomainSet<Kind> | undefined => {
  const isLeft = kinds.every((kind) => {
    const listed = new Set<string>(domainsOf(list, kind))
    return (
      (adds[kind] ?? []).every((domain) => listed.has(domain)) &&
      !(deletes[kind] ?? []).some((domain) => listed.has(domain))
    )
  })
  if (!isLeft) return undefined
  const without = fromKinds(kinds, (kind) => {
    const added = new Set(adds[kind])
    return [...domainsOf(list, kind).filter((domain) => !added.has(domain)), ...(deletes[kind] ?? [])]
  })
  return listDigest(kinds, without) === before ? without : undefined
}

/**
 * Gives a list as it was before all of some changes, which are in the order in which they were made. A change of which nothing is left is
 * passed over; `undefined` where somebody else has changed the list since.
 */
export const listBefore = (
  kinds: ReadonlyArray<Kind>,
  observed: DomainSet<Kind>,
  changes: ReadonlyArray<KeptEffect>,
): DomainSet<Kind> | undefined =>
  changes.reduceRight<DomainSet<Kind> | undefined>((list, change) => {
    if (list === undefined || listDigest(kinds, list) === change.before) return list
    return undone(kinds, list, change)
  }, observed)
