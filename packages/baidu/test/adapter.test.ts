import { addDomains, adoptPool, deleteDomains, deleteListed, setDomains } from '@mini-domains/core'
import { emulated, rejection } from './emulated.js'

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

describe('the lists of an app', () => {
  test('are empty at first, with every kind', async () => {
    const { app } = await start()
    expect(await app.server.get()).toEqual(nothing)
    expect(await app.webview.get()).toEqual({ webview: [] })
  })

  test('get after set gives what was set, in canonical form, whatever the order and the duplicates', async () => {
    const { app, serverOf } = await start()
    await app.server.modify(
      setDomains({ request: ['B.example.com', 'https://a.example.com/', 'a.example.com'], socket: ['example.net'] }),
    )
    expect(await app.server.get()).toEqual({
      ...nothing,
      request: ['https://b.example.com', 'https://a.example.com'],
      socket: ['wss://example.net'],
    })
    expect(serverOf('bd-app-1')?.request_domain).toEqual(['https://b.example.com', 'https://a.example.com'])
  })

  test('add of what is there and delete of what is not are outcomes, and send no write', async () => {
    const { app, sent } = await start()
    await app.webview.modify(addDomains({ webview: ['example.com'] }))
    const before = sent().length
    const again = await app.webview.modify(addDomains({ webview: ['example.com'] }))
    const absent = await app.webview.modify(deleteDomains({ webview: ['a.example.net'] }))
    expect([...again.items, ...absent.items].map((item) => item.verdict)).toEqual(['already', 'already'])
    expect(sent().slice(before)).toEqual(['action=get', 'action=get'])
  })

  test('delete takes off what it names and nothing else', async () => {
    const { app, serverOf } = await start()
    await app.server.modify(addDomains({ request: ['example.com', 'example.net'], upload: ['example.com'] }))
    const outcome = await app.server.modify(deleteDomains({ request: ['example.com'] }))
    expect(outcome.items).toMatchObject([{ domain: 'https://example.com', verdict: 'accepted', intent: 'absent' }])
    expect(serverOf('bd-app-1')?.request_domain).toEqual(['https://example.net'])
    expect(serverOf('bd-app-1')?.upload_domain).toEqual(['https://example.com'])
  })

  for (const setOmitted of ['untouched', 'cleared'] as const)
    test(`a kind that a set does not name is not touched (a vendor where omitted kinds are ${setOmitted})`, async () => {
      const { app, serverOf } = await start({}, { profile: { baidu: { setOmitted } } })
      await app.server.modify(addDomains({ request: ['example.com'], upload: ['example.com'] }))
      await app.server.modify(setDomains({ request: ['example.net'] }))
      expect(serverOf('bd-app-1')).toMatchObject({
        request_domain: ['https://example.net'],
        upload_domain: ['https://example.com'],
      })
    })

  for (const setOmitted of ['untouched', 'cleared'] as const)
    test(`set of an empty list clears that kind only (omitted kinds ${setOmitted})`, async () => {
      const { app, serverOf } = await start({}, { profile: { baidu: { setOmitted } } })
      await app.server.modify(addDomains({ request: ['example.com', 'example.net'], upload: ['example.com'] }))
      const outcome = await app.server.modify(setDomains({ request: [] }))
      expect(outcome.items.map((item) => [item.domain, item.verdict])).toEqual([
        ['https://example.com', 'accepted'],
        ['https://example.net', 'accepted'],
      ])
      expect(serverOf('bd-app-1')).toMatchObject({ request_domain: [], upload_domain: ['https://example.com'] })
    })

  test('adopt adds the whole pool, and no other change leads there', async () => {
    const { app, serverOf, sent } = await start()
    const outcome = await app.server.modify(adoptPool)
    expect(outcome.items).toHaveLength(8)
    expect(outcome.items.every((item) => item.verdict === 'accepted')).toBe(true)
    expect(serverOf('bd-app-1')?.socket_domain).toEqual(['wss://example.com', 'wss://example.net'])
    expect(sent()).toEqual(['action=get', '', 'action=get'])
  })
})

test('smoke', async () => {
  const { promised } = await start()
  expect(await promised.platform.server.get()).toMatchObject({
    request: ['https://example.com', 'https://example.net'],
  })
  expect((await promised.platform.confirmFile()).name).toBe('bd_mapp_domaincer.txt')
  expect(await rejection(promised.app('bd-app-1').confirmFile())).toMatchObject({ _tag: 'Unsupported' })
  void deleteListed
})
