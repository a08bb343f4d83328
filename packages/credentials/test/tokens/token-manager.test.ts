import { appSubject, platformSubject } from '@mini-domains/core'
import { memoryStore } from '@mini-domains/core/adapter'
import { inspect } from 'node:util'
import { left, right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { type World, startWorld, vendorFacts, vendors } from '../vendor-under-test.js'

const minute = 60_000

describe.each(vendors)('%s', (vendor) => {
  const { firstApp: appId, appTokenMs } = vendorFacts[vendor]
  const app = appSubject(appId)
  let world: World

  beforeEach(async () => {
    world = await startWorld(vendor, manualClock())
  })
  afterEach(() => world.end())

  const ready = async (options = {}) => {
    const store = memoryStore(world.clock)
    const credentials = world.keep(store, options)
    await world.ticket(credentials)
    right(await credentials.importRefreshTokens([{ appId, refreshToken: world.refreshTokenOf(appId) }])())
    return { store, credentials }
  }

  test('gives the token that the vendor has just given, and keeps the new refresh token', async () => {
    const { credentials } = await ready()
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
    expect(world.appCalls()).toBe(1)
    expect(right(await credentials.get(platformSubject)())).toBe(world.side.state().platform.token)
    expect(right(await credentials.status(appId)())).toMatchObject({ state: 'ready', hasRefreshToken: true })
  })

  test('asks once for many callers, and not again while the token lives', async () => {
    const { credentials, store } = await ready()
    const other = world.keep(store)
    const got = await Promise.all(Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? credentials : other).get(app)()))
    expect(new Set(got.map(right)).size).toBe(1)
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
    expect(world.appCalls()).toBe(1)
  })

  test('replaces a token before its end, and not much before', async () => {
    const { credentials } = await ready()
    const first = right(await credentials.get(app)())
    world.clock.advance(appTokenMs - 11 * minute)
    expect(right(await credentials.get(app)())).toBe(first)
    world.clock.advance(7 * minute)
    const second = right(await credentials.get(app)())
    expect(second).not.toBe(first)
    expect(second).toBe(world.tokenOf(appId))
    expect(world.appCalls()).toBe(2)
  })

  test('uses the old token when an early refresh fails, and asks no more for a while', async () => {
    const troubles: Array<string> = []
    const { credentials } = await ready({
      hooks: { onError: (error: { _tag: string }) => troubles.push(error._tag) },
    })
    const first = right(await credentials.get(app)())
    world.clock.advance(appTokenMs - 4 * minute)
    world.side.faults.add({ kind: 'refuse', probability: 1 })
    expect(right(await credentials.get(app)())).toBe(first)
    const calls = world.side.requests().length
    expect(right(await credentials.get(app)())).toBe(first)
    expect(world.side.requests().length).toBe(calls)
    expect(new Set(troubles)).toEqual(new Set(['ConnectionFailed']))
    world.side.faults.clear()
    world.clock.advance(2 * minute)
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
    expect(world.tokenOf(appId)).not.toBe(first)
  })

  test('takes the token of another process after a refusal, and forces no refresh', async () => {
    const { credentials, store } = await ready()
    const first = right(await credentials.get(app)())
    const other = world.keep(store)
    const second = right(await other.refused(app, first)())
    expect(second).not.toBe(first)
    expect(world.appCalls()).toBe(2)
    expect(right(await credentials.refused(app, first)())).toBe(second)
    expect(world.appCalls()).toBe(2)
  })

  test('forces one refresh for many refusals of one token', async () => {
    const { credentials } = await ready()
    const first = right(await credentials.get(app)())
    const got = await Promise.all(Array.from({ length: 50 }, () => credentials.refused(app, first)()))
    expect(new Set(got.map(right))).toEqual(new Set([world.tokenOf(appId)]))
    expect(world.appCalls()).toBe(2)
  })

  test('gives the same token again when one that was just forced is refused, so that no quota burns', async () => {
    const { credentials } = await ready()
    const first = right(await credentials.get(app)())
    const second = right(await credentials.refused(app, first)())
    expect(right(await credentials.refused(app, second)())).toBe(second)
    expect(world.appCalls()).toBe(2)
    world.clock.advance(2 * minute)
    expect(right(await credentials.refused(app, second)())).not.toBe(second)
  })

  test('survives a platform token that the vendor has forgotten', async () => {
    const { credentials } = await ready()
    const platform = right(await credentials.get(platformSubject)())
    world.side.seed({ tokens: { [platform]: { state: 'revoked' } } })
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
    expect(right(await credentials.get(platformSubject)())).not.toBe(platform)
  })

  test('remembers a lost authorisation, with when and why, and asks no more, also from another process', async () => {
    const { credentials, store } = await ready()
    world.side.authorisation.deauthorise(appId)
    expect(left(await credentials.get(app)())).toMatchObject({ _tag: 'AuthorizationLost', actor: 'merchant' })
    const calls = world.side.requests().length
    const other = world.keep(store)
    const again = left(await other.get(app)())
    expect(again._tag).toBe('AuthorizationLost')
    expect(again.message).toContain('2026-11-21T00:00:00.000Z')
    expect(world.side.requests().length).toBe(calls)
    expect(right(await other.status(appId)())).toMatchObject({ state: 'lost', lostAt: world.clock.now() })
  })

  test('takes a new authorisation after a lost one, from an event', async () => {
    const { credentials } = await ready()
    world.side.authorisation.deauthorise(appId)
    left(await credentials.get(app)())
    world.clock.advance(minute)
    const push = world.side.authorisation.build({ event: 'authorised', appId })
    right(await credentials.accept(right(world.reader.read(push)))())
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
  })

  test('hears that the merchant took the authorisation back, and drops what it has', async () => {
    const { credentials } = await ready()
    right(await credentials.get(app)())
    const push = world.side.authorisation.build({ event: 'unauthorised', appId })
    right(await credentials.accept(right(world.reader.read(push)))())
    const calls = world.side.requests().length
    expect(left(await credentials.get(app)())._tag).toBe('AuthorizationLost')
    expect(world.side.requests().length).toBe(calls)
  })

  test('passes over an event that is older than the newest one', async () => {
    const { credentials } = await ready()
    const old = right(world.reader.read(world.side.authorisation.build({ event: 'unauthorised', appId })))
    world.clock.advance(5_000)
    const fresh = right(world.reader.read(world.side.authorisation.build({ event: 'authorised', appId })))
    right(await credentials.accept(fresh)())
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
    right(await credentials.accept(old)())
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
  })

  test('exchanges a code from the redirect page', async () => {
    const { credentials } = await ready()
    const code = world.side.authorisation.authorise('new-app')
    expect(right(await credentials.authorize(code, 'new-app')())).toBe('new-app')
    expect(right(await credentials.get(appSubject('new-app'))())).toBe(world.tokenOf('new-app'))
  })

  test.each(['', ' \n'])('refuses %j as a code, with nothing sent: the page was opened without one', async (code) => {
    const { credentials } = await ready()
    const calls = world.side.requests().length
    expect(left(await credentials.authorize(code, appId)())).toMatchObject({
      _tag: 'CodeRefused',
      actor: 'caller',
      applied: 'no',
    })
    expect(world.side.requests()).toHaveLength(calls)
    right(await credentials.get(app)())
  })

  test('finds an app at the vendor of which it knows nothing', async () => {
    const credentials = world.keep(memoryStore(world.clock))
    await world.ticket(credentials)
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
    expect(left(await credentials.get(appSubject('nobody'))())._tag).toBe('AuthorizationLost')
  })

  test('recovers when the refresh token that was imported is dead', async () => {
    const credentials = world.keep(memoryStore(world.clock))
    await world.ticket(credentials)
    right(await credentials.importRefreshTokens([{ appId, refreshToken: 'used-up' }])())
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
  })

  test('says that there is no ticket yet', async () => {
    const credentials = world.keep(memoryStore(world.clock))
    const error = left(await credentials.get(app)())
    expect(error).toMatchObject({ _tag: 'TokenUnavailable', actor: 'platform' })
    expect(error.message).toContain('no ticket')
    expect(error.hint.zh).toContain('票据')
  })

  test('keeps the newest ticket, whatever comes late', async () => {
    const { credentials } = await ready()
    const at = right(await credentials.platformStatus()).ticketCreatedAt
    right(await credentials.accept({ _tag: 'Ticket', ticket: 'older', createdAt: 1 })())
    expect(right(await credentials.platformStatus()).ticketCreatedAt).toBe(at)
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
  })

  test('counts the age of a ticket from when it was heard, whatever zone the time in its push is of', async () => {
    const credentials = world.keep(memoryStore(world.clock))
    const push = right(world.reader.read(world.side.authorisation.build({ event: 'ticket' })))
    right(await credentials.accept({ ...push, createdAt: push.createdAt - 13 * 60 * minute })())
    right(await credentials.get(platformSubject)())
    const { ticketLifeMs } = world.exchange
    if (ticketLifeMs === undefined) return
    world.clock.advance(ticketLifeMs + minute)
    const refused = left(await credentials.get(platformSubject)())
    expect(refused.message).toContain('too old')
    // By a clock that is ahead, every ticket is.
    expect(refused.hint.en).toContain('set the clock of this machine right')
  })

  test('lets no secret into errors, events or the status', async () => {
    const said: Array<unknown> = []
    const { credentials } = await ready({
      hooks: { onStep: (event: unknown) => said.push(event), onError: (error: unknown) => said.push(error) },
    })
    const refreshToken = world.refreshTokenOf(appId)
    world.side.faults.add({ kind: 'reply', status: 200, body: { oops: refreshToken }, times: 3 })
    said.push(await credentials.get(platformSubject)())
    said.push(await credentials.get(app)())
    world.side.faults.clear()
    world.side.faults.add({ kind: 'cut-body', probability: 1 })
    said.push(await credentials.get(app)())
    said.push(right(await credentials.status(appId)()), credentials)
    const text = inspect(said, { depth: 10 }) + JSON.stringify(said)
    for (const secret of [refreshToken, world.refreshTokenOf(appId), world.tokenOf(appId), 'secret-wx-platform'])
      expect(text).not.toContain(secret)
  })
})
