import { type Kind } from '@mini-domains/core'
import { kindsOf } from './desired-meaning.js'
import { type DesiredLists } from './desired-file.js'
import { type ListName } from './list-address.js'
import { type Reason } from './plan-line.js'

/**
 * Domains that one part of the desired state asks for, and where that part stands.
 */
export interface Wish {
  readonly lists: DesiredLists
  readonly source: Reason['source']
  readonly name: string
  /** Where a domain of it stands, by its path inside. */
  readonly at: (path: string) => string | undefined
}

/**
 * One domain as it is written, and where.
 */
export interface WishedDomain {
  readonly kind: Kind
  readonly text: string
  readonly source: Reason['source']
  readonly name: string
  readonly at: string | undefined
}

/**
 * The kinds that wishes name for a list; others are not touched.
 */
export const namedKinds = (wishes: ReadonlyArray<Wish>, list: ListName): ReadonlyArray<Kind> => [
  ...new Set(wishes.flatMap(({ lists }) => kindsOf(lists, list).map(([kind]) => kind))),
]

/**
 * The domains that wishes name for a list, each with its place.
 */
export const wishedDomains = (wishes: ReadonlyArray<Wish>, list: ListName): ReadonlyArray<WishedDomain> =>
  wishes.flatMap(({ lists, source, name, at }) =>
    kindsOf(lists, list).flatMap(([kind, domains]) => {
      const path = list === 'server' ? `server.${kind}` : 'webview'
      return domains.map((text, index) => ({ kind, text, source, name, at: at(`${path}.${index}`) }))
    }),
  )
