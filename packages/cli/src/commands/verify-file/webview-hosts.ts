import { hostOf, readDomain } from '@mini-domains/core/adapter'
import { type Selection, desiredTexts, poolShare, selectedApps } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type ConfigFile, appLines } from '../../config/config-file.js'

/**
 * The webview hosts of one vendor, each once, in alphabetical order.
 */
export interface VendorHosts {
  readonly vendor: string
  readonly hosts: ReadonlyArray<string>
}

/**
 * The webview hosts that a config asks for, by vendor: in the apps that were picked, and in the pools that belong to them. `unread` is how
 * many rows of its files cannot be read, which may ask for more.
 */
export const webviewHosts = async (
  config: ConfigFile,
  select: Selection | undefined,
): Promise<{ readonly found: ReadonlyArray<VendorHosts>; readonly unread: number }> => {
  const { desired } = config
  const hosts = new Map<string, Set<string>>()
  const add = (vendor: string, domains: ReadonlyArray<string>): void => {
    const known = hosts.get(vendor) ?? new Set()
    for (const domain of domains) known.add(hostOf(readDomain('webview', domain)))
    if (known.size > 0) hosts.set(vendor, known)
  }
  for (const [vendor, pool] of Object.entries(desired.content.pools ?? {}))
    if (poolShare(select, vendor) !== 'none') add(vendor, pool.webview ?? [])
  const webview = desiredTexts(desired, 'webview')
  const openLines = appLines(config)
  let unread = 0
  for await (const row of selectedApps(desired, select === undefined ? { openLines } : { openLines, select }))
    if (E.isRight(row)) add(row.right.app.vendor, webview(row.right))
    else unread += 1
  return { found: [...hosts].map(([vendor, known]) => ({ vendor, hosts: [...known].sort() })), unread }
}
