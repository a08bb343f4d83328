import { setDomains } from '@mini-domains/core'
import { type Capture, startCapture } from '../captured.js'
import { emulated, providerOf, rejection } from '../emulated.js'

let capture: Capture
beforeAll(async () => {
  capture = await startCapture()
})
afterEach(() => capture.clear())
afterAll(() => capture.close())

const a = 'https://a.example.com'
const b = 'https://b.example.com'
const c = 'https://c.example.com'
const socket = 'wss://a.example.com'
const observed = { domains: { request: [a, b], socket: [socket], download: [], upload: [a] } }

const set = (domains: Parameters<typeof setDomains<'request' | 'socket' | 'upload'>>[0], config = {}) =>
  capture.provider(config).app('1').server.modify(setDomains(domains), { observed })
const sent = () => capture.requests.map(({ body }) => decodeURIComponent(body))
const none = { request_domain: '', socket_domain: '', download_domain: '', upload_domain: '' }
const listed = (lists: Readonly<Record<string, string>>) =>
  JSON.stringify({ errno: 0, msg: 'success', data: { ...none, ...lists } })

describe('set', () => {
  test('of a kind to nothing, and of no other, is one delete of what it lists', async () => {
    capture.answer('{"errno":0}', listed({ request_domain: '', socket_domain: socket, upload_domain: a }))
    await set({ request: [] })
    expect(sent()).toEqual([`action=delete&request_domain=${a},${b}`, 'action=get'])
  })

  test('of two kinds to nothing is one delete too', async () => {
    capture.answer('{"errno":0}', listed({ socket_domain: '', request_domain: '', upload_domain: a }))
    await set({ request: [], socket: [], upload: ['a.example.com'] })
    expect(sent()).toEqual([`action=delete&request_domain=${a},${b}&socket_domain=${socket}`, 'action=get'])
  })

  test('that empties one kind and only takes domains off another is one delete of both', async () => {
    capture.answer('{"errno":0}', listed({ socket_domain: '', request_domain: a, upload_domain: a }))
    const outcome = await set({ request: ['a.example.com'], socket: [] })
    expect(sent()).toEqual([`action=delete&request_domain=${b}&socket_domain=${socket}`, 'action=get'])
    expect(outcome).toMatchObject({ modification: 'spent', modifications: 1, uncertain: 0 })
  })

  test('that empties one kind and adds to another adds first and deletes then, and repeats nothing of the others', async () => {
    const now = { socket_domain: '', request_domain: `${a},${c}`, upload_domain: a }
    capture.answer('{"errno":0}', '{"errno":0}', listed(now))
    const outcome = await set({ request: ['a.example.com', 'c.example.com'], socket: [] })
    expect(sent()).toEqual([
      `action=add&request_domain=${c}`,
      `action=delete&request_domain=${b}&socket_domain=${socket}`,
      'action=get',
    ])
    expect(outcome.items.map(({ domain, intent, verdict }) => [domain, intent, verdict])).toEqual([
      [a, 'present', 'already'],
      [c, 'present', 'accepted'],
      [b, 'absent', 'accepted'],
      [socket, 'absent', 'accepted'],
    ])
    expect(outcome).toMatchObject({ modification: 'spent', modifications: 2, uncertain: 0 })
  })

  test('that is refused whole deletes nothing', async () => {
    capture.answer('{"errno":470016,"msg":"x"}')
    const outcome = await set({ request: ['elsewhere.org'], socket: [] })
    expect(sent()).toEqual(['action=add&request_domain=https://elsewhere.org'])
    expect(outcome.items.every(({ verdict }) => verdict === 'rejected')).toBe(true)
    // Nobody says whether Baidu counts what it refuses.
    expect(outcome).toMatchObject({ modification: 'unknown', modifications: 0, uncertain: 1 })
  })

  test('that is refused for a kind that it only repeats is an add and a delete, and tells what the three calls spent', async () => {
    const now = { request_domain: `${a},${c}`, socket_domain: socket, upload_domain: a }
    capture.answer('{"errno":470016,"msg":"x"}', '{"errno":0}', '{"errno":0}', listed(now))
    const outcome = await set({ request: ['a.example.com', 'c.example.com'] })
    expect(sent()).toEqual([
      `action=set&request_domain=${a},${c}&socket_domain=${socket}&upload_domain=${a}`,
      `action=add&request_domain=${c}`,
      `action=delete&request_domain=${b}`,
      'action=get',
    ])
    expect(outcome).toMatchObject({ modification: 'spent', modifications: 2, uncertain: 1 })
  })

  test('whose second call is refused says of each domain what became of it', async () => {
    const now = { request_domain: `${a},${c}`, socket_domain: socket, upload_domain: a }
    capture.answer('{"errno":0}', '{"errno":470017,"msg":"x"}', listed(now))
    const outcome = await set({ request: ['a.example.com', 'c.example.com'], socket: [] })
    expect(outcome.items).toMatchObject([
      { domain: a, verdict: 'already' },
      { domain: c, verdict: 'accepted' },
      { domain: b, verdict: 'accepted', intent: 'absent' },
      { domain: socket, verdict: 'rejected', rejection: { reason: 'still-listed' } },
    ])
    expect(outcome).toMatchObject({ modification: 'spent', modifications: 1, uncertain: 1 })
  })

  test('whose second call fails is of unknown applied: the list is read, and the error says so', async () => {
    const now = { request_domain: `${a},${c}`, socket_domain: socket, upload_domain: a }
    capture.answer('{"errno":0}', '{"errno":470011,"msg":"x"}', listed(now))
    expect(await rejection(set({ request: ['a.example.com', 'c.example.com'], socket: [] }))).toMatchObject({
      _tag: 'BudgetSpent',
      applied: 'unknown',
      modification: 'spent',
      modifications: 1,
      uncertain: 0,
      retry: { when: 'after-read' },
    })
    expect(sent()[2]).toBe('action=get')
  })

  test('whose second call fails though it took effect is a success', async () => {
    const now = { request_domain: `${a},${c}`, socket_domain: '', upload_domain: a }
    capture.answer('{"errno":0}', { status: 502, body: 'bad gateway' }, listed(now))
    const outcome = await set({ request: ['a.example.com', 'c.example.com'], socket: [] })
    expect(outcome.items.some(({ verdict }) => verdict === 'rejected')).toBe(false)
    expect(outcome).toMatchObject({ modification: 'spent', modifications: 1, uncertain: 1 })
  })

  test('that is cancelled between its calls sends nothing further', async () => {
    const controller = new AbortController()
    const onResponse = (): void => {
      if (capture.requests.length === 1) controller.abort()
    }
    const provider = providerOf({ baseUrl: capture.baseUrl, tokens: () => '45.app' }, { onResponse })
    const { server } = provider.with({ signal: controller.signal }).app('1')
    const change = setDomains({ request: ['a.example.com', 'c.example.com'], socket: [] })
    expect(await server.modify(change, { observed })()).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'Cancelled', applied: 'unknown', modification: 'spent', modifications: 1, uncertain: 0 },
    })
    expect(sent()).toEqual([`action=add&request_domain=${c}`])
    await provider.close()
  })

  test('with emptySet: send, an empty kind is sent with nothing in it', async () => {
    const profile = { baidu: { emptySet: 'clears', setOmitted: 'cleared' } } as const
    const { app, emulator, serverOf, sent: bodies, close } = await emulated({ emptySet: 'send' }, { profile })
    emulator.seed({
      apps: { 'bd-app-1': { server: { configured: { request_domain: [a, b], socket_domain: [socket] } } } },
    })
    await app.server.modify(setDomains({ request: [] }))
    expect(decodeURIComponent(bodies()[1] ?? '')).toBe(
      `action=set&request_domain=&socket_domain=${socket}&download_domain=&upload_domain=`,
    )
    expect(serverOf('bd-app-1')).toMatchObject({ request_domain: [], socket_domain: [socket] })
    await close()
  })

  test('with setSends: named, kinds that it does not name are left out', async () => {
    capture.answer('{"errno":0}', listed({ request_domain: a, socket_domain: socket, upload_domain: a }))
    await set({ request: ['a.example.com'] }, { setSends: 'named' })
    expect(sent()[0]).toBe(`action=set&request_domain=${a}`)
  })

  test('that made the vendor drop a kind it does not name tells that it is lost', async () => {
    capture.answer('{"errno":0}', listed({ request_domain: a, socket_domain: '', upload_domain: a }))
    const outcome = await set({ request: ['a.example.com'] }, { setSends: 'named' })
    expect(outcome.items).toMatchObject([
      { domain: a, verdict: 'already' },
      { domain: b, verdict: 'accepted', intent: 'absent' },
      { domain: socket, verdict: 'rejected', rejection: { reason: 'lost' } },
    ])
  })
})
