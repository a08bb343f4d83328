import { type ClosableTokenExchange } from '@mini-domains/core/adapter'
import { startEmulator, type Emulator } from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import { inspect } from 'node:util'
import { left, right } from '../../../core/test/either.js'
import { wechatExchange, wechatPushReader } from '../../src/index.js'

let emulator: Emulator
let exchange: ClosableTokenExchange

const make = (componentAppSecret = 'secret-wx-platform'): ClosableTokenExchange =>
  right(
    wechatExchange({
      componentAppId: 'wx-platform',
      componentAppSecret,
      baseUrl: emulator.wechat.baseUrl,
      attempts: 1,
    }),
  )

beforeEach(async () => {
  emulator = await startEmulator()
  exchange = make()
})
afterEach(async () => {
  await exchange.close()
  await emulator.close()
})

const ticket = (): string => {
  emulator.wechat.authorisation.build({ event: 'ticket' })
  return emulator.wechat.state().platform.ticket
}

const platformToken = async (): Promise<string> => right(await exchange.platformToken(ticket())()).token

test('the platform token comes for a ticket, and lives as long as WeChat says', async () => {
  const issued = right(await exchange.platformToken(ticket())())
  expect(issued).toEqual({ token: emulator.wechat.state().platform.token, expiresInMs: 7_200_000 })
  expect(emulator.wechat.requests().at(-1)?.rawQuery).toBe('')
})

test.each(['7200', 7200, -5, 0, 'soon', null])('a life of %p is read as seconds or as unsaid', async (expires_in) => {
  emulator.wechat.faults.add({ kind: 'reply', body: { component_access_token: 'a', expires_in } })
  const { expiresInMs } = right(await exchange.platformToken(ticket())())
  expect(expiresInMs).toBe(Number.isFinite(Number(expires_in)) ? Number(expires_in ?? 0) * 1000 : 0)
})

test('a refresh gives the newest pair, with the platform token in the query and the rest in the body', async () => {
  const token = await platformToken()
  const grant = right(await exchange.refresh(token, 'wx-app-1', 'refreshtoken@@@wx-app-1')())
  const { token: own, refreshToken } = emulator.wechat.state().apps['wx-app-1'] ?? {}
  expect(grant).toEqual({ appId: 'wx-app-1', token: own, refreshToken, expiresInMs: 7_200_000 })
  expect(emulator.wechat.requests().at(-1)?.query).toEqual({ component_access_token: token })
})

test('a code gives the first pair and names the app', async () => {
  const code = emulator.wechat.authorisation.authorise('wx-new')
  const grant = right(await exchange.authorize(await platformToken(), code)())
  expect(grant.appId).toBe('wx-new')
  expect(grant.token).toBe(emulator.wechat.state().apps['wx-new']?.token)
})

test('an account without API permission gets no tokens, and that is told', async () => {
  emulator.wechat.seed({ apps: { 'wx-bare': { permissions: [] } } })
  const code = emulator.wechat.authorisation.authorise('wx-bare')
  expect(left(await exchange.authorize(await platformToken(), code)())._tag).toBe('PermissionDenied')
})

test('a lost refresh token is found in the list, on whichever page', async () => {
  const apps = Object.fromEntries(Array.from({ length: 1_100 }, (_, i) => [`wx-${i}`, {}]))
  emulator.wechat.seed({ apps })
  const token = await platformToken()
  expect(right(await exchange.recover(token, 'wx-1099')())).toEqual({
    _tag: 'RefreshToken',
    refreshToken: 'refreshtoken@@@wx-1099',
  })
  expect(left(await exchange.recover(token, 'wx-none')())._tag).toBe('AuthorizationLost')
})

