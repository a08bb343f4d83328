import { appSubject, type TokenStore } from '@mini-domains/core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type ImportProgress, csvRows, jsonLineRows, memoryStore } from '../src/index.js'
import { left, right } from './either.js'
import { manualClock } from './manual-clock.js'
import { type World, startWorld } from './vendor-under-test.js'

let world: World
beforeEach(async () => {
  world = await startWorld('wechat', manualClock())
})
afterEach(() => world.end())

const fresh = () => {
  const store = memoryStore(world.clock)
  return { store, credentials: world.keep(store) }
}

const csv = [
  '\ufeffname,app_id,"refresh_token",gotAt',
  '商家一,wx1,token-1,2026-01-02',
  '商家二,wx2,token-2',
  '"商家, 三",wx3,"token-3",',
  '',
  '商家四,,token-4,',
  '商家五,wx5,tok en,',
  '商家六,wx6,token-6,yesterday',
  '商家七,wx7,token-7,1700000000000',
].join('\r\n')

test('CSV is read with quotes, a byte order mark and other columns, and bad rows are told by line', async () => {
  const { credentials } = fresh()
  const report = right(await credentials.importRefreshTokens(csvRows([csv]))())
  expect(report).toMatchObject({ read: 7, stored: 3, unchanged: 0, bad: 4, stopped: undefined, line: 9 })
  expect(report.badRows.map(({ line }) => line)).toEqual([3, 6, 7, 8])
  expect(JSON.stringify(report)).not.toContain('token-')
  expect(right(await credentials.status('wx3')()).hasRefreshToken).toBe(true)
  expect(right(await credentials.status('wx7')()).refreshTokenAt).toBe(1_700_000_000_000)
})

test('a file that is cut anywhere between pieces is read alike', async () => {
  const bytes = Buffer.from(csv)
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(7 * i, 7 * i + 7))
  expect(right(await fresh().credentials.importRefreshTokens(csvRows(pieces))())).toMatchObject({ stored: 3, bad: 4 })
})

test('JSON Lines are read, and bad ones told by line', async () => {
  const lines = [
    '\ufeff{"appId":"1","refreshToken":"a"}',
    '',
    '{"appId":2,"refreshToken":"b"}',
    '{"appId":',
    '[]',
    'null',
  ]
  const report = right(await fresh().credentials.importRefreshTokens(jsonLineRows([lines.join('\n')]))())
  expect(report).toMatchObject({ read: 5, stored: 2, bad: 3 })
  expect(report.badRows.map(({ line }) => line)).toEqual([4, 5, 6])
})

test('a token that is kept is not overwritten by an older one, or by one of unknown age', async () => {
  const { credentials } = fresh()
  await world.ticket(credentials)
  const appId = 'wx-app-1'
  const token = right(await credentials.get(appSubject(appId))())
  const rows = [
    { appId, refreshToken: 'old', gotAt: 5 },
    { appId, refreshToken: 'of unknown age'.replaceAll(' ', '-') },
  ]
  expect(right(await credentials.importRefreshTokens(rows)())).toMatchObject({ stored: 0, unchanged: 2 })
  expect(right(await credentials.refused(appSubject(appId), token)())).toBe(world.tokenOf(appId))
})

test('an import that is run twice does nothing the second time', async () => {
  const { credentials } = fresh()
  right(await credentials.importRefreshTokens(csvRows([csv]))())
  expect(right(await credentials.importRefreshTokens(csvRows([csv]))())).toMatchObject({
    stored: 0,
    unchanged: 3,
    bad: 4,
  })
})

test('an import that the store interrupts says how far it came, and goes on from there', async () => {
  const { store, credentials: good } = fresh()
  let left = 500
  const failing: TokenStore = {
    ...store,
    put: (key, value, expected) => {
      left -= 1
      const failure = { _tag: 'StoreFailure', reason: 'full', message: 'no room', hint: { en: '', zh: '' } } as const
      return left < 0 ? TE.left(failure) : store.put(key, value, expected)
    },
  }
  const rows = Array.from({ length: 2_000 }, (_, i) => ({ appId: `app-${i}`, refreshToken: `token-${i}` }))
  const first = right(await world.keep(failing).importRefreshTokens(rows)())
  expect(first.stopped?.message).toContain('full')
  expect(first.line).toBeLessThanOrEqual(500)
  const told: Array<ImportProgress> = []
  const second = right(
    await good.importRefreshTokens(rows, { after: first.line, onProgress: (progress) => told.push(progress) })(),
  )
  expect(second.stopped).toBeUndefined()
  expect(second.line).toBe(2_000)
  expect(told.at(-1)?.line).toBe(2_000)
  expect(told.length).toBeGreaterThan(1)
  expect(right(await store.keys('', '', 5_000)())).toHaveLength(2_000)
})

test('a code that the vendor takes for wrong is told as such, and nothing is stored', async () => {
  const { store, credentials } = fresh()
  await world.ticket(credentials)
  expect(left(await credentials.authorize('no-such-code')())).toMatchObject({ _tag: 'CodeRefused', actor: 'caller' })
  expect(right(await store.keys('wechat/wx-platform/app/', '', 10)())).toEqual([])
})
