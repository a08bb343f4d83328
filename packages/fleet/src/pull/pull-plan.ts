import { type FleetApp } from '../desired/fleet-app.js'
import { type ExistingApp, type FoundApp, type ListedDomain } from './existing.js'

/**
 * Where domains go that exist and are not asked for.
 *
 * - `Profile`: into a profile of the desired state.
 * - `App`: into `extra` of an app that stands in the desired state itself, at `path`.
 * - `Row`: into the row of a file of apps, which people write.
 */
export type PullTarget =
  | { readonly _tag: 'Profile'; readonly name: string }
  | { readonly _tag: 'App'; readonly app: FleetApp; readonly path: string }
  | { readonly _tag: 'Row'; readonly app: FleetApp; readonly file: string }

/**
 * Domains that go to one place.
 */
export interface Addition {
  readonly target: PullTarget
  readonly domains: ReadonlyArray<ListedDomain>
}

const keyOf = ({ list, kind, domain }: ListedDomain): string => JSON.stringify([list, kind, domain])

/** What all apps of a profile have; `undefined` once one of them was not looked at. */
interface Shared {
  readonly apps: number
  readonly domains: ReadonlyMap<string, ListedDomain> | undefined
}

const keyed = (domains: ReadonlyArray<ListedDomain>): ReadonlyMap<string, ListedDomain> =>
  new Map(domains.map((one) => [keyOf(one), one]))

const sharedWith = (before: Shared | undefined, found: FoundApp): Shared => {
  const apps = (before?.apps ?? 0) + 1
  if (found._tag !== 'Existing' || (before !== undefined && before.domains === undefined))
    return { apps, domains: undefined }
  const own = keyed(found.unasked)
  return { apps, domains: new Map([...(before?.domains ?? own)].filter(([key]) => own.has(key))) }
}

const sharedByProfile = (found: ReadonlyArray<FoundApp>): ReadonlyMap<string, ReadonlyMap<string, ListedDomain>> => {
  const profiles = new Map<string, Shared>()
  for (const one of found)
    if (one.profile !== undefined) profiles.set(one.profile, sharedWith(profiles.get(one.profile), one))
  return new Map(
    [...profiles].flatMap(([name, { apps, domains }]) =>
      apps < 2 || domains === undefined || domains.size === 0 ? [] : [[name, domains] as const],
    ),
  )
}

const targetOf = ({ app }: ExistingApp): PullTarget =>
  app.path === undefined ? { _tag: 'Row', app, file: app.file ?? app.at } : { _tag: 'App', app, path: app.path }

/**
 * Says where all goes that exists and is not asked for: to the profile, where every app that uses it was chosen and read, there are two
 * at least, and all of them have the domain; else to the app. So nothing changes for an app that was not looked at.
 */
export const pullPlan = (found: ReadonlyArray<FoundApp>): ReadonlyArray<Addition> => {
  const shared = sharedByProfile(found)
  const profiles = [...shared].map(([name, domains]): Addition => ({
    target: { _tag: 'Profile', name },
    domains: [...domains.values()],
  }))
  const apps = found.flatMap((one): ReadonlyArray<Addition> => {
    if (one._tag !== 'Existing') return []
    const ofAll = one.profile === undefined ? undefined : shared.get(one.profile)
    const domains = one.unasked.filter((domain) => ofAll?.has(keyOf(domain)) !== true)
    return domains.length === 0 ? [] : [{ target: targetOf(one), domains }]
  })
  return [...profiles, ...apps]
}
