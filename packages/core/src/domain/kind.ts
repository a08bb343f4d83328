/**
 * What an app may do with a server domain. A list has some of these kinds, never all: see `capabilities`.
 *
 * `any` is the one kind of a list that does not tell kinds apart, such as WeChat's platform pool, which holds bare hosts
 * (docs/vendors/wechat.md A.3.1).
 */
export type ServerKind = 'request' | 'socket' | 'upload' | 'download' | 'udp' | 'tcp' | 'any'

/**
 * The one kind of a list of webview domains.
 */
export type WebviewKind = 'webview'

/**
 * The one kind of a list of hosts whose names the vendor looks up before an app needs them: bare hosts
 * (docs/vendors/wechat.md A.2.6).
 */
export type PrefetchKind = 'prefetch'

/**
 * Every kind of domain.
 */
export type Kind = ServerKind | WebviewKind | PrefetchKind

/**
 * The scheme that a domain of a kind is written with; `none` for bare hosts.
 */
export type Scheme = 'https' | 'wss' | 'udp' | 'tcp' | 'none'

/**
 * The scheme that is part of the canonical form of each kind's domains (docs/vendors/wechat.md A.1.1, docs/vendors/baidu.md B.1.4).
 */
export const schemes: Readonly<Record<Kind, Scheme>> = {
  request: 'https',
  upload: 'https',
  download: 'https',
  webview: 'https',
  socket: 'wss',
  udp: 'udp',
  tcp: 'tcp',
  any: 'none',
  prefetch: 'none',
}

/**
 * Gives the scheme of a kind.
 */
export const schemeOf = (kind: Kind): Scheme => schemes[kind]
