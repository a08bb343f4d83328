import { addDomains, deleteDomains, setDomains } from '@mini-domains/core'
import { emulated, rejection } from '../emulated.js'

type Emulated = Awaited<ReturnType<typeof emulated>>

const open: Array<Emulated> = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()))
})

/** An app whose lists hold what no change of ours would have put there: `wss` where files are loaded, and one without encryption. */
const withOldEntries = async (config: Readonly<Record<string, unknown>> = {}, schemes: 'any' | 'console' = 'any') => {
  const started = await emulated(config, { profile: { baidu: { schemes } } })
  open.push(started)
  started.emulator.seed({
    apps: {
      'bd-app-1': {
        server: {
          configured: {
            request_domain: ['https://api.example.com', 'http://old.example.com'],
            download_domain: ['wss://www.example.com'],
            upload_domain: ['wss://www.example.com'],
          },
        },
      },
    },
  })
  return started
}

describe('entries that a list has and a change does not name', () => {
  test('may be given back as they were read, and then nothing is written', async () => {
    const { app, sent } = await withOldEntries()
    const listed = await app.server.get()
    expect(listed.domains).toMatchObject({
      request: ['https://api.example.com', 'http://old.example.com'],
      download: ['wss://www.example.com'],
    })
    const outcome = await app.server.modify(setDomains(listed.domains))
    expect(outcome.items.every(({ verdict }) => verdict === 'already')).toBe(true)
    expect(sent().every((body) => body.includes('action=get'))).toBe(true)
  })

  test('stay letter for letter where a set, an add and a delete change another entry', async () => {
    const { app, serverOf } = await withOldEntries()
    const listed = await app.server.get()
    await app.server.modify(
      setDomains({ ...listed.domains, request: [...(listed.domains.request ?? []), 'https://pay.example.com'] }),
    )
    await app.server.modify(addDomains({ download: ['https://files.example.com'] }))
    await app.server.modify(deleteDomains({ request: ['https://api.example.com'] }))
    expect(serverOf('bd-app-1')).toMatchObject({
      request_domain: ['http://old.example.com', 'https://pay.example.com'],
      download_domain: ['wss://www.example.com', 'https://files.example.com'],
      upload_domain: ['wss://www.example.com'],
    })
  })

  test('can be deleted by their own name, once they were read', async () => {
    const { app, serverOf } = await withOldEntries()
    await app.server.get()
    await app.server.modify(deleteDomains({ request: ['http://old.example.com'], download: ['wss://www.example.com'] }))
    expect(serverOf('bd-app-1')).toMatchObject({ request_domain: ['https://api.example.com'], download_domain: [] })
  })
})

describe('whatever Baidu makes of an entry in an old form (docs/vendors/baidu.md B.1.4)', () => {
  const readings = ['as-listed', 'any', 'judged'] as const

  test.each(readings)('%s: a set of another kind goes through, and the entry stays', async (listedSpelling) => {
    const { app, emulator, serverOf } = await withOldEntries({}, 'console')
    emulator.seed({ profile: { listedSpelling } })
    const outcome = await app.server.modify(setDomains({ socket: ['wss://live.example.com'] }))
    expect(outcome.items.every(({ verdict }) => verdict !== 'rejected')).toBe(true)
    expect(serverOf('bd-app-1')).toMatchObject({
      request_domain: ['https://api.example.com', 'http://old.example.com'],
      socket_domain: ['wss://live.example.com'],
      download_domain: ['wss://www.example.com'],
    })
  })

  test.each(readings)('%s: it can be deleted, and others can be added beside it', async (listedSpelling) => {
    const { app, emulator, serverOf } = await withOldEntries({}, 'console')
    emulator.seed({ profile: { listedSpelling } })
    await app.server.modify(addDomains({ request: ['https://pay.example.com'] }))
    await app.server.modify(deleteDomains({ request: ['http://old.example.com'] }))
    expect(serverOf('bd-app-1')?.request_domain).toEqual(['https://api.example.com', 'https://pay.example.com'])
  })

  test('judged: a set that keeps it beside a new one is refused for its form, and nothing is lost', async () => {
    const { app, emulator, serverOf } = await withOldEntries({}, 'console')
    emulator.seed({ profile: { listedSpelling: 'judged' } })
    const before = serverOf('bd-app-1')
    const listed = await app.server.get()
    const request = [...(listed.domains.request ?? []), 'https://pay.example.com']
    const outcome = await app.server.modify(setDomains({ ...listed.domains, request }))
    expect(outcome.items.filter(({ verdict }) => verdict === 'rejected')).toMatchObject([
      { domain: 'https://pay.example.com', rejection: { reason: 'format' } },
    ])
    expect(outcome.vendorCode).toBe(470014)
    expect(serverOf('bd-app-1')).toEqual(before)
  })
})

describe('a new entry without encryption', () => {
  test('is refused before it is sent, until a limit in the config says that the vendor takes it', async () => {
    const { app, sent } = await withOldEntries()
    const refused = await rejection(app.server.modify(addDomains({ request: ['http://new.example.com'] })))
    expect(refused).toMatchObject({ _tag: 'InvalidChange', refusals: [{ rule: 'wrong-scheme' }] })
    expect(sent()).toEqual([])
    const taking = await withOldEntries({ limits: { app: { server: { http: true } } } })
    await taking.app.server.modify(addDomains({ request: ['http://new.example.com'] }))
    expect(taking.serverOf('bd-app-1')?.request_domain).toContain('http://new.example.com')
  })
})
