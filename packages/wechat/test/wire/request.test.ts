import {
  type DomainError,
  type DomainProvider,
  addDomains,
  copyPool,
  deleteDomains,
  setDomains,
} from '@mini-domains/core'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { appToken, inBoth, platformToken, providerAt } from '../provider-under-test.js'
import { withReplies } from '../scripted-vendor.js'

type Act = (provider: DomainProvider) => TE.TaskEither<DomainError, unknown>
type Row = readonly [
  name: string,
  act: Act,
  path: string,
  body: string,
  config?: { readonly pool?: string; readonly appDomains?: string } | undefined,
]

const server = {
  request: ['https://www.qq.com'],
  socket: ['wss://www.qq.com'],
  upload: ['https://www.qq.com'],
  download: ['https://www.qq.com'],
}
// The examples of the documents name each domain twice; a list keeps it once.
const twice = {
  request: ['https://www.qq.com', 'https://www.qq.com'],
  socket: ['wss://www.qq.com', 'wss://www.qq.com'],
  upload: ['https://www.qq.com', 'https://www.qq.com'],
  download: ['https://www.qq.com', 'https://www.qq.com'],
}
const lists =
  '"requestdomain":["https://www.qq.com"],"wsrequestdomain":["wss://www.qq.com"],' +
  '"uploaddomain":["https://www.qq.com"],"downloaddomain":["https://www.qq.com"]'
const none = { request: [], socket: [], upload: [], download: [], udp: [], tcp: [] }
const webview = ['https://www.qq.com', 'https://m.qq.com']
const hosts = ['www.qq.com', 'wx.qq.com']
const app = (provider: DomainProvider) => provider.app('wx-app-1')

const serverRows = (path: string, config: Row[4]): ReadonlyArray<Row> => [
  [
    'get sends the action alone, none of the domain fields',
    (p) => app(p).server.get(),
    path,
    '{"action":"get"}',
    config,
  ],
  [
    'add sends the four lists of the example, each domain once',
    (p) => app(p).server.modify(addDomains(twice), { observed: { domains: none } }),
    path,
    `{"action":"add",${lists}}`,
    config,
  ],
  [
    'delete sends the lists of what goes',
    (p) => app(p).server.modify(deleteDomains(server), { observed: { domains: { ...none, ...server } } }),
    path,
    `{"action":"delete",${lists}}`,
    config,
  ],
  [
    'set sends all six lists, so that no list is left to a guess',
    (p) => app(p).server.modify(setDomains(server), { observed: { domains: { ...none, udp: ['udp://a.qq.com'] } } }),
    path,
    `{"action":"set",${lists},"udpdomain":["udp://a.qq.com"],"tcpdomain":[]}`,
    config,
  ],
  [
    'udp and tcp domains go into udpdomain and tcpdomain',
    (p) => app(p).server.modify(addDomains({ udp: ['a.qq.com'], tcp: ['b.qq.com'] }), { observed: { domains: none } }),
    path,
    '{"action":"add","udpdomain":["udp://a.qq.com"],"tcpdomain":["tcp://b.qq.com"]}',
    config,
  ],
  [
    'a port stays and an international name goes in ASCII, so that nothing is escaped',
    (p) => app(p).server.modify(addDomains({ request: ['https://例子.com:8443'] }), { observed: { domains: none } }),
    path,
    '{"action":"add","requestdomain":["https://xn--fsqu00a.com:8443"]}',
    config,
  ],
]

const webviewRows = (path: string, config: Row[4]): ReadonlyArray<Row> => [
  ['get sends the action alone, no webviewdomain', (p) => app(p).webview.get(), path, '{"action":"get"}', config],
  [
    'add sends the example of the document',
    (p) => app(p).webview.modify(addDomains({ webview }), { observed: { domains: { webview: [] } } }),
    path,
    '{"action":"add","webviewdomain":["https://www.qq.com","https://m.qq.com"]}',
    config,
  ],
  [
    'delete sends what goes',
    (p) => app(p).webview.modify(deleteDomains({ webview: ['m.qq.com'] }), { observed: { domains: { webview } } }),
    path,
    '{"action":"delete","webviewdomain":["https://m.qq.com"]}',
    config,
  ],
  [
    'set sends the whole list, and an empty one for none',
    (p) => app(p).webview.modify(setDomains({ webview: [] }), { observed: { domains: { webview } } }),
    path,
    '{"action":"set","webviewdomain":[]}',
    config,
  ],
]

const pathOfServerPool = '/cgi-bin/component/modify_wxa_server_domain'
const pathOfWebviewPool = '/cgi-bin/component/modify_wxa_jump_domain'

