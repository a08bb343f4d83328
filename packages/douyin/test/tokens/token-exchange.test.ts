import { type ClosableTokenExchange } from '@mini-domains/core/adapter'
import { startEmulator, type Emulator } from '@mini-domains/emulator'
import { inspect } from 'node:util'
import { left, right } from '../../../core/test/either.js'
import { douyinExchange } from '../../src/index.js'

const minute = 60_000
const secret = 'secret-tt-platform'

let now: number
let emulator: Emulator
let exchange: ClosableTokenExchange

const exchangeOf = (over: object = {}) =>
  right(
    douyinExchange({
      componentAppId: 'tt-platform',
      componentAppSecret: secret,
      baseUrl: emulator.douyin.baseUrl,
      ...over,
    }),
  )

beforeEach(async () => {
  now = Date.parse('2026-11-21T00:00:00Z')
  emulator = await startEmulator({ clock: () => now })
  exchange = exchangeOf()
})
afterEach(async () => {
  await exchange.close()
  await emulator.close()
})

const platformToken = async (): Promise<string> => {
  emulator.douyin.authorisation.build({ event: 'ticket' })
  return right(await exchange.platformToken(emulator.douyin.state().platform.ticket)()).token
}

const kept = (appId: string) => {
  const { token, refreshToken } = emulator.douyin.state().apps[appId] ?? {}
  return { token, refreshToken }
}

test('the component token comes for a ticket, and lives as long as the reply says', async () => {
  emulator.douyin.seed({ lifetimes: { platformToken: 3600 } })
  emulator.douyin.authorisation.build({ event: 'ticket' })
  const { ticket } = emulator.douyin.state().platform
  const issued = right(await exchange.platformToken(ticket)())
  expect(issued).toEqual({ token: emulator.douyin.state().platform.token, expiresInMs: 3_600_000 })
})

test.each(['text', 'number'] as const)(
  'a wrong ticket asks for the next push, also with errno as a %s',
  async (errno) => {
    emulator.douyin.seed({ profile: { errno } })
    expect(left(await exchange.platformToken('none')())).toMatchObject({
      _tag: 'TokenUnavailable',
      actor: 'platform',
      vendorCode: 40037,
    })
  },
)

test('a wrong secret is told as the config that it is, and not quoted', async () => {
  const other = exchangeOf({ componentAppSecret: 'not-the-secret' })
  emulator.douyin.authorisation.build({ event: 'ticket' })
  const refused = left(await other.platformToken(emulator.douyin.state().platform.ticket)())
  expect(refused).toMatchObject({ _tag: 'RequestRejected', actor: 'platform', retry: { when: 'after-action' } })
  expect(inspect(refused, { depth: 9 })).not.toContain('not-the-secret')
  await other.close()
})

test('the component token before works for five minutes more, and says that it does; that of an app for none', async () => {
  expect(exchange).toMatchObject({ refreshTokens: 'single-use', graceMs: 0, platformGraceMs: 5 * minute })
  const first = await platformToken()
  const second = await platformToken()
  const { refreshToken } = kept('tt-app-1')
  now += 4 * minute
  right(await exchange.refresh(first, 'tt-app-1', refreshToken ?? '')())
  now += 2 * minute
  const again = kept('tt-app-1').refreshToken ?? ''
  expect(left(await exchange.refresh(first, 'tt-app-1', again)())._tag).toBe('TokenRejected')
  right(await exchange.refresh(second, 'tt-app-1', again)())
})

test('a refresh gives a new pair, once: the same refresh token again is spent', async () => {
  const token = await platformToken()
  const old = kept('tt-app-1').refreshToken ?? ''
  const grant = right(await exchange.refresh(token, 'tt-app-1', old)())
  expect(grant).toEqual({ appId: 'tt-app-1', ...kept('tt-app-1'), expiresInMs: 7_200_000 })
  expect(grant.refreshToken).not.toBe(old)
  const spent = left(await exchange.refresh(token, 'tt-app-1', old)())
  expect(exchange.isSpent(spent)).toBe(true)
})

