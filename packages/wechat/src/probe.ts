import { type AssumedField, type ProbeCall } from '@mini-domains/core/adapter'

const list = (path: string, always: boolean): AssumedField => ({
  path,
  types: ['array'],
  always,
  confidence: 'official doc copy',
})

const serverLists = ['requestdomain', 'wsrequestdomain', 'uploaddomain', 'downloaddomain']
const newerLists = ['udpdomain', 'tcpdomain']

const get = { method: 'POST', body: { action: 'get' } } as const

const servers = (prefix: string, always: boolean): ReadonlyArray<AssumedField> => [
  ...serverLists.map((name) => list(`${prefix}${name}`, always)),
  ...newerLists.map((name) => list(`${prefix}${name}`, false)),
]

const poolFields = (field: string): ReadonlyArray<AssumedField> =>
  ['published', 'testing'].map((version) => ({
    path: `${version}_${field}`,
    types: ['joined'],
    always: true,
    confidence: 'official doc copy',
  }))

const text = (path: string): AssumedField => ({ path, types: ['text'], always: true, confidence: 'official doc copy' })

const envelope: ReadonlyArray<AssumedField> = [
  { path: 'errcode', types: ['number'], always: true, confidence: 'official doc copy' },
  text('errmsg'),
]

/**
 * What is assumed of WeChat's replies to calls that only read.
 */
export const wechatProbe: ReadonlyArray<ProbeCall> = [
  {
    name: 'app.server.get',
    source: 'docs/vendors/wechat.md A.1.2',
    level: 'app',
    path: '/wxa/modify_domain',
    ...get,
    fields: [...envelope, ...servers('', true)],
  },
  {
    name: 'app.webview.get',
    source: 'docs/vendors/wechat.md A.2.2',
    level: 'app',
    path: '/wxa/setwebviewdomain',
    ...get,
    fields: [...envelope, list('webviewdomain', true)],
  },
  {
    name: 'app.server.effective',
    source: 'docs/vendors/wechat.md A.2.4',
    level: 'app',
    method: 'POST',
    path: '/wxa/get_effective_domain',
    fields: [
      ...envelope,
      { path: 'effective_domain', types: ['object'], always: true, confidence: 'official doc copy' },
      ...servers('effective_domain.', true),
      ...['mp_domain', 'third_domain', 'direct_domain'].flatMap((origin) => servers(`${origin}.`, false)),
    ],
  },
  {
    name: 'app.webview.effective',
    source: 'docs/vendors/wechat.md A.2.4',
    level: 'app',
    method: 'POST',
    path: '/wxa/get_effective_webviewdomain',
    fields: [
      ...envelope,
      list('effective_webviewdomain', true),
      ...['mp_webviewdomain', 'third_webviewdomain', 'direct_webviewdomain'].map((name) => list(name, false)),
    ],
  },
  {
    name: 'app.prefetch.get',
    source: 'docs/vendors/wechat.md A.2.6',
    level: 'app',
    method: 'GET',
    path: '/wxa/get_prefetchdnsdomain',
    fields: [
      ...envelope,
      { path: 'prefetch_dns_domain', types: ['objects'], always: true, confidence: 'official doc copy' },
      { path: 'size_limit', types: ['number'], always: true, confidence: 'official doc copy' },
    ],
  },
  {
    name: 'app.confirm-file',
    source: 'docs/vendors/wechat.md A.2.5',
    level: 'app',
    method: 'POST',
    path: '/wxa/get_webviewdomain_confirmfile',
    fields: [...envelope, text('file_name'), text('file_content')],
  },
  {
    name: 'platform.server.get',
    source: 'docs/vendors/wechat.md A.3.1',
    level: 'platform',
    path: '/cgi-bin/component/modify_wxa_server_domain',
    ...get,
    fields: [...envelope, ...poolFields('wxa_server_domain')],
  },
  {
    name: 'platform.webview.get',
    source: 'docs/vendors/wechat.md A.3.2',
    level: 'platform',
    path: '/cgi-bin/component/modify_wxa_jump_domain',
    ...get,
    fields: [...envelope, ...poolFields('wxa_jump_h5_domain')],
  },
  {
    name: 'platform.confirm-file',
    source: 'docs/vendors/wechat.md A.3.3',
    level: 'platform',
    method: 'POST',
    path: '/cgi-bin/component/get_domain_confirmfile',
    fields: [...envelope, text('file_name'), text('file_content')],
  },
]
