import { addDomains, deleteDomains } from '@mini-domains/core'
import { inspect } from 'node:util'
import { startCapture } from '../captured.js'
import { emulated, rejection } from '../emulated.js'

type Fault = Parameters<Awaited<ReturnType<typeof emulated>>['emulator']['faults']['add']>[0]

const landed: ReadonlyArray<Fault> = [
  { kind: 'reset-after' },
  { kind: 'cut-body' },
  { kind: 'wrong-length' },
  { kind: 'garbage-gzip' },
  { kind: 'duplicate-keys' },
  { kind: 'stall-body' },
  { kind: 'html', effect: 'after' },
  { kind: 'empty-body', effect: 'after' },
  { kind: 'reply', effect: 'after', body: { errno: 6002, msg: 'x' } },
  { kind: 'reply', effect: 'after', body: { errno: '0' } },
  { kind: 'reply', effect: 'after', body: { errno: 987654, msg: 'x' } },
]

describe('after a write whose result is unknown the next step is a read, never the same write', () => {
  test.each(landed)('%j: it had landed, so it is a success', async (fault) => {
    const { app, emulator, webviewOf, sent, close } = await emulated({ attempts: 3, timeoutMs: 1000 })
    emulator.faults.add({ ...fault, match: { action: 'add' } })
    const outcome = await app.webview.modify(addDomains({ webview: ['example.com'] }))
    expect(outcome.items).toMatchObject([{ verdict: 'accepted' }])
    expect(webviewOf('bd-app-1')).toEqual(['https://example.com'])
    expect(sent().map((body) => body.split('&')[0])).toEqual(['action=get', 'action=add', 'action=get'])
    await close()
  })

  test.each<Fault>([
    { kind: 'reset-before' },
    { kind: 'html' },
    { kind: 'empty-body' },
    { kind: 'stall-headers' },
    { kind: 'reply', body: { errno: 500, msg: 'x' } },
    { kind: 'reply', body: { error_code: 2, error_msg: 'x' } },
  ])('%j: it had not landed, so it is an error that asks for a read', async (fault) => {
    const { app, emulator, webviewOf, sent, close } = await emulated({ attempts: 3, timeoutMs: 1000 })
    emulator.faults.add({ ...fault, match: { action: 'add' } })
    expect(await rejection(app.webview.modify(addDomains({ webview: ['example.com'] })))).toMatchObject({
      applied: 'unknown',
      modification: 'unknown',
      retry: { when: 'after-read' },
    })
    expect(webviewOf('bd-app-1')).toEqual([])
    expect(sent().filter((body) => body.startsWith('action=add'))).toHaveLength(1)
    await close()
  })
})

describe('a delete that is refused since a part of it was gone meanwhile is looked up', () => {
  const domains = (...hosts: ReadonlyArray<string>) => hosts.map((host) => `https://${host}`)
  const both = domains('a.example.com', 'b.example.com')

  test.each([
    ['one is left', ['https://b.example.com'], ['accepted', 'rejected']],
    ['none is left', [], ['accepted', 'accepted']],
    ['all are left', both, ['rejected', 'rejected']],
  ])('%s', async (_, left, verdicts) => {
    const capture = await startCapture()
    capture.answer('{"errno":470017,"msg":"x"}', JSON.stringify({ errno: 0, data: left.join(',') }))
    const { webview } = capture.provider().app('1')
    const outcome = await webview.modify(deleteDomains({ webview: both }), { observed: { domains: { webview: both } } })
    expect(outcome.items.map(({ verdict }) => verdict)).toEqual(verdicts)
    await capture.close()
  })

  test('and where the list cannot be read, nothing is told as made', async () => {
    const capture = await startCapture()
    capture.answer('{"errno":470017,"msg":"x"}', { status: 502, body: '<html>' })
    const { webview } = capture.provider().app('1')
    const error = await rejection(
      webview.modify(deleteDomains({ webview: both }), { observed: { domains: { webview: both } } }),
    )
    expect(error).toMatchObject({
      _tag: 'VendorBusy',
      applied: 'unknown',
      modification: 'unknown',
      retry: { when: 'after-read' },
    })
    expect(inspect(error)).toContain('the vendor refused the change or a part of it (470017)')
    await capture.close()
  })
})

