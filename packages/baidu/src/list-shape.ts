import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { type Field, encodeList } from './codecs.js'
import { type Endpoint } from './endpoint.js'

/**
 * What a list is made of: its endpoint, its kinds in the order of the documents, and the vendor's field of each kind.
 */
export interface ListShape<K extends Kind> {
  readonly endpoint: Endpoint
  readonly kinds: ReadonlyArray<K>
  readonly field: (kind: K) => string
}

/**
 * Writes the fields of these kinds, in the order of the documents.
 */
export const fieldsOf = <K extends Kind>(
  shape: ListShape<K>,
  kinds: ReadonlyArray<K>,
  domains: DomainSet<K>,
): ReadonlyArray<Field> =>
  shape.kinds
    .filter((kind) => kinds.includes(kind))
    .map((kind) => [shape.field(kind), encodeList(domainsOf(domains, kind))])

/**
 * Gives the kinds in which a set has domains.
 */
export const filledKinds = <K extends Kind>(shape: ListShape<K>, domains: DomainSet<K>): ReadonlyArray<K> =>
  shape.kinds.filter((kind) => domainsOf(domains, kind).length > 0)