const webviewPool: ReadonlyArray<Row> = [
  ['get sends example 1', (p) => p.platform.webview.get(), pathOfWebviewPool, '{"action":"get"}'],
  [
    'set of the testing pool sends example 2',
    (p) => p.platform.webview.modify(setDomains({ webview: hosts }), { observed: inBoth({ webview: [] }) }),
    pathOfWebviewPool,
    '{"action":"set","is_modify_published_together":false,"wxa_jump_h5_domain":"www.qq.com;wx.qq.com"}',
    { pool: 'testing' },
  ],
  [
    'add to both pools sends example 3',
    (p) => p.platform.webview.modify(addDomains({ webview: hosts }), { observed: inBoth({ webview: [] }) }),
    pathOfWebviewPool,
    '{"action":"add","is_modify_published_together":true,"wxa_jump_h5_domain":"www.qq.com;wx.qq.com"}',
    { pool: 'published' },
  ],
  [
    'delete from the testing pool sends example 4',
    (p) =>
      p.platform.webview.modify(deleteDomains({ webview: hosts }), {
        observed: inBoth({ webview: ['https://www.qq.com', 'https://wx.qq.com'] }),
      }),
    pathOfWebviewPool,
    '{"action":"delete","is_modify_published_together":false,"wxa_jump_h5_domain":"www.qq.com;wx.qq.com"}',
    { pool: 'testing' },
  ],
  [
    'by default the published pool is written with the testing one',
    (p) =>
      p.platform.webview.modify(addDomains({ webview: ['https://www.qq.com'] }), { observed: inBoth({ webview: [] }) }),
    pathOfWebviewPool,
    '{"action":"add","is_modify_published_together":true,"wxa_jump_h5_domain":"www.qq.com"}',
  ],
]

const serverPool: ReadonlyArray<Row> = [
  ['get sends the action alone', (p) => p.platform.server.get(), pathOfServerPool, '{"action":"get"}'],
  [
    'add joins bare hosts with semicolons, a port stays',
    (p) =>
      p.platform.server.modify(addDomains({ any: ['https://www.qq.com', 'wx.qq.com:8443'] }), {
        observed: inBoth({ any: [] }),
      }),
    pathOfServerPool,
    '{"action":"add","is_modify_published_together":true,"wxa_server_domain":"www.qq.com;wx.qq.com:8443"}',
  ],
  [
    'set of the testing pool leaves the published one alone',
    (p) => p.platform.server.modify(setDomains({ any: hosts }), { observed: inBoth({ any: [] }) }),
    pathOfServerPool,
    '{"action":"set","is_modify_published_together":false,"wxa_server_domain":"www.qq.com;wx.qq.com"}',
    { pool: 'testing' },
  ],
  [
    'delete sends what goes',
    (p) => p.platform.server.modify(deleteDomains({ any: ['wx.qq.com'] }), { observed: inBoth({ any: hosts }) }),
    pathOfServerPool,
    '{"action":"delete","is_modify_published_together":true,"wxa_server_domain":"wx.qq.com"}',
  ],
]

const objects: ReadonlyArray<Row> = [
  ['the effective server domains', (p) => app(p).server.effective(), '/wxa/get_effective_domain', '{}'],
  ['the effective webview domains', (p) => app(p).webview.effective(), '/wxa/get_effective_webviewdomain', '{}'],
  ["the app's confirm file", (p) => app(p).confirmFile(), '/wxa/get_webviewdomain_confirmfile', '{}'],
  ["the platform's confirm file", (p) => p.platform.confirmFile(), '/cgi-bin/component/get_domain_confirmfile', '{}'],
]

const poolCopied: ReadonlyArray<Row> = [
  [
    'copyPool sends an empty object: no action means the whole pool',
    (p) => app(p).webview.modify(copyPool, { observed: { domains: { webview: [] } } }),
    '/wxa/setwebviewdomain',
    '{}',
  ],
]

const direct = { appDomains: 'direct' }

const tables: ReadonlyArray<readonly [string, ReadonlyArray<Row>]> = [
  ['modify_domain', serverRows('/wxa/modify_domain', {})],
  ['modify_domain_directly', serverRows('/wxa/modify_domain_directly', direct)],
  ['setwebviewdomain', [...webviewRows('/wxa/setwebviewdomain', {}), ...poolCopied]],
  ['setwebviewdomain_directly', webviewRows('/wxa/setwebviewdomain_directly', direct)],
  ['modify_wxa_jump_domain', webviewPool],
  ['modify_wxa_server_domain', serverPool],
  ['calls without fields send an empty object:', objects],
]

describe.each(tables)('%s', (_, rows) => {
  it.each(rows.map((row) => [row[0], row] as const))('%s', async (_name, [, act, path, body, config]) => {
    await withReplies(['{"errcode":0,"errmsg":"ok"}'], async ({ baseUrl, sent }) => {
      await act(providerAt(baseUrl, config))()
      const token = path.includes('/component/') ? platformToken : appToken
      expect(sent[0]).toEqual({
        method: 'POST',
        path,
        query: `access_token=${token}`,
        type: 'application/json',
        body,
      })
    })
  })
})

it('a token is written into the query so that no character of it can break out', async () => {
  await withReplies(['{}'], async ({ baseUrl, sent }) => {
    await providerAt(baseUrl, { tokens: { apps: { 'wx-app-1': 'a&b=c d/é' } } })
      .app('wx-app-1')
      .webview.get()()
    expect(sent[0]?.query).toBe('access_token=a%26b%3Dc%20d%2F%C3%A9')
  })
})
