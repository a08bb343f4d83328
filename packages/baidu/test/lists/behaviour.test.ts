import { addDomains, copyPool, deleteDomains, setDomains } from '@mini-domains/core'
import { baiduProfiles, profileNames } from '@mini-domains/emulator'
import { emulated, rejection } from '../emulated.js'

type Emulated = Awaited<ReturnType<typeof emulated>>

const open: Array<Emulated> = []
const start = async (...args: Parameters<typeof emulated>): Promise<Emulated> => {
  const started = await emulated(...args)
  open.push(started)
  return started
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()))
})

const nothing = { request: [], socket: [], download: [], upload: [] }

describe.each(profileNames)('the lists of an app (profile %s)', (profile) => {
  test('are empty at first, with every kind', async () => {
    const { app } = await start({}, { profile })
    expect(await app.server.get()).toEqual({ domains: nothing })
    expect(await app.webview.get()).toEqual({ domains: { webview: [] } })
  })

  test('get after set gives what was set, in canonical form, whatever the order and the duplicates', async () => {
    const { app, serverOf } = await start({}, { profile })
    await app.server.modify(
      setDomains({ request: ['B.example.com', 'https://a.example.com/', 'a.example.com'], socket: ['example.net'] }),
    )
    expect(await app.server.get()).toEqual({
      domains: {
        ...nothing,
        request: ['https://b.example.com', 'https://a.example.com'],
        socket: ['wss://example.net'],
      },
    })
    expect(serverOf('bd-app-1')?.request_domain).toEqual(['https://b.example.com', 'https://a.example.com'])
  })

  test('add of what is there and delete of what is not are outcomes, and send no write', async () => {
    const { app, sent } = await start({}, { profile })
    await app.webview.modify(addDomains({ webview: ['example.com'] }))
    const before = sent().length
    const again = await app.webview.modify(addDomains({ webview: ['example.com'] }))
    const absent = await app.webview.modify(deleteDomains({ webview: ['a.example.net'] }))
    expect([...again.items, ...absent.items].map((item) => item.verdict)).toEqual(['already', 'already'])
    expect(sent().slice(before)).toEqual(['action=get', 'action=get'])
  })

  test('delete takes off what it names and nothing else', async () => {
    const { app, serverOf } = await start({}, { profile })
    await app.server.modify(addDomains({ request: ['example.com', 'example.net'], upload: ['example.com'] }))
    const outcome = await app.server.modify(deleteDomains({ request: ['example.com'] }))
    expect(outcome.items).toMatchObject([{ domain: 'https://example.com', verdict: 'accepted', intent: 'absent' }])
    expect(serverOf('bd-app-1')?.request_domain).toEqual(['https://example.net'])
    expect(serverOf('bd-app-1')?.upload_domain).toEqual(['https://example.com'])
  })

  for (const setOmitted of ['untouched', 'cleared'] as const)
    test(`a kind that a set does not name is not touched (a vendor where omitted kinds are ${setOmitted})`, async () => {
      const { app, serverOf } = await start({}, { profile: { baidu: { ...baiduProfiles[profile], setOmitted } } })
      await app.server.modify(addDomains({ request: ['example.com'], upload: ['example.com'] }))
      await app.server.modify(setDomains({ request: ['example.net'] }))
      expect(serverOf('bd-app-1')).toMatchObject({
        request_domain: ['https://example.net'],
        upload_domain: ['https://example.com'],
      })
    })

  for (const setOmitted of ['untouched', 'cleared'] as const)
    test(`set of an empty list clears that kind only (omitted kinds ${setOmitted})`, async () => {
      const { app, serverOf } = await start({}, { profile: { baidu: { ...baiduProfiles[profile], setOmitted } } })
      await app.server.modify(addDomains({ request: ['example.com', 'example.net'], upload: ['example.com'] }))
      const outcome = await app.server.modify(setDomains({ request: [] }))
      expect(outcome.items.map((item) => [item.domain, item.verdict])).toEqual([
        ['https://example.com', 'accepted'],
        ['https://example.net', 'accepted'],
      ])
      expect(serverOf('bd-app-1')).toMatchObject({ request_domain: [], upload_domain: ['https://example.com'] })
    })

  test('copyPool adds the whole pool, and no other change leads there', async () => {
    const { app, serverOf, sent } = await start({}, { profile })
    const outcome = await app.server.modify(copyPool)
    expect(outcome.items).toHaveLength(8)
    expect(outcome.items.every((item) => item.verdict === 'accepted')).toBe(true)
    expect(serverOf('bd-app-1')?.socket_domain).toEqual(['wss://example.com', 'wss://example.net'])
    expect(sent()).toEqual(['action=get', '', 'action=get'])
  })
})

