import type { DomainSet, Kind, ListedDomains } from '@mini-domains/core'
import { type ListAddress, listWord } from '@mini-domains/fleet'
import { bilingual } from './language.js'
import { type Cell, tableOf } from './table.js'
import type { Reporter } from './reporter.js'

/**
 * A set of domains as plain lists by kind.
 */
export const plainLists = <K extends Kind>(set: DomainSet<K>): Readonly<Record<string, ReadonlyArray<string>>> =>
  Object.fromEntries(
    Object.entries<ReadonlyArray<string> | undefined>(set).flatMap(([kind, domains]) =>
      kind === 'versions' ? [] : [[kind, domains ?? []]],
    ),
  )

/**
 * An app for people: its merchant's name, where one is known, and its id.
 */
export const appTitle = (app: string, name: string | undefined): string =>
  name === undefined ? app : `${name} (${app})`

/**
 * Names a list for people, with the name of the merchant where one is known.
 */
export const titleOf = ({ vendor, app, list }: ListAddress, reporter: Reporter, name?: string): string => {
  const whose = app === undefined ? reporter.say(bilingual('pool', '平台域名池')) : appTitle(app, name)
  return `${vendor} · ${whose} · ${reporter.say(listWord(list))}`
}

type Lists = Readonly<Record<string, ReadonlyArray<string>>>

/**
 * A list to be shown: by kind what is in force, and what each version of a pool lists, where there are two.
 */
export interface ShownList {
  readonly lists: Lists
  readonly versions?: Readonly<Record<string, Lists>>
}

/**
 * Makes what was read of a list ready to be shown.
 */
export const shownList = <K extends Kind>(listed: ListedDomains<K>): ShownList => {
  const { versions } = listed
  if (versions === undefined) return { lists: plainLists<K>(listed.domains) }
  const testing = plainLists<K>(versions.testing)
  const published = versions.published === undefined ? {} : { published: plainLists<K>(versions.published) }
  return { lists: plainLists<K>(listed.domains), versions: { ...published, testing } }
}

const versionName = (reporter: Reporter, version: string): string =>
  reporter.say(version === 'published' ? bilingual('published', '全网发布版') : bilingual('testing', '测试版'))

const rowsOf = (reporter: Reporter, lists: Lists, version?: string): ReadonlyArray<ReadonlyArray<Cell>> =>
  Object.entries(lists).map(([kind, domains]) => [
    version === undefined ? kind : `${kind} · ${versionName(reporter, version)}`,
    domains.length === 0 ? reporter.say(bilingual('(none)', '（无）')) : domains,
  ])

/**
 * Shows a list; of a pool with two versions, both.
 */
export const showList = (
  reporter: Reporter,
  address: ListAddress,
  state: 'configured' | 'effective',
  { lists, versions }: ShownList,
): void => {
  reporter.event({ event: 'list', address, state, domains: lists, ...(versions === undefined ? {} : { versions }) })
  const rows =
    versions === undefined
      ? rowsOf(reporter, lists)
      : Object.entries(versions).flatMap(([version, listed]) => rowsOf(reporter, listed, version))
  const mark = state === 'effective' ? ` · ${reporter.say(bilingual('effective', '已生效'))}` : ''
  reporter.line(reporter.paint.bold(`${titleOf(address, reporter)}${mark}`))
  reporter.lines(
    tableOf(
      [reporter.say(bilingual('kind', '种类')), reporter.say(bilingual('domains', '域名'))],
      rows,
      reporter.columns,
    ),
  )
}