test('a refresh sends the refresh token as itself, and the token of the platform in its header', async () => {
  const token = await platformToken()
  const old = kept('tt-app-1').refreshToken ?? ''
  right(await exchange.refresh(token, 'tt-app-1', old)())
  expect(emulator.douyin.requests().at(-1)).toMatchObject({
    method: 'GET',
    path: '/api/tpapp/v2/auth/get_auth_token/',
    query: { grant_type: 'app_to_tp_refresh_token', authorizer_refresh_token: old },
    headers: { 'access-token': token },
  })
})

test('a refresh is never repeated by itself, and a lost reply leaves its result unknown', async () => {
  const token = await platformToken()
  for (const kind of ['reset-after', 'cut-body', 'html', 'empty-body', 'duplicate-keys'] as const) {
    const before = emulator.douyin.requests().length
    emulator.douyin.faults.add({ kind })
    const error = left(await exchange.refresh(token, 'tt-app-1', kept('tt-app-1').refreshToken ?? '')())
    expect(error.applied).toBe('unknown')
    expect(emulator.douyin.requests()).toHaveLength(before + 1)
  }
})

test('what was lost is recovered through retrieve_auth_code, again and again, until the merchant takes it back', async () => {
  const token = await platformToken()
  for (let round = 0; round < 3; round += 1) {
    const recovered = right(await exchange.recover(token, 'tt-app-1')())
    expect(recovered).toMatchObject({ _tag: 'Grant', grant: { appId: 'tt-app-1', ...kept('tt-app-1') } })
  }
  expect(emulator.douyin.requests().filter(({ path }) => path.includes('retrieve_auth_code'))).toHaveLength(3)
  emulator.douyin.authorisation.deauthorise('tt-app-1')
  expect(left(await exchange.recover(token, 'tt-app-1')())).toMatchObject({
    _tag: 'AuthorizationLost',
    vendorCode: 40022,
  })
  expect(left(await exchange.recover(token, 'nobody')())).toMatchObject({
    _tag: 'AuthorizationLost',
    vendorCode: 40004,
  })
})

test('a code that Douyin has just given and does not take is asked for again later, and nothing is lost', async () => {
  const token = await platformToken()
  emulator.douyin.faults.add({
    kind: 'reply',
    body: { err_no: 40001, err_msg: 'x', log_id: '1' },
    match: { path: '/api/tpapp/v2/auth/get_auth_token/' },
  })
  expect(left(await exchange.recover(token, 'tt-app-1')())).toMatchObject({
    _tag: 'TokenUnavailable',
    actor: 'vendor',
    retry: { when: 'later' },
  })
})

// No source gives a code for it (docs/vendors/douyin.md C.1.3).
test.each(['40001', '40021'] as const)(
  'a wrong authorisation code was refused (%s), and nothing is lost',
  async (wrongCode) => {
    emulator.douyin.seed({ profile: { wrongCode } })
    const token = await platformToken()
    expect(left(await exchange.authorize(token, 'code', 'tt-app-1')())).toMatchObject({
      _tag: 'CodeRefused',
      actor: 'caller',
      vendorCode: Number(wrongCode),
    })
  },
)

test.each(['40021', '40001'] as const)(
  'a refresh token that is used up is known by its code (%s), and the app is recovered',
  async (usedRefreshToken) => {
    emulator.douyin.seed({ profile: { usedRefreshToken } })
    const token = await platformToken()
    const old = kept('tt-app-1').refreshToken ?? ''
    right(await exchange.refresh(token, 'tt-app-1', old)())
    const error = left(await exchange.refresh(token, 'tt-app-1', old)())
    expect([error.vendorCode, exchange.isSpent(error)]).toEqual([Number(usedRefreshToken), true])
    expect(right(await exchange.recover(token, 'tt-app-1')())).toMatchObject({ grant: kept('tt-app-1') })
  },
)

