import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { type LevelCapabilities } from '@mini-domains/core/adapter'
import * as t from 'io-ts'
import { createHash } from 'node:crypto'

/**
 * The lists of a level.
 */
export type ListName = 'server' | 'webview' | 'prefetch'

/**
 * All lists, in the order in which they are handled.
 */
export const listNames: ReadonlyArray<ListName> = ['server', 'webview', 'prefetch']

/**
 * Where domains of a kind stand in a part of a desired state: `server.request`, `webview`, `prefetch`.
 */
export const listPath = (list: ListName, kind: string): string => (list === 'server' ? `server.${kind}` : list)

/**
 * The lists that a vendor has, as its capabilities tell; all where they are not known.
 */
export const listsAt = (level: LevelCapabilities | undefined): ReadonlyArray<ListName> =>
  listNames.filter((list) => level === undefined || level[list].kinds.length > 0)

/**
 * Which list: the vendor by its name in the desired state, the app (the pool where there is none), and which of its lists.
 */
export const ListAddress = t.intersection([
  t.type({ vendor: t.string, list: t.keyof({ server: null, webview: null, prefetch: null }) }),
  t.partial({ app: t.string }),
])

/**
 * Which list.
 */
export interface ListAddress {
  readonly vendor: string
  readonly list: ListName
  /** Left out for the platform pool. */
  readonly app?: string
}

/**
 * Names a list in one line: `VENDOR app ID server`, `VENDOR pool webview`.
 */
export const addressName = ({ vendor, app, list }: ListAddress): string =>
  `${vendor} ${app === undefined ? 'pool' : `app ${app}`} ${list}`

/**
 * Gives the digest of a text.
 */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/**
 * Gives the digest of a list: the same for the same domains, whatever their order.
 */
export const listDigest = (kinds: ReadonlyArray<Kind>, set: DomainSet<Kind>): string =>
  digestOf(
    [...kinds]
      .sort()
      .map((kind) => `${kind}\n${[...domainsOf(set, kind)].sort().join('\n')}`)
      .join('\n\n'),
  )
