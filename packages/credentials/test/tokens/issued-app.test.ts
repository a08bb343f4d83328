import { appSubject, platformSubject } from '@mini-domains/core'
import { type PlatformTokenExchange, memoryStore } from '@mini-domains/core/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { createCredentials } from '../../src/index.js'
import { right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { key } from '../vendor-under-test.js'

/** A vendor where each app has a token of its own, good for a minute, that the platform's credentials alone are good for. */
const world = () => {
  const clock = manualClock({ sleepTakesTime: true })
  const issued: Array<string> = []
  const issue = (of: string) =>
    TE.fromIO(() => {
      issued.push(of)
      return { token: `${of} ${issued.length}`, expiresInMs: 60_000 }
    })
  const exchange: PlatformTokenExchange = {
    tokens: 'platform',
    vendor: 'lantern',
    platformId: 'id',
    platformToken: () => issue('platform'),
    appToken: (appId) => issue(appId),
  }
  const store = memoryStore(clock)
  const make = () => right(createCredentials({ exchange, store, key, clock }))
  return { clock, issued, make }
}

const one = appSubject('one')

describe('tokens of apps that live for a minute and are got with the credentials of the platform', () => {
  test('are each app’s own, got once for all who ask at once, and by another process from the store', async () => {
    const { issued, make } = world()
    const credentials = make()
    const got = await Promise.all([one, one, appSubject('two')].map((app) => credentials.get(app)()))
    expect(got.map(right)).toEqual(['one 1', 'one 1', 'two 2'])
    expect(right(await make().get(one)())).toBe('one 1')
    expect(issued).toEqual(['one', 'two'])
    expect(right(await credentials.get(platformSubject)())).toBe('platform 3')
    expect(right(await credentials.platformStatus())).toMatchObject({ needsTicket: false })
  })

  test('are used for most of their minute, and never after it', async () => {
    const { clock, issued, make } = world()
    const credentials = make()
    for (let seconds = 0; seconds < 600; seconds += 5) {
      const token = right(await credentials.get(one)())
      expect(token).toBe(`one ${issued.length}`)
      clock.advance(5_000)
    }
    // Ten minutes: one a minute at least, and none is got before 45 seconds are over.
    expect(issued.length).toBeGreaterThanOrEqual(10)
    expect(issued.length).toBeLessThanOrEqual(600 / 45)
  })

  test('are replaced where the vendor refuses one, and again where that one has grown old since', async () => {
    const { clock, make } = world()
    const credentials = make()
    const first = right(await credentials.get(one)())
    const second = right(await credentials.refused(one, first)())
    expect(second).toBe('one 2')
    // Just got anew and refused all the same: another would be refused too.
    expect(right(await credentials.refused(one, second)())).toBe(second)
    clock.advance(56_000)
    expect(right(await credentials.refused(one, second)())).toBe('one 3')
  })

  test('need no code: one that is given is refused, and no token of the app is got', async () => {
    const { issued, make } = world()
    expect(JSON.stringify(await make().authorize('code', 'one')())).toMatch(/TokenUnavailable.*credentials alone/)
    expect(issued).not.toContain('one')
  })
})
