import { type ServerKind, type WebviewKind } from '@mini-domains/core'
import type { Given } from '../../args/command.js'

/**
 * The domains that were typed, by list and kind. A kind that was not named is left out.
 */
export interface Wish {
  readonly server: Readonly<Partial<Record<ServerKind, ReadonlyArray<string>>>>
  readonly webview: Readonly<Partial<Record<WebviewKind, ReadonlyArray<string>>>>
}

const serverKinds: ReadonlyArray<ServerKind> = ['request', 'socket', 'upload', 'download', 'udp', 'tcp', 'any']

const typed = (given: Given, kind: string): ReadonlyArray<string> | undefined => {
  const domains = given
    .texts(kind)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
  if (domains.length > 0) return domains
  return given.texts('clear').includes(kind) ? [] : undefined
}

/**
 * Reads the domains from the options.
 */
export const wishOf = (given: Given): Wish => {
  const server: Partial<Record<ServerKind, ReadonlyArray<string>>> = {}
  for (const kind of serverKinds) {
    const domains = typed(given, kind)
    if (domains !== undefined) server[kind] = domains
  }
  const webview = typed(given, 'webview')
  return { server, webview: webview === undefined ? {} : { webview } }
}