describe("only the vendor's own refusal says that a write was not done", () => {
  test.each([
    [429, '<html>slow down</html>'],
    [429, '{"message":"API rate limit exceeded"}'],
    [429, '{"error":{"code":429}}'],
    [429, '{"errno":"50029"}'],
    [429, '[]'],
    [503, '{"error":{"code":503}}'],
    [504, ''],
    [403, '<html>blocked</html>'],
    [200, '<html>login</html>'],
  ])('HTTP %s %s after it had landed: a read finds it done', async (status, body) => {
    const capture = await startCapture()
    capture.answer({ status, body }, '{"errno":0,"data":"https://a.example.com"}')
    const outcome = await capture
      .provider()
      .app('1')
      .webview.modify(addDomains({ webview: ['a.example.com'] }), { observed: { domains: { webview: [] } } })
    expect(outcome.items).toMatchObject([{ verdict: 'accepted' }])
    expect(outcome.modification).toBe('spent')
    await capture.close()
  })

  test.each([
    [429, '{"errno":50029,"msg":"x"}'],
    [429, '{"error_code":18,"error_msg":"x"}'],
    [200, '{"error_code":"18","error_msg":"x"}'],
  ])('HTTP %s %s is its own word: nothing was done, and nothing is read', async (status, body) => {
    const capture = await startCapture()
    capture.answer({ status, body })
    const { webview } = capture.provider().app('1')
    const change = webview.modify(addDomains({ webview: ['a.example.com'] }), {
      observed: { domains: { webview: [] } },
    })
    expect(await rejection(change)).toMatchObject({ _tag: 'RateLimited', applied: 'no', modification: 'not-spent' })
    expect(capture.requests).toHaveLength(1)
    await capture.close()
  })
})

test('a read is tried again, and says of nothing that it may have been done', async () => {
  const { app, emulator, close } = await emulated({ attempts: 3, timeoutMs: 1000 })
  emulator.faults.add({ kind: 'reply', body: { errno: 6002, msg: 'x' }, times: 2 })
  expect(await app.webview.get()).toEqual({ domains: { webview: [] } })
  emulator.faults.add({ kind: 'html', times: 3 })
  expect(await rejection(app.webview.get())).toMatchObject({ _tag: 'VendorBusy', applied: 'no' })
  await close()
})

test('a token that is revoked while a write is under way is renewed once', async () => {
  const tokens = (_: unknown, refused?: string) => (refused === undefined ? 'old' : 'new')
  const { app, emulator, webviewOf, close } = await emulated({ tokens })
  emulator.seed({ apps: { 'bd-app-1': { token: 'old' } } })
  emulator.faults.add({ kind: 'revoke-token', match: { action: 'get' } })
  emulator.seed({ apps: { 'bd-app-1': { token: 'new' } } })
  const outcome = await app.webview.modify(addDomains({ webview: ['example.com'] }))
  expect(outcome.items).toMatchObject([{ verdict: 'accepted' }])
  expect(webviewOf('bd-app-1')).toEqual(['https://example.com'])
  await close()
})

test('changes of one list made at the same time do not lose each other', async () => {
  const { app, webviewOf, close } = await emulated()
  const hosts = Array.from({ length: 12 }, (_, index) => `a${index}.example.com`)
  await Promise.all(hosts.map((host) => app.webview.modify(addDomains({ webview: [host] }))))
  expect([...(webviewOf('bd-app-1') ?? [])].sort()).toEqual(hosts.map((host) => `https://${host}`).sort())
  await close()
})

