import {
  type AccessTokens,
  appSubject,
  type DomainAdapter,
  createDomainProvider,
  platformSubject,
} from '@mini-domains/core'
import { authorizationLost, tokenRejected, memoryStore } from '@mini-domains/core/adapter'
import { baidu } from '@mini-domains/baidu'
import { douyin } from '@mini-domains/douyin'
import { wechat } from '@mini-domains/wechat'
import { type Credentials } from '../../src/index.js'
import { left, right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { type World, startWorld, vendorFacts, vendors } from '../vendor-under-test.js'

const minute = 60_000

describe.each(vendors)('%s, a merchant who takes the authorisation back', (vendor) => {
  const { firstApp: appId, denial, renewalPath, recoveryPath } = vendorFacts[vendor]
  const app = appSubject(appId)
  let world: World
  let close: () => Promise<void> = () => Promise.resolve()

  beforeEach(async () => {
    world = await startWorld(vendor, manualClock())
  })
  afterEach(async () => {
    await close()
    await world.end()
  })

  const ready = async () => {
    const store = memoryStore(world.clock)
    const credentials = world.keep(store)
    await world.ticket(credentials)
    right(await credentials.importRefreshTokens([{ appId, refreshToken: world.refreshTokenOf(appId) }])())
    return { store, credentials }
  }

  const providerOn = (tokens: AccessTokens) => {
    const provider = right(
      createDomainProvider<DomainAdapter>([wechat, baidu, douyin], { vendor, baseUrl: world.side.baseUrl, tokens }),
    )
    close = provider.close
    return provider
  }

  const authorised = async (credentials: Credentials): Promise<void> => {
    const push = world.side.authorisation.build({ event: 'authorised', appId })
    right(await credentials.accept(right(world.reader.read(push)))())
  }

  test('is asked about once: the next call sends nothing and says when and why, also in another process', async () => {
    const { store, credentials } = await ready()
    const { server } = providerOn(credentials).app(appId)
    right(await server.get()())
    world.side.authorisation.deauthorise(appId)
    const first = left(await server.get()())
    expect(first._tag).toBe('AuthorizationLost')
    const calls = world.side.requests().length
    const again = left(await server.get()())
    expect(again).toMatchObject({ _tag: 'AuthorizationLost', actor: 'merchant', vendorCode: first.vendorCode })
    expect(again.message).toBe('the authorisation has been gone since 2026-11-21T00:00:00.000Z: the vendor says so')
    expect(left(await world.keep(store).get(app)()).message).toBe(again.message)
    expect(world.side.requests()).toHaveLength(calls)
  })

  test('costs a batch one call for each that was under way, the two that ask the vendor again, and none for the rest', async () => {
    const { credentials } = await ready()
    const { server } = providerOn(credentials).app(appId)
    right(await server.get()())
    world.side.authorisation.deauthorise(appId)
    const before = world.side.requests().length
    for (let call = 0; call < 20; call += 1) left(await server.get()())
    expect(world.side.requests()).toHaveLength(before + 3)
  })

  test('and gives it again is served again: a new authorisation ends what is remembered', async () => {
    const { credentials } = await ready()
    const { server } = providerOn(credentials).app(appId)
    right(await server.get()())
    world.side.authorisation.deauthorise(appId)
    left(await server.get()())
    world.clock.advance(minute)
    await authorised(credentials)
    right(await server.get()())
    expect(right(await credentials.status(appId)())).toMatchObject({ state: 'ready', lostAt: undefined })
  })

  test('and has given it again is not taken for lost by a call that was sent with the old token', async () => {
    const { credentials } = await ready()
    const old = right(await credentials.get(app)())
    world.side.authorisation.deauthorise(appId)
    const late = left(await providerOn(credentials).app(appId).server.get()())
    right(await credentials.reconsider(appId)())
    world.clock.advance(minute)
    await authorised(credentials)
    const fresh = right(await credentials.get(app)())
    expect(fresh).not.toBe(old)
    right(await credentials.failed(app, old, late)())
    expect(right(await credentials.get(app)())).toBe(fresh)
  })

  test('is gone since the first time that the vendor said so, however often it is asked again', async () => {
    const { store, credentials } = await ready()
    right(await credentials.get(app)())
    world.side.authorisation.deauthorise(appId)
    left(await providerOn(credentials).app(appId).server.get()())
    const first = right(await credentials.status(appId)())
    for (let round = 0; round < 3; round += 1) {
      world.clock.advance(10 * 60 * minute)
      await world.ticket(credentials)
      right(await credentials.reconsider(appId)())
      const again = left(await credentials.get(app)())
      expect(again.message).toBe('the authorisation has been gone since 2026-11-21T00:00:00.000Z: the vendor says so')
      expect(right(await world.keep(store).status(appId)())).toEqual(first)
    }
    world.clock.advance(minute)
    const push = world.side.authorisation.build({ event: 'unauthorised', appId })
    right(await credentials.accept(right(world.reader.read(push)))())
    expect(right(await credentials.status(appId)())).toMatchObject({ lostAt: first.lostAt })
    world.clock.advance(minute)
    await authorised(credentials)
    right(await credentials.get(app)())
    world.side.authorisation.deauthorise(appId)
    left(await providerOn(credentials).app(appId).server.get()())
    expect(right(await credentials.status(appId)()).lostAt).toBe(world.clock.now())
  })

  test('never gave any: of an app that nobody has heard of, it is the id that is to be checked', async () => {
    const { store, credentials } = await ready()
    for (const manager of [credentials, world.keep(store)]) {
      const error = left(await manager.get(appSubject('nobody'))())
      expect(error).toMatchObject({
        _tag: 'AuthorizationLost',
        message: 'the vendor knows no authorisation of this app, and none was ever kept here',
      })
      expect(error.hint?.en).toContain('Check the id of the app.')
      expect(error.hint?.zh).toContain('请核对小程序 ID')
    }
  })

  test('was said once by a slip: the app is not lost, and the next call is served', async () => {
    const { credentials } = await ready()
    const { server } = providerOn(credentials).app(appId)
    right(await server.get()())
    world.side.faults.add({ kind: 'reply', body: denial, times: 1 })
    expect(left(await server.get()())._tag).toBe('AuthorizationLost')
    right(await server.get()())
    // The platform's own token ends too, so the slip is put at the call that renews the app's.
    world.clock.advance(10 * 60 * minute)
    await world.ticket(credentials)
    world.side.faults.add({ kind: 'reply', body: denial, times: 1, match: { path: renewalPath } })
    right(await server.get()())
  })

  test('is not taken for lost by one word of the vendor where nothing was known of it, nor asked about after the second', async () => {
    const { store, credentials } = await ready()
    right(await credentials.forget(appId)())
    world.side.faults.add({ kind: 'reply', body: denial, times: 1, match: { path: recoveryPath } })
    right(await credentials.get(app)())
    right(await credentials.forget(appId)())
    world.side.authorisation.deauthorise(appId)
    expect(left(await credentials.get(app)())).toMatchObject({ _tag: 'AuthorizationLost' })
    const calls = world.side.requests().length
    expect(left(await world.keep(store).get(app)())._tag).toBe('AuthorizationLost')
    expect(world.side.requests()).toHaveLength(calls)
  })

  test('and is imported again after it is asked about again', async () => {
    const { credentials } = await ready()
    const { server } = providerOn(credentials).app(appId)
    right(await server.get()())
    world.side.authorisation.deauthorise(appId)
    left(await server.get()())
    const refreshToken = world.refreshTokenOf(appId)
    const early = [{ appId, refreshToken, gotAt: world.clock.now() - minute }]
    expect(right(await credentials.importRefreshTokens(early)())).toMatchObject({ stored: 0, unchanged: 1 })
    expect(right(await credentials.importRefreshTokens([{ appId, refreshToken }])())).toMatchObject({ stored: 1 })
    expect(right(await credentials.status(appId)()).state).not.toBe('lost')
  })

  test('is no matter of the platform, nor of any other error', async () => {
    const { credentials } = await ready()
    const token = right(await credentials.get(app)())
    const where = { vendor, operation: 'app.server.get', subject: 'app' }
    right(await credentials.failed(platformSubject, token, authorizationLost(where, {}))())
    right(await credentials.failed(app, token, tokenRejected(where, {}))())
    expect(right(await credentials.status(appId)())).toMatchObject({ state: 'ready' })
  })
})

describe('WeChat, a word that ends a refresh token or an authorisation', () => {
  const app = appSubject('wx-app-1')
  const tokenPath = '/cgi-bin/component/api_authorizer_token'
  const listPath = '/cgi-bin/component/api_get_authorizer_list'
  let world: World

  beforeEach(async () => {
    world = await startWorld('wechat', manualClock())
  })
  afterEach(() => world.end())

  const ready = async (refreshToken: string) => {
    const credentials = world.keep(memoryStore(world.clock))
    await world.ticket(credentials)
    right(await credentials.importRefreshTokens([{ appId: 'wx-app-1', refreshToken }])())
    return credentials
  }
  const says = (errcode: number, path: string, times: number): void =>
    void world.side.faults.add({ kind: 'reply', body: { errcode, errmsg: 'x rid: 1-2-3' }, times, match: { path } })

  test.each([61023, 40030, 42002, 42007])(
    'is not final when it was said once (%i): the list still has that refresh token',
    async (errcode) => {
      const credentials = await ready(world.refreshTokenOf('wx-app-1'))
      says(errcode, tokenPath, 1)
      expect(right(await credentials.get(app)())).toBe(world.tokenOf('wx-app-1'))
    },
  )

  test.each([61023, 40030])(
    'is not final when it was said once of each of two refresh tokens (%i)',
    async (errcode) => {
      const credentials = await ready('an-older-one')
      says(errcode, tokenPath, 2)
      expect(right(await credentials.get(app)())).toBe(world.tokenOf('wx-app-1'))
    },
  )

  test('is final when it was said twice and a new list has no other; the code is told, and nobody asks again', async () => {
    const credentials = await ready(world.refreshTokenOf('wx-app-1'))
    says(61023, tokenPath, 2)
    const error = left(await credentials.get(app)())
    expect(error).toMatchObject({ _tag: 'AuthorizationLost', vendorCode: 61023, requestId: '1-2-3' })
    const calls = world.side.requests().length
    left(await credentials.get(app)())
    expect(world.side.requests()).toHaveLength(calls)
  })

  test.each([61003, 61023, 40030, 42007, 61009])('%i of the whole list is nobody’s loss', async (errcode) => {
    const credentials = await ready('an-older-one')
    says(errcode, listPath, 1)
    expect(left(await credentials.get(app)())).toMatchObject({
      _tag: 'TokenUnavailable',
      vendorCode: errcode,
      actor: 'vendor',
      retry: { when: 'later' },
    })
    expect(right(await credentials.get(app)())).toBe(world.tokenOf('wx-app-1'))
  })

  test('a list that is empty once is not believed, of an app that nothing is known of', async () => {
    const credentials = world.keep(memoryStore(world.clock))
    await world.ticket(credentials)
    const body = { total_count: 0, list: [] }
    world.side.faults.add({ kind: 'reply', body, times: 1, match: { path: listPath } })
    expect(right(await credentials.get(app)())).toBe(world.tokenOf('wx-app-1'))
  })
})
