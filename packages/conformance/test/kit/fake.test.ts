import { type Kind, appSubject, domainsOf, platformSubject } from '@mini-domains/core'
import { type Address, type Variations } from '../../src/index.js'
import { type FakeVendor, type RunningFake, startFake } from '../../src/kit/index.js'

const fake: FakeVendor = {
  read: ({ path, query: { asks, key = '', hosts = '' } }) => {
    const domains = { request: hosts === '' ? [] : hosts.split(';') }
    const place = path === '/pool' ? 'platform.server' : 'app.server'
    return { place, asks: asks === 'set' || asks === 'add' ? asks : 'get', token: key, domains }
  },
  list: (lists) => ({ body: { code: 0, request: domainsOf(lists, 'request') } }),
  done: (rejected) => ({ body: { code: 0, refused: rejected.map(({ domain, reason }) => `${domain} ${reason}`) } }),
  coded: (code, message) => ({ body: { code, message } }),
  codes: {
    busy: 1,
    'token-expired': 2,
    'token-stale': 3,
    'token-malformed': 4,
    'unknown-code': 5,
    'over-limit': 6,
    'budget-spent': 7,
    'permission-missing': 8,
  },
}

const limits = { perKind: 2, monthlyModifications: 2, ports: false, forbiddenHosts: [] }
const kinds: ReadonlyArray<Kind> = ['request']
const variations: Variations = {
  apps: ['app-1', 'app-2'],
  kinds: { 'app.server': kinds, 'platform.server': kinds },
  limits: { 'app.server': limits, 'platform.server': limits },
  abilities: [],
  pool: 'required',
  writes: 'whole-list',
  rejections: { 'app.server': ['named'] },
  modificationsPerSet: 1,
}

const bareHosts: FakeVendor = { ...fake, entryOf: (entry) => entry.replace(/^[a-z]+:\/\//i, '') }

const app: Address = { place: 'app.server', subject: appSubject('app-1') }
const pool: Address = { place: 'platform.server', subject: platformSubject }

describe('a fake of a vendor', () => {
  let running: RunningFake
  let key: string

  const ask = async (query: Readonly<Record<string, string>>, path = '/app'): Promise<unknown> =>
    (await fetch(`${running.baseUrl}${path}?${new URLSearchParams({ key, ...query }).toString()}`)).json()

  beforeAll(async () => {
    running = await startFake(fake, variations)
  })
  afterAll(() => running.close())
  beforeEach(async () => {
    await running.vendor.reset()
    await running.vendor.put(pool, { request: ['https://example.com'] })
    key = await running.vendor.issueToken(app.subject)
  })

  test('takes what lies in its pool, names the rest, and counts it once', async () => {
    const hosts = 'https://a.example.com;https://a.elsewhere.example'
    expect(await ask({ asks: 'add', hosts })).toEqual({ code: 0, refused: ['https://a.elsewhere.example not-in-pool'] })
    expect(await ask({})).toEqual({ code: 0, request: ['https://a.example.com'] })
    expect(await running.vendor.modifications(app)).toBe(1)
  })

  test('refuses what is over its limits of a kind and of a month, and changes nothing', async () => {
    const hosts = ['a', 'b', 'c'].map((name) => `https://${name}.example.com`).join(';')
    expect(await ask({ asks: 'set', hosts })).toMatchObject({ code: 6 })
    await running.vendor.leaveModifications(app, 0)
    expect(await ask({ asks: 'set' })).toMatchObject({ code: 7 })
    expect((await running.vendor.attempts()).map(({ landed }) => landed)).toEqual([false, false])
  })

  test('tells a token that is none, that has expired, that was replaced, and that is of another', async () => {
    await running.vendor.voidToken(key, 'expired')
    expect(await ask({})).toMatchObject({ code: 2 })
    await running.vendor.voidToken(key, 'revoked')
    expect(await ask({})).toMatchObject({ code: 3 })
    expect(await ask({ key: 'none' })).toMatchObject({ code: 4 })
    const own = await running.vendor.issueToken(app.subject)
    expect(await ask({ key: own }, '/pool')).toMatchObject({ code: 8 })
  })

  test('is struck in its writes by a fault of an addition where it only takes whole lists', async () => {
    const said = await running.vendor.script({ name: 'busy', place: 'app.server', strikes: 'add', lands: 'before' })
    expect(said).toEqual({ code: 1, message: 'the service is busy', status: 200 })
    expect(await ask({ asks: 'set', hosts: 'https://a.example.com' })).toMatchObject({ code: 1 })
    expect(await running.vendor.lists(app)).toEqual({ request: ['https://a.example.com'] })
  })

  test('makes what is of the wrong type of what differs between lists, and leaves the code', async () => {
    await running.vendor.script({ name: 'wrong-types', place: 'app.server', strikes: 'get', lands: 'never' })
    expect(await ask({})).toEqual({ code: 0, request: 7 })
  })

  test('says which code is missing that a fault needs', async () => {
    const fault = { name: 'rate-limited', place: 'app.server', strikes: 'get', lands: 'never' } as const
    await expect(Promise.resolve(running.vendor.script(fault))).rejects.toThrow('fake.codes: no code for rate-limited')
  })

  test('records what was asked without the token', async () => {
    await ask({ asks: 'set', hosts: 'https://a.example.com' })
    const [attempt] = await running.vendor.attempts()
    expect(attempt).toMatchObject({ place: 'app.server', subject: app.subject, asks: 'set', landed: true })
    expect(attempt?.sent).not.toContain(encodeURIComponent(key))
  })
})

test('a fake holds what another hand listed as its vendor does', async () => {
  const { vendor, close } = await startFake(bareHosts, variations)
  await vendor.put(app, { request: ['HTTPS://A.example.com'] })
  expect(await vendor.lists(app)).toEqual({ request: ['A.example.com'] })
  await close()
})
