import { hostOf, readDomain } from '@mini-domains/core/adapter'
import { appsOf, desiredTexts } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type ConfigFile, appLines } from '../../config/config-file.js'

/**
 * The webview hosts that a config asks for, in its pools and in its apps, by vendor and each once, in alphabetical order.
 */
export const webviewHosts = async (
  config: ConfigFile,
  only: string | undefined,
): Promise<ReadonlyArray<readonly [vendor: string, hosts: ReadonlyArray<string>]>> => {
  const { desired } = config
  const hosts = new Map<string, Set<string>>()
  const add = (vendor: string, domains: ReadonlyArray<string>): void => {
    if (only !== undefined && only !== vendor) return
    const known = hosts.get(vendor) ?? new Set()
    for (const domain of domains) known.add(hostOf(readDomain('webview', domain)))
    if (known.size > 0) hosts.set(vendor, known)
  }
  for (const [vendor, pool] of Object.entries(desired.content.pools ?? {})) add(vendor, pool.webview ?? [])
  const webview = desiredTexts(desired, 'webview')
  for await (const row of appsOf(desired, appLines(config)))
    if (E.isRight(row)) add(row.right.app.vendor, webview(row.right))
  return [...hosts].map(([vendor, found]) => [vendor, [...found].sort()])
}
