import {
  type DomainChange,
  type DomainError,
  type DomainList,
  type DomainSet,
  type Domains,
  type EffectiveDomains,
  type Kind,
  type ListedDomains,
  type Outcome,
  addDomains,
  deleteListed,
  setDomains,
} from '@mini-domains/core'
import { type ListCapabilities, type Where, fromKinds } from '@mini-domains/core/adapter'
import type * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type FleetVendor } from './fleet-vendor.js'
import { type ListAddress } from './list-address.js'
import { type KindLists } from './plan-line.js'
import { safeAnswer, safeRead, safeWrite } from './thrown-error.js'

/**
 * What a plan does to a list.
 */
export type PlanAction = 'add' | 'delete' | 'set'

/**
 * One list of either sort, at either level: the two sorts differ in nothing that matters to a fleet.
 */
export interface OpenList {
  readonly capabilities: ListCapabilities<Kind>
  readonly get: TE.TaskEither<DomainError, ListedDomains<Kind>>
  readonly effective: TE.TaskEither<DomainError, EffectiveDomains<Kind>>
  /** Counts what a plan's change would spend on what was observed. Sends nothing. */
  readonly cost: (
    action: PlanAction,
    domains: KindLists,
    observed: ListedDomains<Kind>,
  ) => E.Either<DomainError, number>
  /** Carries out what a plan says, on what was observed just now. */
  readonly modify: (
    action: PlanAction,
    domains: KindLists,
    observed: ListedDomains<Kind>,
  ) => TE.TaskEither<DomainError, Outcome<Kind>>
}

const changeOf = <K extends Kind>(action: PlanAction, domains: DomainSet<K>): DomainChange<K> => {
  switch (action) {
    case 'add':
      return addDomains(domains)
    case 'delete':
      return deleteListed(domains)
    case 'set':
      return setDomains(domains)
  }
}

const pick = <K extends Kind>(kinds: ReadonlyArray<K>, from: KindLists): DomainSet<K> => {
  const named = kinds.filter((kind) => Object.hasOwn(from, kind))
  return fromKinds(named, (kind) => from[kind] ?? [])
}

/**
 * Gives what is named of a set as a plan keeps it.
 */
export const kindLists = (kinds: ReadonlyArray<Kind>, set: DomainSet<Kind>): KindLists =>
  Object.fromEntries(kinds.flatMap((kind) => (set[kind] === undefined ? [] : [[kind, set[kind]]])))

// The list is asked for inside of each call, since an adapter that throws may throw there already.
const opened = <K extends Kind>(
  list: () => DomainList<K>,
  capabilities: ListCapabilities<K>,
  at: (operation: string) => Where,
): OpenList => {
  const { kinds } = capabilities
  const asked = (action: PlanAction, domains: KindLists): DomainChange<K> => changeOf(action, pick(kinds, domains))
  const part = (set: DomainSet<Kind>): DomainSet<K> => pick(kinds, kindLists(kinds, set))
  const seen = (observed: ListedDomains<Kind>): ListedDomains<K> => {
    const { versions } = observed
    if (versions === undefined) return part(observed)
    const published = versions.published === undefined ? {} : { published: part(versions.published) }
    return { ...part(observed), versions: { ...published, testing: part(versions.testing) } }
  }
  return {
    capabilities,
    get: safeRead(at('get'), () => list().get()),
    effective: safeRead(at('effective'), () => list().effective()),
    cost: (action, domains, observed) =>
      safeAnswer(at(action), () => list().cost(asked(action, domains), seen(observed))),
    modify: (action, domains, observed) =>
      safeWrite(at(action), () => list().modify(asked(action, domains), { observed: seen(observed) })()),
  }
}

/**
 * Opens the list of an address at its vendor.
 */
export const openList = ({ provider }: FleetVendor, { app, list }: ListAddress): OpenList => {
  const domains = (): Domains => (app === undefined ? provider.platform : provider.app(app))
  const level = app === undefined ? provider.capabilities.platform : provider.capabilities.app
  const at = (operation: string): Where => ({
    vendor: provider.vendor,
    operation: `${app === undefined ? 'platform' : 'app'}.${list}.${operation}`,
    subject: app === undefined ? 'platform' : `app ${app}`,
  })
  return list === 'server'
    ? opened(() => domains().server, level.server, at)
    : opened(() => domains().webview, level.webview, at)
}
