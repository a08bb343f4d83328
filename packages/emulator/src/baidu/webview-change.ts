import type { Write } from '../action.js'
import { isUnjudged, listAfter } from '../lists.js'
import type { BaiduErrno } from './errno.js'
import { entriesOf } from './server-change.js'
import { lawfulHost, listedHost } from './server-rules.js'
import type { BaiduWorld } from './state.js'

/** What each endpoint answers to the same mistakes with web-view domains. */
export interface WebviewRules {
  /** The errno for a lawful host that may not be saved here, if so. */
  readonly outside: (host: string, entry: string) => BaiduErrno | undefined
  readonly absent: BaiduErrno
  readonly most: number
}

/** The list after a write of web-view domains, or the errno that refuses the whole call (docs/vendors/baidu.md B.1.3). */
export const webviewAfter = (
  world: BaiduWorld,
  current: ReadonlyArray<string>,
  action: Write,
  field: string | null,
  { outside, absent, most }: WebviewRules,
): ReadonlyArray<string> | BaiduErrno => {
  if (field === null) return '470013'
  const entries = entriesOf(world, field, current)
  const mayBeEmpty = action === 'set' && world.profile.emptySet === 'clears'
  if (entries.length === 0 && !mayBeEmpty) return '470015'
  if (action === 'delete' && entries.some((entry) => !current.includes(entry))) return absent
  if (action !== 'delete') {
    const isRepeated = (entry: string): boolean => isUnjudged(world.profile.listedSpelling, action, current, entry)
    const hosts = entries.map((entry) => ({
      entry,
      host: lawfulHost(world, entry) ?? (isRepeated(entry) ? listedHost(world, entry) : undefined),
    }))
    if (hosts.some(({ host }) => host === undefined)) return '470014'
    const refused = hosts.map(({ host = '', entry }) => outside(host, entry)).find((errno) => errno !== undefined)
    if (refused !== undefined) return refused
  }
  const next = listAfter(action, current, entries)
  return next.length > most ? '50045' : next
}