describe('many recoveries at once', () => {
  const pages = (): number => emulator.wechat.tokenCalls().byEndpoint['api_get_authorizer_list'] ?? 0
  const names = Array.from({ length: 1_100 }, (_, i) => `wx-${i}`)

  test('share one walk over the list, also those that come when it is done', async () => {
    emulator.wechat.seed({ apps: Object.fromEntries(names.map((name) => [name, {}])) })
    const token = await platformToken()
    const found = await Promise.all(names.slice(0, 600).map((name) => exchange.recover(token, name)()))
    for (const name of names.slice(600)) found.push(await exchange.recover(token, name)())
    expect(found.map((one) => right(one))).toEqual(
      names.map((name) => ({ _tag: 'RefreshToken', refreshToken: `refreshtoken@@@${name}` })),
    )
    expect(pages()).toBe(3)
  })

  test('go no further than to the page that has the last of them', async () => {
    emulator.wechat.seed({ apps: Object.fromEntries(names.map((name) => [name, {}])) })
    const token = await platformToken()
    right(await exchange.recover(token, 'wx-0')())
    expect(pages()).toBe(1)
  })

  test('read the list again for an app that asks again, or was not in it: it may be there since', async () => {
    const token = await platformToken()
    right(await exchange.recover(token, 'wx-app-1')())
    right(await exchange.recover(token, 'wx-app-1')())
    expect(pages()).toBe(2)
    emulator.wechat.seed({ apps: { 'wx-late': {} } })
    right(await exchange.recover(token, 'wx-late')())
    expect(pages()).toBe(3)
    const none = await Promise.all([0, 1, 2].map(() => exchange.recover(token, 'wx-none')()))
    expect(none.map((one) => left(one)._tag)).toEqual(['AuthorizationLost', 'AuthorizationLost', 'AuthorizationLost'])
    // One for the first, and one for the two that came when that had begun.
    expect(pages()).toBe(5)
  })

  test('do not take from an older walk what a refresh has since found dead', async () => {
    emulator.wechat.seed({ apps: { 'wx-a': {}, 'wx-b': {} } })
    const token = await platformToken()
    right(await exchange.recover(token, 'wx-a')())
    expect(exchange.isSpent(left(await exchange.refresh(token, 'wx-b', 'dead')()))).toBe(true)
    right(await exchange.recover(token, 'wx-b')())
    expect(pages()).toBe(2)
  })

  test('fail each by its own name where a page cannot be had, and the next goes on', async () => {
    const token = await platformToken()
    emulator.wechat.faults.add({ kind: 'refuse', times: 1 })
    const [one, two] = await Promise.all(['wx-app-1', 'wx-b'].map((name) => exchange.recover(token, name)()))
    expect([one, two]).toMatchObject([{ left: { subject: 'app wx-app-1' } }, { left: { subject: 'app wx-b' } }])
    right(await exchange.recover(token, 'wx-app-1')())
  })
})

test('a dead refresh token is known as spent, and a lost authorisation as lost', async () => {
  const token = await platformToken()
  const spent = left(await exchange.refresh(token, 'wx-app-1', 'dead')())
  expect(exchange.isSpent(spent)).toBe(true)
  emulator.wechat.authorisation.deauthorise('wx-app-1')
  const lost = left(await exchange.refresh(token, 'wx-app-1', 'dead')())
  expect(lost).toMatchObject({ _tag: 'AuthorizationLost', vendorCode: 61003, operation: 'token.refresh' })
  expect(exchange.isSpent(lost)).toBe(false)
})

test.each(['default', 'contrary'] as const)(
  'a wrong secret is the platform’s to fix, in profile %s',
  async (profile) => {
    await emulator.close()
    emulator = await startEmulator({ profile })
    const wrong = make('wrong')
    const error = left(await wrong.platformToken(ticket())())
    expect(error).toMatchObject({ _tag: 'RequestRejected', actor: 'platform' })
    expect(error.hint.en).toContain('componentAppSecret')
    await wrong.close()
  },
)

test('a ticket that is none asks for the next push, and the push can be started', async () => {
  const error = left(await exchange.platformToken('no-ticket')())
  expect(error).toMatchObject({ _tag: 'TokenUnavailable', actor: 'platform', vendorCode: 61006 })
  const started = await exchange.startTicketPush?.()
  expect(started?._tag).toBe('Right')
})

test('a platform token that is refused is told as such: who keeps it gets another', async () => {
  expect(left(await exchange.refresh('gone', 'wx-app-1', 'r')())._tag).toBe('TokenRejected')
})

