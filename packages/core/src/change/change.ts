import { type DomainSet } from '../domain/domain-set.js'
import { type Kind } from '../domain/kind.js'

/**
 * What is to become of a list.
 *
 * - `Add`: list these, leave the rest.
 * - `Delete`: take these off, leave the rest. With `asListed` they are matched as the vendor lists them, unchecked, which
 *   is how entries of a form that is no longer allowed are taken off.
 * - `Set`: list exactly these in each kind that is named. A kind left out is not touched; an empty array clears its kind.
 * - `Adopt`: list the whole platform pool. WeChat and Baidu do this when a call has no action (docs/vendors/wechat.md A.2.2,
 *   docs/vendors/baidu.md B.1.1); here it is a change of its own and nothing else leads to it.
 */
export type DomainChange<K extends Kind> =
  | { readonly _tag: 'Add'; readonly domains: DomainSet<K> }
  | { readonly _tag: 'Delete'; readonly domains: DomainSet<K>; readonly asListed: boolean }
  | { readonly _tag: 'Set'; readonly domains: DomainSet<K> }
  | { readonly _tag: 'Adopt' }

/**
 * The name of a change: `add`, `delete`, `set`, `adopt`.
 */
export type ChangeName = 'add' | 'delete' | 'set' | 'adopt'

/**
 * Lists these domains and leaves the rest.
 */
export const addDomains = <K extends Kind>(domains: DomainSet<K>): DomainChange<K> => ({ _tag: 'Add', domains })

/**
 * Takes these domains off and leaves the rest.
 */
export const deleteDomains = <K extends Kind>(domains: DomainSet<K>): DomainChange<K> => ({
  _tag: 'Delete',
  domains,
  asListed: false,
})

/**
 * Takes off domains as `get` gave them, also ones that could not be added today.
 */
export const deleteListed = <K extends Kind>(domains: DomainSet<K>): DomainChange<K> => ({
  _tag: 'Delete',
  domains,
  asListed: true,
})

/**
 * Lists exactly these domains in each kind named here; an empty array clears its kind, a kind left out is not touched.
 */
export const setDomains = <K extends Kind>(domains: DomainSet<K>): DomainChange<K> => ({ _tag: 'Set', domains })

/**
 * Lists the whole platform pool.
 */
export const adoptPool: DomainChange<never> = { _tag: 'Adopt' }
