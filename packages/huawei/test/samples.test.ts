import { emulated, rejection } from './emulated.js'

// docs/vendors/huawei.md C.7.1, C.7.3: what the pages show, on the wire.

type World = Awaited<ReturnType<typeof emulated>>

const withWorld = async (run: (world: World) => Promise<void>): Promise<void> => {
  const world = await emulated()
  try {
    await run(world)
  } finally {
    await world.close()
  }
}

const success = { code: 0, msg: 'success' }
const api = { type: 'httpRequest', value: 'https://api.example.com' }
const push = { type: 'webSocket', value: 'wss://push.example.com' }

test('the sample of the page on reading is read, with the modifications made and a port that an entry has', () =>
  withWorld(async ({ app, emulator }) => {
    const domains = [api, { type: 'upload', value: 'https://baidu.com:8080' }]
    emulator.faults.add({ kind: 'reply', body: { ret: success, modifyCounts: 3, domains } })
    expect(await app.server.get()).toMatchObject({
      domains: { request: [api.value], upload: ['https://baidu.com:8080'], download: [], socket: [] },
      modifications: 3,
    })
  }))

test('the port of the samples is not sent, since the codes forbid it', () =>
  withWorld(async ({ app, requests }) => {
    expect(await rejection(app.server.set({ request: ['https://baidu.com:8080'] }))).toMatchObject({
      _tag: 'InvalidChange',
      applied: 'no',
    })
    expect(requests().filter(({ method }) => method !== 'GET')).toEqual([])
  }))

test.each([
  [205979650, 'RequestRejected'],
  [205979664, 'PreconditionFailed'],
  [205979665, 'PreconditionFailed'],
  [205980179, 'LimitReached'],
  [205980187, 'BudgetSpent'],
  [205980197, 'RequestRejected'],
  [205980198, 'PreconditionFailed'],
  [205524993, 'TokenRejected'],
  [205524994, 'TokenRejected'],
  [403, 'PermissionDenied'],
  [205979999, 'UnknownCode'],
])('%i of a call is %s', (code, tag) =>
  withWorld(async ({ app, emulator }) => {
    emulator.faults.add({ kind: 'reply', body: { ret: { code, msg: 'x' } }, times: 5 })
    expect(await rejection(app.server.get())).toMatchObject({ _tag: tag, vendorCode: code })
  }),
)

test.each([
  [205980179, 'over-limit'],
  [205980180, 'format'],
  [205980181, 'format'],
  [205980182, 'format'],
  [205980183, 'format'],
  [205980184, 'format'],
  [205980185, 'not-verified'],
  [205980186, 'not-verified'],
  [205980189, 'bound-to-too-many'],
  [205980191, 'confirm-file'],
  [205980192, 'confirm-file'],
  [205979999, 'not-verified'],
])('%i of a domain is %s, told with the code and the words of that domain', (errorCode, reason) =>
  withWorld(async ({ app, emulator }) => {
    const body = { ret: success, domains: [{ ...push, errorCode, errorMsg: 'why' }] }
    emulator.faults.add({ kind: 'reply', body, match: { action: 'set server' }, effect: 'none' })
    const { items } = await app.server.add({ socket: [push.value] })
    expect(items).toMatchObject([
      {
        verdict: 'rejected',
        rejection: { reason, attribution: 'this-domain', vendorCode: errorCode, vendorMessage: 'why' },
      },
    ])
  }),
)
