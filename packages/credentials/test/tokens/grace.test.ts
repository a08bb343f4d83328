import { type Subject, appSubject, platformSubject } from '@mini-domains/core'
import { memoryData, memoryStore } from '@mini-domains/core/adapter'
import { left, right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { type World, startWorld, vendorFacts, vendors } from '../vendor-under-test.js'

const minute = 60_000

// What a vendor leaves of a token once there is a newer one.
const graces = {
  wechat: { app: 'works', platform: 'works' },
  baidu: { app: 'ends', platform: 'ends' },
  douyin: { app: 'ends', platform: 'works' },
} as const

describe.each(vendors)('%s, while another process gets the next token', (vendor) => {
  const { firstApp: appId, appTokenMs } = vendorFacts[vendor]
  let world: World

  beforeEach(async () => {
    world = await startWorld(vendor, manualClock({ sleepTakesTime: true }))
    world.side.seed({ lifetimes: { platformToken: appTokenMs / 1000 } })
  })
  afterEach(() => world.end())

  /** Two managers on one store. Both tokens are due, and somebody holds the lease of one of them. */
  const held = async (name: string) => {
    const data = memoryData()
    const open = () => memoryStore(world.clock, data)
    const first = world.keep(open())
    await world.ticket(first)
    right(await first.importRefreshTokens([{ appId, refreshToken: world.refreshTokenOf(appId) }])())
    const subjects: ReadonlyArray<Subject> = [appSubject(appId), platformSubject]
    const [app, platform] = await Promise.all(subjects.map((subject) => first.get(subject)()))
    world.clock.advance(appTokenMs - 4 * minute)
    right(await open().acquire(`${vendor}/${world.exchange.platformId}/${name}`, 'somebody', 10 * minute)())
    return { second: world.keep(open(), { waitMs: 5_000, leaseMs: 1_000 }), app, platform }
  }

  test(`the app's one before ${graces[vendor].app}`, async () => {
    const { second, app } = await held(`app/${appId}`)
    const got = await second.get(appSubject(appId))()
    if (graces[vendor].app === 'works') expect(got).toEqual(app)
    else expect(left(got)).toMatchObject({ _tag: 'TokenUnavailable', retry: { when: 'later' } })
  })

  test(`the platform's one before ${graces[vendor].platform}`, async () => {
    const { second, platform } = await held('platform')
    const got = await second.get(platformSubject)()
    if (graces[vendor].platform === 'works') expect(got).toEqual(platform)
    else expect(left(got)).toMatchObject({ _tag: 'TokenUnavailable', retry: { when: 'later' } })
  })

  test('a code that is pushed as well, and was exchanged already, ends no authorisation', async () => {
    const data = memoryData()
    const [first, second] = [world.keep(memoryStore(world.clock, data)), world.keep(memoryStore(world.clock, data))]
    await world.ticket(first)
    right(await first.importRefreshTokens([{ appId, refreshToken: 'used-up' }])())
    const push = right(world.reader.read(world.side.authorisation.build({ event: 'updated', appId })))
    if (push._tag !== 'AuthorizationUpdated') throw new Error('no code')
    right(await first.authorize(push.code, appId)())
    world.clock.advance(minute)
    right(await second.accept({ ...push, createdAt: world.clock.now() })())
    expect(right(await second.get(appSubject(appId))())).toBe(world.tokenOf(appId))
    expect(right(await first.get(appSubject(appId))())).toBe(world.tokenOf(appId))
  })
})
