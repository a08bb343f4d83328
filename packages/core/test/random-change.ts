import * as fc from 'fast-check'
import { type DomainChange, type ServerKind } from '../src/index.js'
import { type Domain, schemeOf } from '../src/adapter.js'
import { appKinds } from './memory-driver.js'

/** The kinds of an app's server list. */
export type AppKind = (typeof appKinds)[number]

/** Hosts that changes are made of: few, so that changes meet. */
export const hosts = ['a.example.com', 'b.example.com', 'c.example.com', 'd.example.com', 'e.example.com'] as const

/** How a domain of a kind is written when it is right. */
export const canonical = (kind: ServerKind, host: string): Domain => `${schemeOf(kind)}://${host}`

const spelt = (kind: AppKind) =>
  fc.record({ host: fc.constantFrom(...hosts), spelling: fc.integer({ min: 0, max: 4 }) }).map(({ host, spelling }) => {
    const domain = canonical(kind, host)
    return [domain, host, domain.toUpperCase(), `${domain}/`, `${domain}:443`][spelling] ?? domain
  })

const listing = fc
  .record(
    {
      request: fc.array(spelt('request'), { maxLength: 5 }),
      socket: fc.array(spelt('socket'), { maxLength: 5 }),
      upload: fc.array(spelt('upload'), { maxLength: 5 }),
      download: fc.array(spelt('download'), { maxLength: 5 }),
    },
    { requiredKeys: [] },
  )
  .filter((domains) => Object.keys(domains).length > 0)

/** A change as a user writes one: any order, duplicates, several spellings of the same domain. */
export interface Edit {
  readonly _tag: 'Add' | 'Delete' | 'Set'
  readonly domains: { readonly [K in AppKind]?: ReadonlyArray<string> }
}

/** Any edit of an app's server list. */
export const edit: fc.Arbitrary<Edit> = fc.record({
  _tag: fc.constantFrom('Add' as const, 'Delete' as const, 'Set' as const),
  domains: listing,
})

/** The change that an edit asks for. */
export const changeOf = ({ _tag, domains }: Edit): DomainChange<ServerKind> =>
  _tag === 'Delete' ? { _tag, domains, asListed: false } : { _tag, domains }

/** The hosts that an edit names in a kind; none where it does not name the kind. */
export const namedHosts = ({ domains }: Edit, kind: AppKind): ReadonlySet<string> | undefined => {
  const named = domains[kind]
  return named === undefined
    ? undefined
    : new Set(hosts.filter((host) => named.some((domain) => domain.toLowerCase().includes(host))))
}

/** A list as a set of hosts by kind: the simplest thing that could be right. */
export type Model = ReadonlyMap<AppKind, ReadonlySet<string>>

const edited = (tag: Edit['_tag'], before: ReadonlySet<string>, named: ReadonlySet<string>): ReadonlySet<string> => {
  switch (tag) {
    case 'Add':
      return new Set([...before, ...named])
    case 'Delete':
      return new Set([...before].filter((host) => !named.has(host)))
    case 'Set':
      return named
  }
}

/** What an edit makes of a list. */
export const applyEdit = (model: Model, change: Edit): Model =>
  new Map(
    appKinds.map((kind) => {
      const before = model.get(kind) ?? new Set<string>()
      const named = namedHosts(change, kind)
      return [kind, named === undefined ? before : edited(change._tag, before, named)] as const
    }),
  )

/** The list of a model, sorted. */
export const listOf = (model: Model) =>
  Object.fromEntries(
    appKinds.map((kind) => [kind, [...(model.get(kind) ?? [])].map((host) => canonical(kind, host)).sort()]),
  )
