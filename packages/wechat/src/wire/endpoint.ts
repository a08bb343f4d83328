import { type Effect, type VendorRequest } from '@mini-domains/http'

/**
 * WeChat's host (docs/vendors/wechat.md A).
 */
export const wechatBaseUrl = 'https://api.weixin.qq.com'

/**
 * The calls of WeChat that this adapter makes, by what they are for. A code means what its endpoint says it means.
 */
export type Endpoint = NamedEndpoint | 'raw'

/**
 * The same without those that only a raw call reaches.
 */
export type NamedEndpoint =
  | 'app-server'
  | 'app-server-direct'
  | 'app-webview'
  | 'app-webview-direct'
  | 'app-server-effective'
  | 'app-webview-effective'
  | 'app-confirm-file'
  | 'platform-server'
  | 'platform-webview'
  | 'platform-confirm-file'

/**
 * Gives the path of an endpoint (docs/vendors/wechat.md A.1 to A.3).
 */
const pathOf = (endpoint: NamedEndpoint): string => {
  switch (endpoint) {
    case 'app-server':
      return '/wxa/modify_domain'
    case 'app-server-direct':
      return '/wxa/modify_domain_directly'
    case 'app-webview':
      return '/wxa/setwebviewdomain'
    case 'app-webview-direct':
      return '/wxa/setwebviewdomain_directly'
    case 'app-server-effective':
      return '/wxa/get_effective_domain'
    case 'app-webview-effective':
      return '/wxa/get_effective_webviewdomain'
    case 'app-confirm-file':
      return '/wxa/get_webviewdomain_confirmfile'
    case 'platform-server':
      return '/cgi-bin/component/modify_wxa_server_domain'
    case 'platform-webview':
      return '/cgi-bin/component/modify_wxa_jump_domain'
    case 'platform-confirm-file':
      return '/cgi-bin/component/get_domain_confirmfile'
  }
}

const named: ReadonlyArray<NamedEndpoint> = [
  'app-server',
  'app-server-direct',
  'app-webview',
  'app-webview-direct',
  'app-server-effective',
  'app-webview-effective',
  'app-confirm-file',
  'platform-server',
  'platform-webview',
  'platform-confirm-file',
]

/**
 * Gives the endpoint at a path, so that a raw call to one of them is understood as well; `raw` for any other.
 */
export const endpointAt = (path: string): Endpoint => {
  const [own] = path.split('?', 1)
  return named.find((endpoint) => pathOf(endpoint) === own) ?? 'raw'
}

/**
 * Makes a call: POST, one JSON object, UTF-8 without `\uXXXX` escapes (docs/vendors/wechat.md A.0).
 */
export const jsonRequest = (
  endpoint: NamedEndpoint,
  effect: Effect,
  body: Readonly<Record<string, unknown>>,
): VendorRequest => ({
  effect,
  method: 'POST',
  path: pathOf(endpoint),
  contentType: 'application/json',
  body: JSON.stringify(body),
})
