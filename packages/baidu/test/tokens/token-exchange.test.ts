import { type ClosableTokenExchange } from '@mini-domains/core/adapter'
import { startEmulator, type Emulator } from '@mini-domains/emulator'
import { inspect } from 'node:util'
import { left, right } from '../../../core/test/either.js'
import { baiduExchange } from '../../src/index.js'

let emulator: Emulator
let exchange: ClosableTokenExchange

beforeEach(async () => {
  emulator = await startEmulator()
  exchange = right(baiduExchange({ clientId: 'client-bd-platform', baseUrl: emulator.baidu.baseUrl }))
})
afterEach(async () => {
  await exchange.close()
  await emulator.close()
})

const platformToken = async (): Promise<string> => {
  emulator.baidu.authorisation.build({ event: 'ticket' })
  return right(await exchange.platformToken(emulator.baidu.state().platform.ticket)()).token
}

const kept = (appId: string) => {
  const { token, refreshToken } = emulator.baidu.state().apps[appId] ?? {}
  return { token, refreshToken }
}

test('the platform token comes for a ticket; a wrong ticket asks for the next push', async () => {
  expect(await platformToken()).toBe(emulator.baidu.state().platform.token)
  expect(left(await exchange.platformToken('none')())).toMatchObject({
    _tag: 'TokenUnavailable',
    actor: 'platform',
    vendorCode: 50003,
  })
})

test('a refresh gives a new pair, once: the same refresh token again is spent', async () => {
  const token = await platformToken()
  const old = kept('bd-app-1').refreshToken ?? ''
  const grant = right(await exchange.refresh(token, 'bd-app-1', old)())
  expect(grant).toEqual({ appId: 'bd-app-1', ...kept('bd-app-1'), expiresInMs: 3_600_000 })
  expect(grant.refreshToken).not.toBe(old)
  const spent = left(await exchange.refresh(token, 'bd-app-1', old)())
  expect(exchange.isSpent(spent)).toBe(true)
})

test('a refresh is never repeated by itself, and a lost reply leaves its result unknown', async () => {
  const token = await platformToken()
  for (const kind of ['reset-after', 'cut-body', 'html', 'empty-body', 'duplicate-keys'] as const) {
    const before = emulator.baidu.requests().length
    emulator.baidu.faults.add({ kind })
    const error = left(await exchange.refresh(token, 'bd-app-1', kept('bd-app-1').refreshToken ?? '')())
    expect(error.applied).toBe('unknown')
    expect(emulator.baidu.requests().length).toBe(before + 1)
  }
})

test('what was lost is recovered, again and again', async () => {
  const token = await platformToken()
  for (let round = 0; round < 3; round += 1) {
    const recovered = right(await exchange.recover(token, 'bd-app-1')())
    expect(recovered).toMatchObject({ _tag: 'Grant', grant: { appId: 'bd-app-1', ...kept('bd-app-1') } })
  }
  emulator.baidu.authorisation.deauthorise('bd-app-1')
  expect(left(await exchange.recover(token, 'bd-app-1')())).toMatchObject({
    _tag: 'AuthorizationLost',
    vendorCode: 50032,
  })
})

test('a code gives the first pair, and needs the app’s name', async () => {
  const token = await platformToken()
  const code = emulator.baidu.authorisation.authorise('bd-new')
  expect(left(await exchange.authorize(token, code)()).hint.en).toContain('app id')
  expect(right(await exchange.authorize(token, code, 'bd-new')())).toMatchObject(kept('bd-new'))
})

