import { hostOf, readDomain, withoutScheme } from '@mini-domains/core/adapter'
import { type DesiredApp, type DesiredFile, type DesiredLists } from './desired-file.js'

/**
 * A host that is to take the place of another in the whole fleet.
 */
export interface Migration {
  readonly from: string
  readonly to: string
}

/**
 * The steps of a migration at which something is changed: the new host beside the old one, then the old one gone.
 */
export type MigrationStep = 'add' | 'remove'

/**
 * Says whether a domain, however it is written, is of a host.
 */
export const namesHost = (domain: string, host: string): boolean =>
  hostOf(readDomain('any', domain)) === hostOf(readDomain('any', host))

// Scheme and port are read as written: `api.example.com:443` names a port, and not the host as a whole.
const authorityOf = (text: string): string =>
  withoutScheme(readDomain('any', withoutScheme(text), { defaultPort: 'kept' }))

const portOf = (text: string): string => /:[0-9]+$/.exec(authorityOf(text))?.[0] ?? ''

/**
 * Says whether a migration moves nothing at all: both of its hosts are one.
 */
export const movesNothing = ({ from, to }: Migration): boolean => authorityOf(from) === authorityOf(to)

/**
 * Says whether a migration moves a domain: any entry of the old host, whatever its port; where the old one names a port, just
 * the entry with that port.
 */
export const moves = (domain: string, { from }: Migration): boolean =>
  portOf(from) === '' ? namesHost(domain, from) : authorityOf(domain) === authorityOf(from)

const withHost = (domain: string, { from, to }: Migration): string => {
  const mark = domain.indexOf('://')
  const start = mark === -1 ? 0 : mark + 3
  const rest = domain.slice(start).replace(/\/+$/, '')
  const end = rest.indexOf(':')
  // A port that either end names is given by the new one alone; else the entry keeps its own.
  const port = end === -1 || portOf(from) !== '' || portOf(to) !== '' ? '' : rest.slice(end)
  return `${domain.slice(0, start)}${withoutScheme(to).replace(/\/+$/, '')}${port}`
}

/**
 * What a domain becomes by a migration: the same at its new host, or just what it was where the migration does not move it.
 */
export const successorOf = (domain: string, migration: Migration): string =>
  moves(domain, migration) ? withHost(domain, migration) : domain

const domainsAt =
  (step: MigrationStep, migration: Migration) =>
  (domains: ReadonlyArray<string>): ReadonlyArray<string> => {
    const successor = (domain: string): string => successorOf(domain, migration)
    // Successors stand behind the rest, so that each domain that is written keeps its place.
    return [...new Set(step === 'add' ? [...domains, ...domains.map(successor)] : domains.map(successor))]
  }

type Server = NonNullable<DesiredLists['server']>

const listsAt =
  (step: MigrationStep, migration: Migration) =>
  <L extends DesiredLists>(lists: L): L => {
    const move = domainsAt(step, migration)
    const { server, webview, prefetch } = lists
    const movedServer = (kinds: Server): Server =>
      Object.fromEntries(Object.entries(kinds).map(([kind, domains]) => [kind, move(domains ?? [])]))
    return {
      ...lists,
      ...(server === undefined ? {} : { server: movedServer(server) }),
      ...(webview === undefined ? {} : { webview: move(webview) }),
      ...(prefetch === undefined ? {} : { prefetch: move(prefetch) }),
    }
  }

const mapped = <A>(record: Readonly<Record<string, A>>, change: (value: A) => A): Readonly<Record<string, A>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))

const withExtra =
  (step: MigrationStep, migration: Migration) =>
  <S extends { readonly extra?: DesiredLists | undefined }>(settings: S): S =>
    settings.extra === undefined ? settings : { ...settings, extra: listsAt(step, migration)(settings.extra) }

/**
 * Gives an app as it is at a step of a migration.
 */
export const movedApp = (app: DesiredApp, migration: Migration, step: MigrationStep): DesiredApp =>
  withExtra(step, migration)(app)

/**
 * Gives the content of a desired state as it is at a step of a migration.
 */
export const movedContent = (content: DesiredFile, migration: Migration, step: MigrationStep): DesiredFile => {
  const move = listsAt(step, migration)
  const moveExtra = withExtra(step, migration)
  const { profiles, pools, rules, apps } = content
  return {
    ...content,
    ...(profiles === undefined ? {} : { profiles: mapped(profiles, move) }),
    ...(pools === undefined ? {} : { pools: mapped(pools, move) }),
    ...(rules === undefined ? {} : { rules: rules.map(moveExtra) }),
    ...(apps === undefined ? {} : { apps: apps.map(moveExtra) }),
  }
}
