import { hostPlaces } from '../../src/index.js'
import { stream } from '../saved-plan.js'
import { all, desiredOf } from '../shared-state.js'

const state = `version: 1
vendors: { wechat: { adapter: x } }
profiles:
  shop:
    server: { request: [api.example.com, 'https://old.example.com'] }
    webview: [other-old.example.com]
pools: { wechat: { server: { any: [old.example.com] } } }
rules: [{ select: { vendor: wechat }, extra: { server: { socket: ['wss://old.example.com:8443'] } } }]
apps: [{ id: wx1, vendor: wechat, extra: { webview: [old.example.com] } }]
appFiles: [{ path: a.csv, vendor: wechat }, { path: b.jsonl, vendor: wechat }]
`

const files: Readonly<Record<string, string>> = {
  'a.csv': 'id,webview,request\nwx2,,api.example.com\nwx3,www.example.com OLD.example.com,\nwx4,"old',
  'b.jsonl': '{"id":"wx5","extra":{"server":{"download":["https://old.example.com"]}}}',
}

describe('the places that name a host', () => {
  test('are told wherever they stand, however the host is written, in the state and in its files', async () => {
    const found = await all(
      hostPlaces('old.example.com', desiredOf(state), (path) => stream((files[path] ?? '').split('\n'))),
    )
    expect(found.map(({ at, path, domain }) => `${at} ${path} ${domain}`)).toEqual([
      'fleet.yaml:5:42 profiles.shop.server.request.1 https://old.example.com',
      'fleet.yaml:7:36 pools.wechat.server.any.0 old.example.com',
      'fleet.yaml:8:67 rules.0.extra.server.socket.0 wss://old.example.com:8443',
      'fleet.yaml:9:54 apps.0.extra.webview.0 old.example.com',
      'a.csv:3:1 extra.webview.1 OLD.example.com',
      'b.jsonl:1:1 extra.server.download.0 https://old.example.com',
    ])
  })

  test('of a host with a port are those with just that port, and what a migration in the config put beside them is none', async () => {
    const desired = desiredOf(`version: 1
vendors: { w: { adapter: x } }
profiles: { p: { server: { request: [a.com, 'a.com:8443'] } } }
migrations: [{ from: 'a.com:8443', to: 'a.com:9443' }]
`)
    const found = await all(hostPlaces('a.com:8443', desired, undefined))
    expect(found.map(({ path }) => path)).toEqual(['profiles.p.server.request.1'])
  })

  test('are none where nothing names it', async () => {
    expect(await all(hostPlaces('gone.example.com', desiredOf(state), undefined))).toEqual([])
  })
})
