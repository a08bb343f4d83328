import type { DomainAdapter } from '@mini-domains/core'
import { type DeclaredCredential, shownName } from '@mini-domains/core/adapter'
import type { KnownColumns } from '@mini-domains/fleet'
import { type NamedAdapter, vendorWords } from './vendor-words.js'

/**
 * What a first config is written from.
 */
export interface Starter {
  readonly vendors: ReadonlyArray<NamedAdapter>
  readonly apps: ReadonlyArray<{ readonly id: string; readonly vendor: string }>
  /** A file of apps that is there already, and what its header tells. */
  readonly appFile?: { readonly path: string; readonly known: KnownColumns } | undefined
  readonly request: ReadonlyArray<string>
  readonly socket: ReadonlyArray<string>
  readonly webview: ReadonlyArray<string>
}

const referenceTo = ({ source }: DeclaredCredential): string =>
  'env' in source ? `{ env: ${source.env} }` : `{ store: ${source.store} }`

const credentialsPart = ({ init, exchange }: DomainAdapter): string => {
  const credentials = init?.credentials ?? []
  if (credentials.length === 0)
    return exchange === undefined
      ? `    # credentials: { tokens: { env: TOKENS } } # {"platform":"…","apps":{"ID":"…"}}`
      : `    # credentials: {} # as its adapter asks · 见适配器说明`
  const lines = credentials.map((one) => `      ${one.key}: ${referenceTo(one)} # ${one.label.en} · ${one.label.zh}`)
  return `    # Secrets stay in the environment · 凭据只放在环境变量里\n    credentials:\n${lines.join('\n')}`
}

const pushesPart = ({ init }: DomainAdapter): string =>
  init?.pushes === undefined
    ? ''
    : `
    # What its pushes are read with, for: mini-domains listen · 供 listen 读取推送
    # pushes: { ${init.pushes.map((one) => `${one.key}: ${referenceTo(one)}`).join(', ')} }`

const poolLines = ({ adapter: { vendor, init } }: NamedAdapter): ReadonlyArray<string> =>
  init?.poolKind === undefined
    ? []
    : [
        `#   ${vendor}:
#     server: { ${init.poolKind}: [api.example.com] }
#     webview: [www.example.com]`,
      ]

const poolPart = (vendors: ReadonlyArray<NamedAdapter>): string => {
  const lines = vendors.flatMap(poolLines)
  return lines.length === 0
    ? ''
    : `
# The pool that apps draw from · 平台域名池
# pools:
${lines.join('\n')}
`
}

const vendorPart = ({ name, adapter }: NamedAdapter): string => `  ${adapter.vendor}: # a name of your choice · 自定名称
    adapter: '${name}'
    # How calls are made, here with a limit of your own; none by default · 请求设置，如自定频率上限，默认不限
    # config: { rate: { all: { perSecond: 20 } } }
${credentialsPart(adapter)}${pushesPart(adapter)}`

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

const appsPart = ({ apps }: Starter): string =>
  apps.length === 0
    ? `apps: []`
    : `apps:\n${apps.map(({ id, vendor }) => `  - { id: ${JSON.stringify(id)}, vendor: ${vendor} }`).join('\n')}`

const flow = (record: Readonly<Record<string, string>>): string =>
  `{ ${Object.entries(record)
    .map(([key, value]) => `${/^[\p{L}][\p{L}\d.]*$/u.test(key) ? key : JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(', ')} }`

// A name may have a line end in it, which would end the comment.
const inComment = (name: string): string => shownName(name.replace(/[\s\p{C}]+/gu, ' '))

const columnComment = '# what its columns are called; others are ignored · 各列的表头，其余列忽略'
const wordsComment = '# what its column vendor says · 平台列的写法'

// A header with nothing but known columns is read as it is.
const columnLines = ({ columns, others }: KnownColumns): ReadonlyArray<string> =>
  others.length === 0 || columns['id'] === undefined
    ? []
    : [
        `    ${columnComment}`,
        `    columns: ${flow(columns)}`,
        `    # also there, for label.KEY · 另有，可写作 label.KEY：${others.map(inComment).join(' | ')}`,
      ]

// With one vendor its file need not say whose an app is.
const appFilePart = ({ appFile, vendors }: Starter): string => {
  const [only, ...others] = vendors
  const one = only === undefined || others.length > 0 ? undefined : only.adapter.vendor
  if (appFile === undefined)
    return `# Many apps: one line each, as CSV or JSON Lines · 大量小程序请用文件
# appFiles:
#   - { path: apps.csv${one === undefined ? '' : `, vendor: ${one}`} } # id,vendor,profile,label.tier`
  const words = vendorWords(appFile.known.vendors, vendors)
  return [
    'appFiles:',
    `  - path: ${JSON.stringify(appFile.path)}`,
    ...(one === undefined ? [] : [`    vendor: ${one}`]),
    ...columnLines(appFile.known),
    ...(Object.keys(words).length === 0 ? [] : [`    ${wordsComment}`, `    vendors: ${flow(words)}`]),
  ].join('\n')
}

/**
 * Writes a first config, with a comment for everything that can be said next.
 */
export const starterConfig = (
  starter: Starter,
): string => `# yaml-language-server: $schema=https://unpkg.com/@mini-domains/fleet/schema.json
# Which domains every app should have. 每个小程序应有的域名。
version: 1

vendors:
${starter.vendors.map(vendorPart).join('\n')}

# Domains by kind. What is left out is never touched; [] clears it. 未写的种类不动，[] 表示清空。
profiles:
${profilePart(starter)}

profile: standard # for every app, unless it says another · 默认方案
policy: add-only # sync: exactly this; add-only: nothing is ever taken off · sync 为严格一致，add-only 为只增不删
# keep: ['*.merchant.example'] # entries of others that stay · 保留他人配置的域名
${poolPart(starter.vendors)}
${appsPart(starter)}

${appFilePart(starter)}
`
