import { appSubject } from '@mini-domains/core'
import { type Store, memoryStore } from '@mini-domains/core/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type ImportProgress, csvRows, jsonLineRows } from '../../src/index.js'
import { left, right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { type World, startWorld } from '../vendor-under-test.js'

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

test.each(['NULL', 'null', '\\N', 'undefined', '-', '', ' ', 'N/A', '无', '(null)', '#N/A'])(
  'a cell that stands for nothing is a bad row: %j',
  async (nothing) => {
    const rows = csvRows([`appId,refreshToken\nwx1,${nothing}\n${nothing},token\nwx2,token-2\n`])
    const report = right(await fresh().credentials.importRefreshTokens(rows)())
    expect(report).toMatchObject({ stored: 1, refused: undefined })
    expect(report.badRows.map(({ line }) => line)).toEqual([2, 3])
  },
)

test.each(['secret-１', 'secret\u200b-1', '\u202esecret-1', 'secret 1', '密钥secret-1', '#REF!', '1.77123E+07', '=A1'])(
  'an id or a token that is none is a bad row, told without it: %j',
  async (odd) => {
    const rows = csvRows([`appId,refreshToken\nwx1,${odd}\n${odd},secret-2\nwx3,secret-3\n`])
    const report = right(await fresh().credentials.importRefreshTokens(rows)())
    expect(report).toMatchObject({ stored: 1, bad: 2 })
    expect(report.badRows.map(({ line, problem }) => [line, problem.split(':')[0]])).toEqual([
      [2, 'refreshToken'],
      [3, 'appId'],
    ])
    expect(JSON.stringify(report)).not.toContain('secret')
  },
)

test.each(['[{"appId":"wx1","refreshToken":"secret-1"},\n{"appId":"wx2"}]', '{\n  "appId": "wx1"\n}'])(
  'one JSON text is refused once, whatever its length: %j',
  async (text) => {
    const report = right(await fresh().credentials.importRefreshTokens(jsonLineRows([text]))())
    expect(report).toMatchObject({ read: 0, bad: 0, refused: { reason: 'not-text', line: 1 } })
  },
)

test.each([
  ['wx1,secret-1\nwx2,secret-2\n', 'column'],
  ['appId,token\nwx1,secret-1\n', 'column'],
  ['', 'column'],
  ['appId,refresh_token,refreshToken\nwx1,secret-1,secret-2\n', 'column'],
  ['appId，refreshToken\nwx1，secret-1\n', 'separator'],
])('a table whose header is wrong is refused once, and nothing of it is told: %j', async (text, reason) => {
  const report = right(await fresh().credentials.importRefreshTokens(csvRows([text]), { after: 5 })())
  expect(report).toMatchObject({ read: 0, stored: 0, bad: 0, refused: { reason } })
  expect(JSON.stringify(report)).not.toContain('secret-')
})

test.each([
  'authorizer_appid,authorizer_refresh_token',
  'AppID;Refresh Token',
  '小程序appid\t刷新令牌',
  'id,appid,refresh_token',
])("a header may be in the vendors' words: %s", async (header) => {
  const separator = /[,;\t]/.exec(header)?.[0] ?? ','
  const cells = header.split(separator).length === 3 ? ['7', 'wx1', 'token-1'] : ['wx1', 'token-1']
  const { credentials } = fresh()
  const rows = csvRows([Buffer.from(`\ufeff${header}\r\n${cells.join(separator)}\r\n`, 'utf16le')])
  expect(right(await credentials.importRefreshTokens(rows)())).toMatchObject({ stored: 1, bad: 0 })
  expect(right(await credentials.status('wx1')()).hasRefreshToken).toBe(true)
})

test('another token for an app, of unknown age, is told as passed over; the same one is known already', async () => {
  const { credentials } = fresh()
  const rows = [
    { appId: 'wx1', refreshToken: 'one' },
    { appId: 'wx2', refreshToken: 'two' },
  ]
  right(await credentials.importRefreshTokens(rows)())
  const heard: Array<number> = []
  const again = [
    { appId: 'wx1', refreshToken: 'one' },
    { appId: 'wx2', refreshToken: 'other' },
  ]
  const report = right(await credentials.importRefreshTokens(again, { onPassedOver: (line) => heard.push(line) })())
  expect(report).toMatchObject({ stored: 0, unchanged: 2, passedOver: 1 })
  expect(heard).toEqual([2])
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
  const failing: Store = {
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
