import { huaweiPlatformToken } from '@mini-domains/emulator'
import { emulated, rejection } from '../emulated.js'

type World = Awaited<ReturnType<typeof emulated>>

const withWorld =
  (run: (world: World) => Promise<void>, config: Readonly<Record<string, unknown>> = {}, options = {}) =>
  async (): Promise<void> => {
    const world = await emulated(config, options)
    try {
      await run(world)
    } finally {
      await world.close()
    }
  }

const one = ['https://a.example.com']

describe("a write of Huawei's", () => {
  test(
    'is the documented request: client, app and token in headers, the whole category in the body',
    withWorld(async ({ app, requests, emulator }) => {
      emulator.seed({ apps: { 'hw-app-1': { domains: { webSocket: ['wss://push.example.com'] } } } })
      await app.server.add({ request: one })
      const written = requests().find(({ method }) => method === 'POST')
      expect(written).toMatchObject({
        path: '/api/tpp/v1/domain-manage/app/domain',
        rawQuery: 'category=server',
        headers: {
          client_id: '4141000000000000068',
          appid: 'hw-app-1',
          authorization: `Bearer ${huaweiPlatformToken}`,
          'content-type': 'application/json',
        },
        body: '{"domains":[{"type":"httpRequest","value":"https://a.example.com"},{"type":"webSocket","value":"wss://push.example.com"}]}',
      })
    }),
  )

  test(
    'tells each domain that came back with its reason, and those that were taken',
    withWorld(async ({ app, emulator }) => {
      emulator.seed({ overbound: ['bound.example.com'] })
      const { items, requestId } = await app.server.add({
        request: [...one, 'https://out.elsewhere.example', 'https://bound.example.com'],
      })
      expect(requestId).toBeUndefined()
      expect(items.map(({ verdict }) => verdict)).toEqual(['accepted', 'rejected', 'rejected'])
      expect(items.slice(1)).toMatchObject([
        {
          rejection: {
            reason: 'not-verified',
            attribution: 'this-domain',
            vendorCode: 205980186,
            vendorMessage: '域名不是有效域名',
          },
        },
        {
          rejection: {
            reason: 'bound-to-too-many',
            attribution: 'this-domain',
            vendorCode: 205980189,
            vendorMessage: '绑定到域名的应用数量达到上限',
          },
        },
      ])
    }),
  )

  test(
    'that is refused whole blames only the domains that the reply names',
    withWorld(
      async ({ app, domainsOf }) => {
        const outcome = await app.server.add({ request: [...one, 'https://out.elsewhere.example'] })
        expect(outcome).toMatchObject({
          vendorCode: 205980188,
          items: [
            { verdict: 'rejected', rejection: { reason: 'not-taken' } },
            { verdict: 'rejected', rejection: { reason: 'not-verified', vendorCode: 205980186 } },
          ],
        })
        expect(outcome.items[0]).not.toHaveProperty('rejection.vendorCode')
        expect(domainsOf('hw-app-1')?.httpRequest).toEqual([])
      },
      {},
      { profile: { huawei: { badDomains: 'refused' } } },
    ),
  )

  test(
    'that takes what was listed before, since the pool has shrunk, tells it as lost',
    withWorld(async ({ app, emulator }) => {
      emulator.seed({ apps: { 'hw-app-1': { domains: { upload: ['https://old.elsewhere.example'] } } } })
      const { items } = await app.server.add({ request: one })
      expect(items).toMatchObject([
        { domain: 'https://a.example.com', verdict: 'accepted' },
        { domain: 'https://old.elsewhere.example', verdict: 'rejected', rejection: { reason: 'lost' } },
      ])
    }),
  )

  test(
    'is told with the modifications that the vendor says were made',
    withWorld(async ({ app, emulator }) => {
      emulator.seed({ apps: { 'hw-app-1': { modificationsUsed: { server: 7, webview: 2 } } } })
      expect(await app.server.get()).toMatchObject({ modifications: 9 })
      const outcome = await app.webview.add({ webview: one })
      expect([outcome.before.modifications, outcome.after?.modifications]).toEqual([9, 10])
    }),
  )

  test(
    'is refused with the month it has to wait for once the modifications are made',
    withWorld(async ({ app, emulator }) => {
      emulator.seed({ limits: { modificationsPerMonth: 0 } })
      expect(await rejection(app.server.add({ request: one }))).toMatchObject({
        _tag: 'BudgetSpent',
        vendorCode: 205980187,
        retry: { when: 'next-month' },
      })
    }),
  )
})

