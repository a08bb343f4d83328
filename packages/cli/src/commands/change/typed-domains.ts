import type { PrefetchKind, ServerKind, WebviewKind } from '@mini-domains/core'
import type { Args } from '../../args/args.js'

/**
 * The domains that were typed, by list and kind. A kind that was not named is left out.
 */
export interface TypedDomains {
  readonly server: Readonly<Partial<Record<ServerKind, ReadonlyArray<string>>>>
  readonly webview: Readonly<Partial<Record<WebviewKind, ReadonlyArray<string>>>>
  readonly prefetch: Readonly<Partial<Record<PrefetchKind, ReadonlyArray<string>>>>
}

const serverKinds: ReadonlyArray<ServerKind> = ['request', 'socket', 'upload', 'download', 'udp', 'tcp', 'any']

const typed = (args: Args, kind: string): ReadonlyArray<string> | undefined => {
  const domains = args
    .texts(kind)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
  if (domains.length > 0) return domains
  return args.texts('clear').includes(kind) ? [] : undefined
}

/**
 * Reads the domains from the options.
 */
export const typedDomains = (args: Args): TypedDomains => {
  const server: Partial<Record<ServerKind, ReadonlyArray<string>>> = {}
  for (const kind of serverKinds) {
    const domains = typed(args, kind)
    if (domains !== undefined) server[kind] = domains
  }
  const webview = typed(args, 'webview')
  const prefetch = typed(args, 'prefetch')
  return {
    server,
    webview: webview === undefined ? {} : { webview },
    prefetch: prefetch === undefined ? {} : { prefetch },
  }
}
