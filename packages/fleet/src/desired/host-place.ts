import * as E from 'fp-ts/lib/Either.js'
import { type DesiredLists } from './desired-file.js'
import { kindsOf } from './desired-meaning.js'
import { type DesiredState } from './desired-state.js'
import { type OpenLines } from './file-lines.js'
import { appsOf } from './fleet-app.js'
import { moves } from './moved-host.js'
import { listNames, listPath } from '../lists/list-address.js'

/**
 * Where a desired state, or a row of its files of apps, names a host.
 */
export interface HostPlace {
  /** `mini-domains.yaml:12:17`, `apps.csv:17:1`. */
  readonly at: string
  /** `profiles.shop.server.request.0`; `extra.webview.0` in a row. */
  readonly path: string
  /** As it is written. */
  readonly domain: string
}

interface Named {
  readonly path: string
  readonly domain: string
}

const domainsIn = (base: string, lists: DesiredLists | undefined): ReadonlyArray<Named> => {
  if (lists === undefined) return []
  return listNames.flatMap((list) =>
    kindsOf(lists, list).flatMap(([kind, domains]) =>
      domains.map((domain, index) => ({ path: `${base}.${listPath(list, kind)}.${index}`, domain })),
    ),
  )
}

const domainsOfState = ({ content }: DesiredState): ReadonlyArray<Named> => {
  const { profiles = {}, pools = {}, rules = [], apps = [] } = content
  return [
    ...Object.entries(profiles).flatMap(([name, lists]) => domainsIn(`profiles.${name}`, lists)),
    ...Object.entries(pools).flatMap(([name, lists]) => domainsIn(`pools.${name}`, lists)),
    ...rules.flatMap(({ extra }, index) => domainsIn(`rules.${index}.extra`, extra)),
    ...apps.flatMap(({ extra }, index) => domainsIn(`apps.${index}.extra`, extra)),
  ]
}

/**
 * Gives every domain that a desired state and its files of apps name, with its place. Rows that are no apps are passed over; whatever
 * else reads them tells of them.
 */
export async function* domainPlaces(
  desired: DesiredState,
  openLines: OpenLines | undefined,
): AsyncGenerator<HostPlace> {
  for (const { path, domain } of domainsOfState(desired)) yield { at: desired.at(path), path, domain }
  for await (const row of appsOf(desired, openLines)) {
    if (E.isLeft(row) || row.right.file === undefined) continue
    for (const { path, domain } of domainsIn('extra', row.right.app.extra)) yield { at: row.right.at, path, domain }
  }
}

/**
 * Gives the places at which a desired state and its files of apps name a host, one after the other: with any port, or with just the port
 * that the host is given with.
 */
export async function* hostPlaces(
  host: string,
  desired: DesiredState,
  openLines: OpenLines | undefined,
): AsyncGenerator<HostPlace> {
  for await (const place of domainPlaces(desired, openLines))
    if (moves(place.domain, { from: host, to: host })) yield place
}