test.each([
  [{ error_code: 110, error_msg: 'Access token invalid or no longer valid' }, 'TokenRejected'],
  [{ error_code: '110', error_msg: 'Access token invalid or no longer valid' }, 'TokenRejected'],
  [{ error: 'invalid_token' }, 'TokenRejected'],
  [{ error: 'unsupported_grant_type' }, 'RequestRejected'],
  [{ error: 'temporarily_unavailable' }, 'VendorBusy'],
  [{ errno: 44000, msg: 'token' }, 'TokenRejected'],
  [{ error: 'invalid_grant', error_description: 'x' }, 'RequestRejected'],
  [{ errno: 50032, msg: 'no relation' }, 'AuthorizationLost'],
  [{ error_code: 5, error_msg: 'Unauthorized client IP address' }, 'AddressNotAllowed'],
  [{ error: 'something_new' }, 'UnknownCode'],
  [{ errno: 0, msg: 'success' }, 'UnreadableReply'],
  [{ access_token: '45.a', expires_in: 3600 }, 'UnreadableReply'],
])('each of the three envelopes is understood at any call: %j is %s', async (body, tag) => {
  const token = await platformToken()
  emulator.baidu.faults.add({ kind: 'reply', body })
  expect(left(await exchange.refresh(token, 'bd-app-1', 'my-refresh-token')())._tag).toBe(tag)
})

// A refresh token is single use: a pair that is taken for an error is lost.
test.each([{ error: '' }, { error: null, error_description: null }, { error_code: 0 }, { errno: 0, msg: 'success' }])(
  'a pair is taken also where a field beside it says that nothing is wrong: %j',
  async (beside) => {
    const token = await platformToken()
    const body = { access_token: '45.a', refresh_token: '46.b', expires_in: 3600, ...beside }
    emulator.baidu.faults.add({ kind: 'reply', body })
    expect(right(await exchange.refresh(token, 'bd-app-1', 'my-refresh-token')())).toEqual({
      appId: 'bd-app-1',
      token: '45.a',
      refreshToken: '46.b',
      expiresInMs: 3_600_000,
    })
  },
)

test('a refusal is no pair, whatever stands beside it', async () => {
  const token = await platformToken()
  for (const refused of [{ error: 'expired_token' }, { error_code: 110 }, { error_code: '110' }, { errno: 50032 }]) {
    const body = { access_token: '45.a', refresh_token: '46.b', expires_in: 3600, ...refused }
    emulator.baidu.faults.add({ kind: 'reply', body })
    expect(left(await exchange.refresh(token, 'bd-app-1', 'my-refresh-token')()).applied).toBe('no')
  }
})

test('no secret is in any error', async () => {
  const token = await platformToken()
  const body = { errno: 0, access_token: '45.new-token', oops: 'my-refresh-token', data: [token] }
  for (const fault of [{ kind: 'reply', body } as const, { kind: 'cut-body' } as const]) {
    emulator.baidu.faults.add(fault)
    const error = left(await exchange.refresh(token, 'bd-app-1', 'my-refresh-token')())
    const text = inspect(error, { depth: 9 }) + JSON.stringify(error)
    for (const secret of ['45.new-token', 'my-refresh-token', token]) expect(text).not.toContain(secret)
  }
})

test.each([
  ['expired_token', 'refresh token has been used', true],
  ['invalid_grant', 'x', true],
  ['invalid_request', 'invalid refresh token', true],
  ['invalid_request', 'a parameter is missing', false],
  ['invalid_client', 'unknown client id', false],
  ['unauthorized_client', 'x', false],
  ['unsupported_grant_type', 'The authorization grant type is not supported', false],
  ['invalid_scope', 'x', false],
  ['invalid_grant', 'The provided authorization grant is revoked', true],
])('%s (%s) with HTTP 400 at a refresh is known by name; spent: %s', async (error, error_description, isSpent) => {
  const token = await platformToken()
  emulator.baidu.faults.add({ kind: 'reply', status: 400, body: { error, error_description } })
  const refused = left(await exchange.refresh(token, 'bd-app-1', 'my-refresh-token')())
  expect(refused).toMatchObject({ _tag: 'RequestRejected', vendorCode: error, modification: 'not-spent' })
  expect(exchange.isSpent(refused)).toBe(isSpent)
  if (error.endsWith('_client')) expect(refused).toMatchObject({ actor: 'platform', retry: { when: 'after-action' } })
})

test.each(['invalid_grant', 'expired_token'])('a code that gets %s was refused, and nothing is lost', async (error) => {
  const token = await platformToken()
  emulator.baidu.faults.add({ kind: 'reply', status: 400, body: { error } })
  expect(left(await exchange.authorize(token, 'code', 'bd-app-1')())).toMatchObject({
    _tag: 'CodeRefused',
    actor: 'caller',
  })
})
