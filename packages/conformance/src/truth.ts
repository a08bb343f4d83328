import { type DomainSet, type Kind } from '@mini-domains/core'
import { readDomain } from '@mini-domains/core/adapter'

/**
 * A list as sets are compared: each kind of the list, canonical, each domain once, sorted.
 */
export type Truth = Readonly<Record<string, ReadonlyArray<string>>>

/**
 * Brings a list to the form in which it is compared.
 */
export const truthOf = (kinds: ReadonlyArray<Kind>, lists: DomainSet<Kind>): Truth =>
  Object.fromEntries(
    kinds.map((kind) => [kind, [...new Set((lists[kind] ?? []).map((domain) => readDomain(kind, domain)))].sort()]),
  )

/**
 * The domains of a kind; none where it is left out.
 */
export const listed = (truth: Truth, kind: string): ReadonlyArray<string> => truth[kind] ?? []
