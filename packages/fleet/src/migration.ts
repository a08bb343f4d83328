import { hostOf, readDomain } from '@mini-domains/core'
import { type OpenLines } from './app-source.js'
import { contentDigest } from './content-digest.js'
import { type DesiredFile, type DesiredLists } from './desired-file.js'
import { type DesiredState } from './desired-state.js'
import { digestOf } from './digest.js'

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

/**
 * Says whether a domain, however it is written, is of a host.
 */
export const namesHost = (domain: string, host: string): boolean =>
  hostOf(readDomain('any', domain)) === hostOf(readDomain('any', host))

const withHost = (domain: string, { to }: Migration): string => {
  const mark = domain.indexOf('://')
  const start = mark === -1 ? 0 : mark + 3
  const rest = domain.slice(start)
  const end = rest.search(/[:/]/)
  return `${domain.slice(0, start)}${to}${end === -1 ? '' : rest.slice(end)}`
}

const domainsAt =
  (step: MigrationStep, migration: Migration) =>
  (domains: ReadonlyArray<string>): ReadonlyArray<string> => {
    const moved = domains.flatMap((domain) => {
      if (!namesHost(domain, migration.from)) return [domain]
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