test('a code gives the first pair, and the reply names the app', async () => {
  const token = await platformToken()
  const code = emulator.douyin.authorisation.authorise('tt-new')
  expect(right(await exchange.authorize(token, code)())).toMatchObject({ appId: 'tt-new', ...kept('tt-new') })
})

test.each([
  [{ err_no: 40021, err_msg: 'x' }, 'RequestRejected'],
  [{ err_no: 40009, err_msg: 'x' }, 'TokenRejected'],
  [{ err_no: 28001003, err_msg: 'x' }, 'TokenRejected'],
  [{ err_no: 40022, err_msg: 'x' }, 'AuthorizationLost'],
  [{ err_no: 40036, err_msg: 'x' }, 'PermissionDenied'],
  [{ err_no: 40045, err_msg: 'x' }, 'VendorBusy'],
  [{ err_no: 40006, err_msg: 'x' }, 'AddressNotAllowed'],
  [{ err_no: 987654, err_msg: 'x' }, 'UnknownCode'],
  [{ err_no: 0, err_msg: '' }, 'UnreadableReply'],
  [{ authorizer_access_token: 'a', expires_in: 1 }, 'UnreadableReply'],
])('%j in place of a pair is %s', async (body, tag) => {
  const token = await platformToken()
  emulator.douyin.faults.add({ kind: 'reply', body })
  expect(left(await exchange.refresh(token, 'tt-app-1', 'my-refresh-token')())._tag).toBe(tag)
})

test('no secret is in any error', async () => {
  const token = await platformToken()
  const body = { err_no: 0, err_msg: 'my-refresh-token', data: { authorizer_access_token: 'isvact.new', more: token } }
  for (const fault of [{ kind: 'reply', body } as const, { kind: 'cut-body' } as const]) {
    emulator.douyin.faults.add(fault)
    const error = left(await exchange.refresh(token, 'tt-app-1', 'my-refresh-token')())
    const text = inspect(error, { depth: 9 }) + JSON.stringify(error)
    for (const hidden of ['isvact.new', 'my-refresh-token', token]) expect(text).not.toContain(hidden)
  }
})

test('the component token is asked for where a config says, since sources name two places', async () => {
  const other = exchangeOf({ componentTokenPath: '/openapi/v2/auth/token' })
  expect(left(await other.platformToken('ticket')()).operation).toBe('token.platform')
  expect(emulator.douyin.requests().at(-1)).toMatchObject({ path: '/openapi/v2/auth/token' })
  await other.close()
  expect(douyinExchange({ componentAppId: 'a', componentAppSecret: 'b', componentTokenPath: 'openapi' })).toMatchObject(
    {
      left: { issues: [{ path: 'componentTokenPath' }] },
    },
  )
})

test.each([
  [[{ auth_appid: 'a' }], '2'],
  [[], undefined],
])('a page of authorised apps that is short of what all come to: %j is followed by %s', async (auth_app_list, next) => {
  const token = await platformToken()
  const body = { err_no: 0, err_msg: '', log_id: '1', data: { auth_app_list, total: 63 } }
  emulator.douyin.faults.add({ kind: 'reply', body })
  expect(right(await (exchange.authorizedApps?.(token) ?? fail())()).next).toBe(next)
})

test('authorised apps are listed page by page, and a link is made for a merchant', async () => {
  const apps = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`more-${index}`, {}]))
  emulator.douyin.seed({ apps })
  const token = await platformToken()
  const first = right(await (exchange.authorizedApps?.(token) ?? fail())())
  expect(first).toMatchObject({ total: 63, unreadable: 0, hasOthers: false, next: '2' })
  const second = right(await (exchange.authorizedApps?.(token, first.next) ?? fail())())
  expect([...first.apps, ...second.apps]).toHaveLength(63)
  expect(second.next).toBeUndefined()
  const link = right(
    await (exchange.authorizationLinks?.(token, { redirectUrl: 'https://www.example.com/done' }) ?? fail())(),
  )
  expect(link.desktop).toMatch(/^https:/)
  expect(link.expiresInMs).toBe(86_400_000)
})

const fail = (): never => {
  throw new Error('no such call')
}
