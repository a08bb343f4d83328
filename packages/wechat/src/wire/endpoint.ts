/**
 * WeChat's host (docs/vendors/wechat.md A).
 */
export const wechatBaseUrl = 'https://api.weixin.qq.com'

/**
 * The paths of WeChat's calls that this adapter makes, by what they are for (docs/vendors/wechat.md A.1 to A.3).
 */
export const paths = {
  'app-server': '/wxa/modify_domain',
  'app-server-direct': '/wxa/modify_domain_directly',
  'app-webview': '/wxa/setwebviewdomain',
  'app-webview-direct': '/wxa/setwebviewdomain_directly',
  'app-server-effective': '/wxa/get_effective_domain',
  'app-webview-effective': '/wxa/get_effective_webviewdomain',
  'app-prefetch-get': '/wxa/get_prefetchdnsdomain',
  'app-prefetch-set': '/wxa/set_prefetchdnsdomain',
  'app-confirm-file': '/wxa/get_webviewdomain_confirmfile',
  'platform-server': '/cgi-bin/component/modify_wxa_server_domain',
  'platform-webview': '/cgi-bin/component/modify_wxa_jump_domain',
  'platform-confirm-file': '/cgi-bin/component/get_domain_confirmfile',
} as const

/**
 * A call that this adapter makes. A code means what its endpoint says it means.
 */
export type NamedEndpoint = keyof typeof paths

/**
 * The same, and those that only a raw call reaches.
 */
export type Endpoint = NamedEndpoint | 'raw'

const isNamed = (name: string): name is NamedEndpoint => Object.hasOwn(paths, name)

const endpoints: ReadonlyMap<string, NamedEndpoint> = new Map(
  Object.entries(paths).flatMap(([name, path]) => (isNamed(name) ? [[path, name] as const] : [])),
)

/**
 * Gives the endpoint at a path, so that a raw call to one of them is understood as well; `raw` for any other.
 */
export const endpointAt = (path: string): Endpoint => endpoints.get(path.split('?', 1).join('')) ?? 'raw'
