import { readDomain, withoutScheme } from '@mini-domains/core/adapter'
import { type DesiredFile, type DesiredLists } from '../desired/desired-file.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type OpenLines, contentDigest } from '../desired/file-lines.js'
import { namesHost } from '../desired/host-place.js'
import { digestOf } from '../lists/list-address.js'

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
 * Names a migration: the same two hosts, the same desired state with the same files of apps.
 */
export const migrationDigest = async (
  { from, to }: Migration,
  desired: DesiredState,
  openLines: OpenLines | undefined,
): Promise<string> => digestOf(JSON.stringify([from, to, await contentDigest(desired, openLines)]))

// Scheme and port are read as written: `api.example.com:443` names a port, and not the host as a whole.
const authorityOf = (text: string): string =>
  withoutScheme(readDomain('any', withoutScheme(text), { defaultPort: 'kept' }))

const portOf = (text: string): string => /:[0-9]+$/.exec(authorityOf(text))?.[0] ?? ''

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

const domainsAt =
  (step: MigrationStep, migration: Migration) =>
  (domains: ReadonlyArray<string>): ReadonlyArray<string> => {
    const moved = domains.flatMap((domain) => {
      if (!moves(domain, migration)) return [domain]
      const successor = withHost(domain, migration)
      return step === 'add' ? [domain, successor] : [successor]
    })
    return [...new Set(moved)]
  }

type Server = NonNullable<DesiredLists['server']>

const listsAt =
  (step: MigrationStep, migration: Migration) =>
  <L extends DesiredLists>(lists: L): L => {
    const move = domainsAt(step, migration)
    const { server, webview } = lists
    const movedServer = (kinds: Server): Server =>
      Object.fromEntries(Object.entries(kinds).map(([kind, domains]) => [kind, move(domains ?? [])]))
    return {
      ...lists,
      ...(server === undefined ? {} : { server: movedServer(server) }),
      ...(webview === undefined ? {} : { webview: move(webview) }),
    }
  }

const mapped = <A>(record: Readonly<Record<string, A>>, change: (value: A) => A): Readonly<Record<string, A>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))

/**
 * Gives the desired state of one step of a migration, made of the state that still names the old host. The rows of its files of
 * apps are moved as they are read; the files themselves stay as they are, see `hostPlaces`.
 */
export const migrated = (desired: DesiredState, migration: Migration, step: MigrationStep): DesiredState => {
  const move = listsAt(step, migration)
  const withExtra = <S extends { readonly extra?: DesiredLists | undefined }>(settings: S): S =>
    settings.extra === undefined ? settings : { ...settings, extra: move(settings.extra) }
  const { profiles, pools, rules, apps } = desired.content
  const content: DesiredFile = {
    ...desired.content,
    ...(profiles === undefined ? {} : { profiles: mapped(profiles, move) }),
    ...(pools === undefined ? {} : { pools: mapped(pools, move) }),
    ...(rules === undefined ? {} : { rules: rules.map(withExtra) }),
    ...(apps === undefined ? {} : { apps: apps.map(withExtra) }),
  }
  const digest = digestOf(`${desired.digest} ${step} ${migration.from} ${migration.to}`)
  return { ...desired, digest, content, rewrite: withExtra }
}