describe('the pools', () => {
  test('can be read and changed like the lists of an app', async () => {
    const { promised, emulator } = await start()
    const { platform } = promised
    await platform.server.modify(addDomains({ socket: ['a.example.org'] }))
    await platform.webview.modify(setDomains({ webview: ['example.org'] }))
    await platform.server.modify(deleteDomains({ request: ['example.com', 'example.net'] }))
    expect(await platform.server.get()).toMatchObject({ domains: { request: [] } })
    expect(await platform.webview.get()).toEqual({ domains: { webview: ['https://example.org'] } })
    const { server, webview } = emulator.state().platform
    expect(server).toMatchObject({
      request_domain: [],
      socket_domain: ['wss://example.com', 'wss://example.net', 'wss://a.example.org'],
    })
    expect(webview).toEqual(['https://example.org'])
  })

  for (const tpCodes of ['doc', 'enum'] as const)
    test(`a missing confirm file is told of the domains (codes of the ${tpCodes})`, async () => {
      const { promised } = await start(
        {},
        { profile: { baidu: { tpCodes } }, baidu: { confirmFileMissing: ['a.example.org'] } },
      )
      const outcome = await promised.platform.webview.modify(
        addDomains({ webview: ['a.example.org', 'b.example.org'] }),
      )
      const rejected = { verdict: 'rejected', rejection: { reason: 'confirm-file', attribution: 'one-of-these' } }
      expect(outcome).toMatchObject({ items: [rejected, rejected], vendorCode: tpCodes === 'doc' ? 50041 : 50043 })
    })
})

describe('what the vendor refuses', () => {
  test('a domain outside the pool: the whole call is refused, and every domain is accounted for', async () => {
    const { app, webviewOf } = await start()
    await app.webview.modify(addDomains({ webview: ['example.com'] }))
    const outcome = await app.webview.modify(addDomains({ webview: ['example.com', 'example.net', 'elsewhere.org'] }))
    const refused = { verdict: 'rejected', rejection: { reason: 'not-in-pool', attribution: 'one-of-these' } }
    expect(outcome).toMatchObject({
      items: [
        { domain: 'https://example.com', verdict: 'already' },
        { domain: 'https://example.net', ...refused },
        { domain: 'https://elsewhere.org', ...refused },
      ],
      modification: 'unknown',
      vendorCode: 470016,
    })
    expect(webviewOf('bd-app-1')).toEqual(['https://example.com'])
  })

  test('a subdomain of what is in the pool is taken', async () => {
    const { app } = await start()
    const outcome = await app.server.modify(addDomains({ request: ['deep.api.example.com'] }))
    expect(outcome).toMatchObject({ items: [{ verdict: 'accepted' }], modification: 'spent' })
  })

  test('a change beyond the budget, for each list by itself', async () => {
    const { app, emulator } = await start()
    emulator.seed({ apps: { 'bd-app-1': { modificationsUsed: { server: 50 } } } })
    expect(await rejection(app.server.modify(addDomains({ request: ['example.com'] })))).toMatchObject({
      _tag: 'BudgetSpent',
      vendorCode: 470011,
      modification: 'not-spent',
      applied: 'no',
    })
    expect(await app.webview.modify(addDomains({ webview: ['example.com'] }))).toMatchObject({ modification: 'spent' })
  })

  test.each([
    [
      'the authorisation was taken back',
      { apps: { 'bd-app-1': { authorized: false } } },
      'AuthorizationLost',
      'merchant',
    ],
    ['the permission is missing', { apps: { 'bd-app-1': { permitted: false } } }, 'PermissionDenied', 'merchant'],
    ['the address is not listed', { ipAllowlist: ['10.0.0.1'] }, 'AddressNotAllowed', 'platform'],
  ])('%s', async (_, baidu, tag, actor) => {
    const { app } = await start({}, { baidu })
    expect(await rejection(app.server.get())).toMatchObject({ _tag: tag, actor, applied: 'no' })
  })

  for (const gatewayStatus of ['200', '401'] as const)
    test(`a token of the wrong kind, told by the gateway with status ${gatewayStatus}`, async () => {
      const { promised } = await start({ tokens: { platform: '45.wrong' } }, { profile: { baidu: { gatewayStatus } } })
      expect(await rejection(promised.platform.server.get())).toMatchObject({ _tag: 'TokenRejected', vendorCode: 110 })
    })
})