test('no secret is in any error, whatever comes back', async () => {
  const token = await platformToken()
  const secrets = [token, 'my-refresh-token', 'my-code', 'my-ticket', 'secret-wx-platform']
  const body = { errcode: 12345, errmsg: secrets.join(' '), authorizer_access_token: 'new-token-value' }
  const calls = [
    exchange.refresh(token, 'wx-app-1', 'my-refresh-token'),
    exchange.authorize(token, 'my-code'),
    exchange.platformToken('my-ticket'),
  ]
  for (const call of calls)
    for (const fault of [
      { kind: 'reply', body } as const,
      { kind: 'reply', body: { authorizer_access_token: 'new-token-value', rest: 1 } } as const,
      { kind: 'cut-body' } as const,
      { kind: 'html' } as const,
    ]) {
      emulator.wechat.faults.add(fault)
      const error = left(await call())
      const text = inspect(error, { depth: 9 }) + JSON.stringify(error)
      // Each call knows its own secrets; those of another are no part of it.
      expect(text).not.toContain('new-token-value')
      emulator.wechat.faults.clear()
    }
  emulator.wechat.faults.add({ kind: 'reply', body })
  const error = JSON.stringify(left(await exchange.refresh(token, 'wx-app-1', 'my-refresh-token')()))
  expect(error).not.toContain('my-refresh-token')
  expect(error).not.toContain(token)
})

test('a config that is not right is listed, without its secrets', () => {
  const error = left(wechatExchange({ componentAppId: '', componentAppSecret: 5, appsecret: 'oh' }))
  expect(error.issues.map(({ path }) => path).sort()).toEqual([
    '(an unknown key)',
    'componentAppId',
    'componentAppSecret',
  ])
  expect(JSON.stringify(error)).not.toContain('"oh"')
})

describe('the list of authorised apps', () => {
  const row = (name: string, refresh_token?: string) => ({ authorizer_appid: name, refresh_token })
  const answer = (total_count: number, list: ReadonlyArray<unknown>): void => {
    emulator.wechat.faults.add({
      kind: 'reply',
      times: 1,
      body: { total_count, list },
      match: { path: '/cgi-bin/component/api_get_authorizer_list' },
    })
  }

  test('may have a row without a token: its authorisation was never completed, and the others are found', async () => {
    const token = await platformToken()
    emulator.wechat.authorisation.authorise('wx-open')
    expect(left(await exchange.recover(token, 'wx-open')())).toMatchObject({
      _tag: 'AuthorizationLost',
      reason: 'never-completed',
      actor: 'merchant',
    })
    right(await exchange.recover(token, 'wx-app-2')())
  })

  test.each([null, ''])('takes %j for no token', async (none) => {
    const token = await platformToken()
    answer(2, [{ authorizer_appid: 'wx-a', refresh_token: none }, row('wx-b', 'r')])
    expect(left(await exchange.recover(token, 'wx-a')())).toMatchObject({ reason: 'never-completed' })
  })

  test.each([
    ['whose refresh token is a number', { authorizer_appid: 'wx-a', refresh_token: 5 }],
    ['that tells no app', { refresh_token: 'r' }],
    ['whose app is empty', { authorizer_appid: '', refresh_token: 'r' }],
    ['that is null', null],
  ])('may have a row %s: the others are found, and whoever it may be is not lost', async (_, bad) => {
    const token = await platformToken()
    for (let walk = 0; walk < 2; walk += 1) answer(2, [bad, row('wx-b', 'r')])
    const [other, own] = await Promise.all([exchange.recover(token, 'wx-b')(), exchange.recover(token, 'wx-a')()])
    expect(right(other)).toEqual({ _tag: 'RefreshToken', refreshToken: 'r' })
    const error = left(own)
    expect(error).toMatchObject({ _tag: 'UnreadableReply', path: 'list', retry: { when: 'later' } })
    expect(error).toMatchObject({ subject: 'app wx-a', modification: 'not-spent', applied: 'no' })
  })

  test.each([
    ['first', [row('wx-a', 'r'), { authorizer_appid: 'wx-a' }]],
    ['last', [{ authorizer_appid: 'wx-a' }, row('wx-a', 'r')]],
  ])('may name an app twice: the row with a refresh token counts, where it comes %s', async (_, list) => {
    const token = await platformToken()
    answer(2, list)
    expect(right(await exchange.recover(token, 'wx-a')())).toEqual({ _tag: 'RefreshToken', refreshToken: 'r' })
  })

  test('that gives no row, and says that there are some, says nothing of anybody', async () => {
    const token = await platformToken()
    for (let walk = 0; walk < 4; walk += 1) answer(700, [])
    expect(left(await exchange.recover(token, 'wx-a')())).toMatchObject({ _tag: 'TokenUnavailable' })
  })

  test.each([
    ['broke off', 700, []],
    ['has fewer than it said', 900, [row('wx-b', 'r')]],
  ])('is read again before an app is missed, where it %s', async (_, total, list) => {
    const token = await platformToken()
    answer(total, list)
    expect(right(await exchange.recover(token, 'wx-app-1')())).toMatchObject({ _tag: 'RefreshToken' })
  })

  test('that changed between two pages is read again', async () => {
    const token = await platformToken()
    answer(3, [row('wx-a', 'r'), row('wx-b', 'r')])
    answer(2, [])
    expect(right(await exchange.recover(token, 'wx-app-1')())).toMatchObject({ _tag: 'RefreshToken' })
  })

  test('that never keeps still says nothing, and nothing is lost', async () => {
    const token = await platformToken()
    for (const total of [10, 11, 12, 13]) {
      answer(total, [row('wx-b', 'r')])
      answer(total, [])
    }
    expect(left(await exchange.recover(token, 'wx-gone')())).toMatchObject({
      _tag: 'TokenUnavailable',
      retry: { when: 'later' },
    })
  })

  test('that was read before gives no refresh token that the vendor has refused since', async () => {
    const token = await platformToken()
    right(await exchange.recover(token, 'wx-app-2')())
    emulator.wechat.authorisation.authorise('wx-app-1')
    const dead = 'refreshtoken@@@wx-app-1'
    const { refreshToken } = emulator.wechat.state().apps['wx-app-1'] ?? {}
    expect(right(await exchange.recover(token, 'wx-app-1', [dead])())).toEqual({ _tag: 'RefreshToken', refreshToken })
  })
})

