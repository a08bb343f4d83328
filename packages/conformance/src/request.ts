import {
  type DomainChange,
  type DomainSet,
  type Kind,
  addDomains,
  adoptPool,
  deleteDomains,
  setDomains,
} from '@mini-domains/core'
import { type ChangeName } from '@mini-domains/core/adapter'
import { type Truth, listed } from './truth.js'

/**
 * A change that a test makes: what it wants, in canonical form, and how that is spelt when it is asked for.
 */
export interface Request {
  readonly name: ChangeName
  readonly wanted: DomainSet<Kind>
  readonly spelt: DomainSet<Kind>
}

/**
 * A request that is spelt in canonical form.
 */
export const request = (name: ChangeName, wanted: DomainSet<Kind>, spelt: DomainSet<Kind> = wanted): Request => ({
  name,
  wanted,
  spelt,
})

/**
 * The change that a provider is asked for.
 */
export const changeOf = ({ name, spelt }: Request): DomainChange<Kind> => {
  switch (name) {
    case 'add':
      return addDomains(spelt)
    case 'delete':
      return deleteDomains(spelt)
    case 'set':
      return setDomains(spelt)
    case 'adopt':
      return adoptPool
  }
}

const union = (one: ReadonlyArray<string>, other: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set([...one, ...other])].sort()

/**
 * The reference model: what a list is after a request. `pool` is what an `adopt` brings.
 */
export const after = (kinds: ReadonlyArray<Kind>, before: Truth, { name, wanted }: Request, pool: Truth): Truth =>
  Object.fromEntries(
    kinds.map((kind) => {
      const now = listed(before, kind)
      const asked = wanted[kind]
      switch (name) {
        case 'adopt':
          return [kind, union(now, listed(pool, kind))]
        case 'add':
          return [kind, union(now, asked ?? [])]
        case 'delete':
          return [kind, now.filter((domain) => asked?.includes(domain) !== true)]
        case 'set':
          return [kind, asked === undefined ? now : union(asked, [])]
      }
    }),
  )
