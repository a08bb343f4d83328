/**
 * What a first config is written from.
 */
export interface Starter {
  readonly vendor: 'wechat' | 'baidu'
  readonly apps: ReadonlyArray<string>
  readonly request: ReadonlyArray<string>
  readonly socket: ReadonlyArray<string>
  readonly webview: ReadonlyArray<string>
}

/**
 * The environment variables that a vendor's platform is opened with, by the name of the credential.
 */
export const variablesOf = (vendor: Starter['vendor']): Readonly<Record<string, string>> => {
  switch (vendor) {
    case 'wechat':
      return { componentAppId: 'WECHAT_COMPONENT_APPID', componentAppSecret: 'WECHAT_COMPONENT_SECRET' }
    case 'baidu':
      return { clientId: 'BAIDU_CLIENT_ID' }
  }
}

const pushesOf = (vendor: Starter['vendor']): string => {
  switch (vendor) {
    case 'wechat':
      return '{ componentAppId: { env: WECHAT_COMPONENT_APPID }, token: { store: wechat/push }, encodingAesKey: { store: wechat/key } }'
    case 'baidu':
      return '{ clientId: { env: BAIDU_CLIENT_ID }, token: { store: baidu/push }, aesKey: { store: baidu/key } }'
  }
}

const listed = (domains: ReadonlyArray<string>): string =>
  `[${domains.map((domain) => JSON.stringify(domain)).join(', ')}]`

const kindLine = (kind: string, domains: ReadonlyArray<string>): string =>
  domains.length === 0 ? `      # ${kind}: []` : `      ${kind}: ${listed(domains)}`

const serverPart = ({ request, socket }: Starter): string =>
  request.length + socket.length === 0
    ? `    # server: { request: [api.example.com], socket: [push.example.com] }`
    : `    server:
${kindLine('request', request)}
${kindLine('socket', socket)}
      # upload: []
      # download: []`

const webviewPart = ({ webview }: Starter): string =>
  webview.length === 0 ? `    # webview: [www.example.com]` : `    webview: ${listed(webview)}`

const profilePart = (starter: Starter): string => {
  const isEmpty = starter.request.length + starter.socket.length + starter.webview.length === 0
  return `  standard:${isEmpty ? ' {}' : ''}
${serverPart(starter)}
${webviewPart(starter)}`
}

const appsPart = ({ apps, vendor }: Starter): string =>
  apps.length === 0
    ? `apps: []`
    : `apps:\n${apps.map((id) => `  - { id: ${JSON.stringify(id)}, vendor: ${vendor} }`).join('\n')}`

/**
 * Writes a first config, with a comment for everything that can be said next.
 */
export const starterConfig = (
  starter: Starter,
): string => `# yaml-language-server: $schema=https://unpkg.com/@mini-domains/fleet/schema.json
# Which domains every app should have. 每个小程序应有的域名。
version: 1

vendors:
  ${starter.vendor}: # a name of your choice · 自定名称
    adapter: '@mini-domains/${starter.vendor}'
    # How calls are made · 请求设置
    config: {}
    #  rate: { all: { perSecond: 20 } } # your own limit; none by default · 自定频率上限，默认不限
    # Secrets stay in the environment · 凭据只放在环境变量里
    credentials:
${Object.entries(variablesOf(starter.vendor))
  .map(([key, name]) => `      ${key}: { env: ${name} }`)
  .join('\n')}
    # What its pushes are read with, for: mini-domains listen · 供 listen 读取推送
    # pushes: ${pushesOf(starter.vendor)}

# Domains by kind. What is left out is never touched; [] clears it. 未写的种类不动，[] 表示清空。
profiles:
${profilePart(starter)}

profile: standard # for every app, unless it says another · 默认方案
policy: add-only # sync: exactly this; add-only: nothing is ever taken off · sync 为严格一致，add-only 为只增不删
# keep: ['*.merchant.example'] # entries of others that stay · 保留他人配置的域名

# The pool that apps draw from · 平台域名池
# pools:
#   ${starter.vendor}:
#     server: { ${starter.vendor === 'wechat' ? 'any' : 'request'}: [api.example.com] }
#     webview: [www.example.com]

${appsPart(starter)}

# Many apps: one line each, as CSV or JSON Lines · 大量小程序请用文件
# appFiles:
#   - { path: apps.csv, vendor: ${starter.vendor} } # id,profile,label.tier
`
