import { type Kind, type ServerKind, type WebviewKind, addDomains, copyPool } from '@mini-domains/core'
import { type ListCapabilities } from '@mini-domains/core/adapter'
import { type Capture, startCapture } from './captured.js'
import { emulated, providerOf, rejection } from './emulated.js'

let capture: Capture
beforeAll(async () => {
  capture = await startCapture()
})
afterEach(() => capture.clear())
afterAll(() => capture.close())

const tags = <K extends Kind>({ get, add, delete: del, set, copyPool: copy, effective }: ListCapabilities<K>) => ({
  get: get._tag,
  add: add._tag,
  delete: del._tag,
  set: set._tag,
  copyPool: copy._tag,
  effective: effective._tag,
})

test('what Baidu can do is data', () => {
  const { capabilities } = providerOf({})
  const edits = { get: 'Can', add: 'Can', delete: 'Can', set: 'Can', effective: 'Cannot' }
  for (const list of ['server', 'webview'] as const) {
    expect(tags<ServerKind | WebviewKind>(capabilities.app[list])).toEqual({ ...edits, copyPool: 'Can' })
    expect(tags<ServerKind | WebviewKind>(capabilities.platform[list])).toEqual({ ...edits, copyPool: 'Cannot' })
  }
  expect(capabilities.app.confirmFile._tag).toBe('Cannot')
  expect(capabilities.platform.confirmFile._tag).toBe('Can')
  for (const level of ['app', 'platform'] as const) {
    expect([...capabilities[level].server.kinds].sort()).toEqual(['download', 'request', 'socket', 'upload'])
    expect(capabilities[level].webview.kinds).toEqual(['webview'])
  }
})

test('what Baidu cannot do is refused, and nothing is sent', async () => {
  const provider = capture.provider()
  const app = provider.app('1')
  const refused = [
    app.server.effective(),
    app.webview.effective(),
    app.confirmFile(),
    provider.platform.server.effective(),
    provider.platform.webview.effective(),
    provider.platform.server.modify(copyPool),
    provider.platform.webview.modify(copyPool),
  ]
  for (const call of refused) expect(await rejection(call)).toMatchObject({ _tag: 'Unsupported', applied: 'no' })
  expect(capture.requests).toEqual([])
})

test('the limits that are known are checked before anything is sent, and a config may raise them', async () => {
  const many = addDomains({ request: Array.from({ length: 21 }, (_, index) => `a${index}.example.com`) })
  expect(await rejection(capture.provider().app('1').server.modify(many))).toMatchObject({
    _tag: 'InvalidChange',
    refusals: [{ rule: 'over-limit', domain: 'https://a20.example.com' }],
  })
  const refusals = await rejection(
    capture
      .provider()
      .app('1')
      .server.modify(
        addDomains({ request: ['openapi.baidu.com', 'a.example.com:8443', 'http://a.example.com'], udp: ['a.com'] }),
      ),
  )
  expect(refusals).toMatchObject({
    refusals: [
      { rule: 'forbidden-host' },
      { rule: 'port-not-allowed' },
      { rule: 'wrong-scheme' },
      { rule: 'unknown-kind' },
    ],
  })
  expect(capture.requests).toEqual([])

  const limits = { app: { server: { perKind: 30, ports: true, forbiddenHosts: [] } } }
  const { app, serverOf, close } = await emulated({ limits }, { baidu: { limits: { perKind: 30 } } })
  await app.server.modify(many)
  expect(serverOf('bd-app-1')?.request_domain).toHaveLength(21)
  await close()
})

test('every limit says where it comes from', () => {
  const { capabilities } = providerOf({})
  for (const level of ['app', 'platform'] as const)
    for (const list of ['server', 'webview'] as const)
      for (const fact of Object.values(capabilities[level][list].limits)) {
        expect(JSON.stringify(fact)).toMatch(/"source":"docs\/vendors\/baidu\.md B\.1\.[34] \(/)
        expect(JSON.stringify(fact)).toMatch(/"date":"20\d\d-\d\d"/)
      }
})
