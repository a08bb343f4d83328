import { douyinPlatformToken, douyinTokenOf } from '@mini-domains/emulator'
import { appId, emulated } from './emulated.js'

const serverPath = '/api/apps/v2/domain/modify_server_domain/'
const webviewPath = '/api/apps/v2/domain/modify_webview_domain/'
const checkFilePath = '/api/tpapp/v2/doamin/get_webview_check_file_info/'

type World = Awaited<ReturnType<typeof emulated>>

const withWorld = async (run: (world: World) => Promise<void>): Promise<void> => {
  const world = await emulated()
  try {
    await run(world)
  } finally {
    await world.close()
  }
}

const token = douyinTokenOf(appId)

/** Sends what a page shows, byte for byte, and gives what comes back. */
const sent = async ({ emulator }: World, path: string, body: string): Promise<unknown> => {
  const headers = { 'access-token': token, 'Content-Type': 'application/json' }
  const reply = await fetch(`${emulator.baseUrl}${path}`, { method: 'POST', headers, body })
  expect(reply.status).toBe(200)
  return reply.json()
}

// docs/vendors/douyin.md C.1.0, C.1.1, C.1.5: what the pages show, on the wire.
const samples = {
  add: '{"action":"add","request":["www.example.com"]}',
  addWebview: '{"action":"add","webview":["www.example.com"]}',
  done: { err_msg: '', err_no: 0, log_id: '20240117114616666CB7AB1AAE5A69212E' },
} as const

const logId: unknown = expect.stringMatching(/^\d{14}[0-9A-F]{20}$/)

describe('the sample of the page on server domains', () => {
  test('is answered by the emulator as the page shows the reply: without data, and with a log_id', () =>
    withWorld(async (world) => {
      expect(await sent(world, serverPath, samples.add)).toEqual({ ...samples.done, log_id: logId })
      expect(world.serverOf()?.request).toEqual(['www.example.com'])
    }))

  test('is what the adapter sends', () =>
    withWorld(async ({ app, requests }) => {
      await app.server.add({ request: ['https://www.example.com'] })
      expect(requests().find(({ body }) => body === samples.add)).toMatchObject({
        method: 'POST',
        path: serverPath,
        rawQuery: '',
        headers: { 'access-token': token, 'content-type': 'application/json' },
      })
    }))

  test('has a reply that is no proof: the list is read after it, and the domain is told by what that shows', () =>
    withWorld(async ({ app, emulator, requests }) => {
      const match = { path: serverPath, action: 'add' }
      emulator.faults.add({ kind: 'reply', body: samples.done, match, effect: 'none' })
      const outcome = await app.server.add({ request: ['https://www.example.com'] })
      expect(outcome.items).toMatchObject([{ verdict: 'rejected', rejection: { attribution: 'presumed' } }])
      expect(requests().map(({ body }) => body)).toEqual(['{"action":"get"}', samples.add, '{"action":"get"}'])
    }))
})

test('the sample of the page on webview domains is sent so, and get gives an object', () =>
  withWorld(async (world) => {
    expect(await sent(world, webviewPath, samples.addWebview)).toEqual({ ...samples.done, log_id: logId })
    expect(await sent(world, webviewPath, '{"action":"get"}')).toEqual({
      ...samples.done,
      log_id: logId,
      data: { webview: ['www.example.com'] },
    })
    expect((await world.app.webview.get()).domains).toEqual({ webview: ['https://www.example.com'] })
    await world.app.webview.delete({ webview: ['https://www.example.com'] })
    await world.app.webview.add({ webview: ['https://www.example.com'] })
    expect(world.requests().at(-2)?.body).toBe(samples.addWebview)
  }))

test('a get gives each kind as an array in data, and log_id names the call in an error', () =>
  withWorld(async ({ app, emulator }) => {
    const data = { request: ['a.example.com'], socket: ['s.example.com'], upload: [], download: [] }
    emulator.faults.add({ kind: 'reply', body: { ...samples.done, data } })
    expect((await app.server.get()).domains).toEqual({
      request: ['https://a.example.com'],
      socket: ['wss://s.example.com'],
      upload: [],
      download: [],
    })
    emulator.faults.add({ kind: 'reply', body: { ...samples.done, err_no: 40036, err_msg: 'x' } })
    await expect(app.server.get()).rejects.toMatchObject({
      _tag: 'PermissionDenied',
      vendorCode: 40036,
      requestId: samples.done.log_id,
    })
  }))

test('a list that is no array is told with its place', () =>
  withWorld(async ({ app, emulator }) => {
    const data = { request: [], socket: [], upload: [7], download: [] }
    emulator.faults.add({ kind: 'reply', body: { ...samples.done, data } })
    await expect(app.server.get()).rejects.toMatchObject({
      _tag: 'UnreadableReply',
      path: 'data.upload',
      expected: 'an array of hosts',
    })
  }))

test('the confirm file is the platform’s, at the path that the page spells `doamin`', () =>
  withWorld(async ({ promised, emulator, requests }) => {
    const file = await promised.platform.confirmFile()
    const { name, content } = emulator.state().platform.confirmFile
    expect({ name: file.name, content: Buffer.from(file.content).toString() }).toEqual({ name, content })
    expect(requests().at(-1)).toMatchObject({
      method: 'GET',
      path: checkFilePath,
      headers: { 'access-token': douyinPlatformToken },
    })
  }))

test.each([
  [40023, 'not-in-pool'],
  [40024, 'over-limit'],
  [40027, 'format'],
])('%i refuses the call as a whole: %s, for one of those that were sent', (err_no, reason) =>
  withWorld(async ({ app, emulator }) => {
    const match = { path: serverPath, action: 'add' }
    emulator.faults.add({ kind: 'reply', body: { ...samples.done, err_no, err_msg: 'x' }, match, effect: 'none' })
    const { items } = await app.server.add({ request: ['https://a.example.com', 'https://b.example.com'] })
    expect(items).toHaveLength(2)
    for (const item of items)
      expect(item).toMatchObject({ verdict: 'rejected', rejection: { reason, attribution: 'one-of-these' } })
  }),
)

test.each([
  [40000, 'VendorBusy'],
  [40001, 'RequestRejected'],
  [40002, 'RequestRejected'],
  [40004, 'PreconditionFailed'],
  [40006, 'AddressNotAllowed'],
  [40009, 'TokenRejected'],
  [40010, 'TokenRejected'],
  [40020, 'TokenRejected'],
  [40022, 'AuthorizationLost'],
  [40025, 'PreconditionFailed'],
  [40036, 'PermissionDenied'],
  [28001003, 'TokenRejected'],
  [28001008, 'TokenRejected'],
  [28003017, 'RateLimited'],
  [987654, 'UnknownCode'],
])('%i at a get is %s', (err_no, tag) =>
  withWorld(async ({ app, emulator }) => {
    emulator.faults.add({ kind: 'reply', body: { ...samples.done, err_no, err_msg: 'x' }, times: 5 })
    await expect(app.server.get()).rejects.toMatchObject({ _tag: tag, vendorCode: err_no })
  }),
)
