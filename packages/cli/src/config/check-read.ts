import type { DomainError, DomainProvider } from '@mini-domains/core'
import type { Capability } from '@mini-domains/core/adapter'
import { appsOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type ConfigFile, appLines } from './config-file.js'

/**
 * The first app of each vendor, by the vendor's name in the config.
 */
export const firstApps = async (config: ConfigFile): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>()
  const wanted = Object.keys(config.desired.content.vendors).length
  for await (const row of appsOf(config.desired, appLines(config))) {
    if (E.isRight(row) && !found.has(row.right.app.vendor)) found.set(row.right.app.vendor, row.right.app.id)
    if (found.size === wanted) break
  }
  return found
}

/**
 * What a read for a check came to: whose list it was, the app's or the platform's, and why it failed. Without `of` there is nothing to read: the vendor
 * has no pool that a call reaches, and no app is known.
 */
export interface CheckRead {
  readonly of?: 'app' | 'platform'
  readonly error?: DomainError
}

interface Candidate {
  readonly of: 'app' | 'platform'
  readonly get: Capability
  readonly read: () => Promise<E.Either<DomainError, unknown>>
}

const candidatesOf = (
  { capabilities, platform, app }: DomainProvider,
  id: string | undefined,
): ReadonlyArray<Candidate> => {
  const pools: ReadonlyArray<Candidate> = [
    { of: 'platform', get: capabilities.platform.webview.get, read: () => platform.webview.get()() },
    { of: 'platform', get: capabilities.platform.server.get, read: () => platform.server.get()() },
  ]
  if (id === undefined) return pools
  const { webview, server } = app(id)
  return [
    ...pools,
    { of: 'app', get: capabilities.app.webview.get, read: () => webview.get()() },
    { of: 'app', get: capabilities.app.server.get, read: () => server.get()() },
  ]
}

/**
 * Reads one list, to see at once whether the address, the tokens, this machine's address and the rate are right: a pool before an app's list,
 * and what the vendor is known to read before what is unverified.
 */
export const checkRead = async (provider: DomainProvider, app: string | undefined): Promise<CheckRead> => {
  const all = candidatesOf(provider, app)
  const first = all.find(({ get }) => get._tag === 'Can') ?? all.find(({ get }) => get._tag === 'Unverified')
  if (first === undefined) return {}
  const read = await first.read()
  return E.isLeft(read) ? { of: first.of, error: read.left } : { of: first.of }
}