describe('only an envelope of the vendor says that a write was not done', () => {
  const foreign: ReadonlyArray<readonly [number, string]> = [
    [429, '<html>too many requests</html>'],
    [429, '{"message":"API rate limit exceeded"}'],
    [429, '{"error":"too_many_requests"}'],
    [429, '{"errno":0}'],
    [503, 'busy'],
    [502, '{"message":"bad gateway"}'],
    [404, '<html>not found</html>'],
    [200, '<html>login</html>'],
  ]

  test.each(foreign)('HTTP %s with %s leaves its result unknown, and the list is read', async (status, body) => {
    const capture = await startCapture()
    capture.answer({ status, body, headers: { 'retry-after': '1' } }, '{"errno":0,"data":"https://example.com"}')
    const { webview } = capture.provider().app('1')
    const change = addDomains({ webview: ['example.com'] })
    const outcome = await webview.modify(change, { observed: { domains: { webview: [] } } })
    expect(outcome.items).toMatchObject([{ verdict: 'accepted' }])
    capture.clear()
    capture.answer({ status, body }, '{"errno":0,"data":""}')
    expect(await rejection(webview.modify(change, { observed: { domains: { webview: [] } } }))).toMatchObject({
      applied: 'unknown',
      modification: 'unknown',
      retry: { when: 'after-read' },
    })
    expect(capture.requests.map((sent) => sent.body.split('&')[0])).toEqual(['action=add', 'action=get'])
    await capture.close()
  })
})

test('a delete that is refused for a domain that is gone already is looked up: the others are told as they are', async () => {
  const capture = await startCapture()
  capture.answer('{"errno":470017,"msg":"x"}', '{"errno":0,"data":"https://b.example.com"}')
  const observed = { domains: { webview: ['https://a.example.com', 'https://b.example.com'] } }
  const change = deleteDomains({ webview: ['a.example.com', 'b.example.com'] })
  const outcome = await capture.provider().app('1').webview.modify(change, { observed })
  expect(outcome.items).toMatchObject([
    { domain: 'https://a.example.com', verdict: 'accepted' },
    { domain: 'https://b.example.com', verdict: 'rejected', rejection: { reason: 'still-listed' } },
  ])
  await capture.close()
})

describe.each([50040, 50042])('a delete from a pool that is refused with %i is looked up', (errno) => {
  const refused = `{"errno":${errno},"msg":"x"}`
  const told = [
    { domain: 'https://a.example.com', verdict: 'accepted' },
    { domain: 'https://b.example.com', verdict: 'rejected', rejection: { reason: 'still-listed' } },
  ]

  test('in the pool of server domains', async () => {
    const capture = await startCapture()
    const rest = { request_domain: 'https://b.example.com', socket_domain: '', upload_domain: '', download_domain: '' }
    capture.answer(refused, JSON.stringify({ errno: 0, data: rest }))
    const observed = { domains: { request: ['https://a.example.com', 'https://b.example.com'] } }
    const change = deleteDomains({ request: ['a.example.com', 'b.example.com'] })
    const outcome = await capture.provider().platform.server.modify(change, { observed })
    expect(outcome.items).toMatchObject(told)
    expect(capture.requests.map((sent) => /action=(\w+)/.exec(sent.body)?.[1])).toEqual(['delete', 'get'])
    await capture.close()
  })

  test('in the pool of webview domains', async () => {
    const capture = await startCapture()
    capture.answer(refused, '{"errno":0,"data":"https://b.example.com"}')
    const observed = { domains: { webview: ['https://a.example.com', 'https://b.example.com'] } }
    const change = deleteDomains({ webview: ['a.example.com', 'b.example.com'] })
    const outcome = await capture.provider().platform.webview.modify(change, { observed })
    expect(outcome.items).toMatchObject(told)
    expect(capture.requests.map((sent) => /action=(\w+)/.exec(sent.body)?.[1])).toEqual(['delete', 'get'])
    await capture.close()
  })
})