test.each([
  [40030, 'AuthorizationLost', true],
  [42002, 'AuthorizationLost', true],
  [42007, 'AuthorizationLost', true],
  [40091, 'TokenUnavailable', false],
  [40094, 'TokenRejected', false],
])('%i at a refresh is %s and spends no modification', async (errcode, tag, isSpent) => {
  const token = await platformToken()
  emulator.wechat.faults.add({ kind: 'reply', body: { errcode, errmsg: 'x' } })
  const error = left(await exchange.refresh(token, 'wx-app-1', 'refreshtoken@@@wx-app-1')())
  expect(error).toMatchObject({ _tag: tag, modification: 'not-spent' })
  expect(exchange.isSpent(error)).toBe(isSpent)
})

test.each([40001, 40125, 40094, 61011, 99999])(
  '%i at the call for the platform token spends nothing',
  async (errcode) => {
    emulator.wechat.faults.add({ kind: 'reply', body: { errcode, errmsg: 'x' } })
    expect(left(await exchange.platformToken(ticket())())).toMatchObject({
      modification: 'not-spent',
      applied: 'no',
    })
  },
)

test.each([61009, 61010, 42003, 40029, 40163])('%i is a code that was refused, and nobody’s loss', async (errcode) => {
  const token = await platformToken()
  emulator.wechat.faults.add({ kind: 'reply', body: { errcode, errmsg: 'x' } })
  expect(left(await exchange.authorize(token, 'c')())).toMatchObject({ _tag: 'CodeRefused', actor: 'caller' })
})

const ends = ['\n', '\r', '\r\n', ' ', '\t', '\ufeff']
const key = 'A'.repeat(43)

const paths = (made: E.Either<{ readonly issues: ReadonlyArray<{ readonly path: string }> }, unknown>) =>
  E.isLeft(made) ? made.left.issues.map(({ path }) => path) : ['taken']

test.each(ends.flatMap((end) => [`x${end}`, `${end}x`]))('an id or secret %j is refused by its path', (odd) => {
  expect(paths(wechatExchange({ componentAppId: odd, componentAppSecret: 's' }))).toEqual(['componentAppId'])
  expect(paths(wechatExchange({ componentAppId: 'x', componentAppSecret: odd }))).toEqual(['componentAppSecret'])
  expect(paths(wechatPushReader({ componentAppId: odd, token: 't', encodingAesKey: key }))).toEqual(['componentAppId'])
  expect(paths(wechatPushReader({ componentAppId: 'x', token: odd, encodingAesKey: key }))).toEqual(['token'])
})