describe("a read of Huawei's", () => {
  test(
    'that has no list is an error with a hint, and an empty list only where the config says so',
    withWorld(
      async ({ app }) => {
        expect(JSON.stringify(await rejection(app.server.get()))).toMatch(/UnreadableReply.*absentDomains/)
      },
      {},
      { profile: { huawei: { emptyList: 'left-out' } } },
    ),
  )

  test(
    'without a list is an empty one, where the config says that Huawei answers so',
    withWorld(
      async ({ app }) => {
        expect(await app.server.get()).toMatchObject({ domains: { request: [], socket: [], upload: [], download: [] } })
        await app.server.add({ request: one })
        expect(await app.server.get()).toMatchObject({ domains: { request: one } })
      },
      { absentDomains: 'empty' },
      { profile: { huawei: { emptyList: 'left-out' } } },
    ),
  )

  test.each([
    [undefined, ['https://a.example.com', 'https://b.example.com']],
    ['listed', ['https://a.example.com', 'https://b.example.com']],
    ['not-listed', ['https://a.example.com']],
  ])('with an entry that has a code of its own lists it as the config says (%s)', (refusedEntries, listed) =>
    withWorld(
      async ({ app, emulator }) => {
        const entry = (value: string, code = {}) => ({ type: 'httpRequest', value, ...code })
        const domains = [entry('https://a.example.com'), entry('https://b.example.com', { errorCode: 205980185 })]
        emulator.faults.add({ kind: 'reply', body: { ret: { code: 0, msg: 'success' }, domains } })
        expect((await app.server.get()).domains.request).toEqual(listed)
      },
      refusedEntries === undefined ? {} : { refusedEntries },
    )(),
  )

  test(
    'with a type of another category cannot be read, since a write would drop it',
    withWorld(async ({ app, emulator }) => {
      const domains = [{ type: 'udp', value: 'udp://a.example.com' }]
      emulator.faults.add({ kind: 'reply', body: { ret: { code: 0, msg: 'success' }, domains } })
      expect(await rejection(app.server.get())).toMatchObject({ _tag: 'UnreadableReply', path: 'domains.0.type' })
    }),
  )
})

describe('what Huawei does not have', () => {
  test(
    'is refused with the reason and nothing sent',
    withWorld(async ({ app, promised, requests }) => {
      for (const call of [
        app.server.effective(),
        app.server.copyPool(),
        app.confirmFile(),
        promised.platform.confirmFile(),
      ])
        expect(await rejection(call)).toMatchObject({ _tag: 'Unsupported' })
      expect(requests()).toEqual([])
    }),
  )
})

describe('a call that Huawei refuses', () => {
  test(
    'for an app that it does not know says what to check',
    withWorld(async ({ promised }) => {
      expect(await rejection(promised.app('hw-none').server.get())).toMatchObject({
        _tag: 'PreconditionFailed',
        vendorCode: 205979665,
      })
    }),
  )

  test(
    'with nothing but a status of 403 leaves open what became of a write',
    withWorld(async ({ app, emulator }) => {
      emulator.faults.add({ kind: 'empty-body', status: 403, effect: 'none', match: { action: 'set server' } })
      expect(await rejection(app.server.add({ request: one }))).toMatchObject({
        _tag: 'PermissionDenied',
        applied: 'unknown',
        retry: { when: 'after-read' },
      })
    }),
  )
})
