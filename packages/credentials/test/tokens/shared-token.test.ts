import { type Clock, appSubject, platformSubject, systemClock } from '@mini-domains/core'
import { memoryStore } from '@mini-domains/core/adapter'
import { type Emulator, huaweiClientId, huaweiClientSecret, startEmulator } from '@mini-domains/emulator'
import { huaweiExchange } from '@mini-domains/huawei'
import { createCredentials } from '../../src/index.js'
import { right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { key } from '../vendor-under-test.js'

describe('tokens of a vendor where one of the platform serves every app', () => {
  let emulator: Emulator
  beforeEach(async () => {
    emulator = await startEmulator()
  })
  afterEach(() => emulator.close())

  const world = (clock: Clock = systemClock) => {
    const { baseUrl } = emulator.huawei
    const exchange = right(
      huaweiExchange({ clientId: huaweiClientId, clientSecret: huaweiClientSecret, baseUrl, attempts: 1 }),
    )
    const store = memoryStore(clock)
    const make = () => right(createCredentials({ exchange, store, key, clock }))
    return { credentials: make(), another: make(), store, exchange, close: exchange.close }
  }

  const apps = Array.from({ length: 50 }, (_, index) => appSubject(`hw-app-${index}`))

  test('are one token, got once for all apps at once, and by another process from the store', async () => {
    const { credentials, another, close } = world()
    const got = await Promise.all([platformSubject, ...apps].map((subject) => credentials.get(subject)()))
    const tokens = new Set(got.map((token) => right(token)))
    expect(tokens.size).toBe(1)
    expect(right(await another.get(appSubject('hw-app-9'))())).toBe([...tokens][0])
    expect(emulator.huawei.tokenCalls().total).toBe(1)
    await close()
  })

  test('are renewed once where Huawei refuses the one, whichever apps met it', async () => {
    const { credentials, close } = world()
    const old = right(await credentials.get(appSubject('hw-app-1'))())
    const next = await Promise.all(apps.map((subject) => credentials.refused(subject, old)()))
    const tokens = new Set(next.map((token) => right(token)))
    expect(tokens.size).toBe(1)
    expect(tokens.has(old)).toBe(false)
    expect(emulator.huawei.tokenCalls().total).toBe(2)
    await close()
  })

  test('work on while somebody else gets the next one, since the one before stays good', async () => {
    const clock = manualClock({ sleepTakesTime: true })
    const { credentials, another, store, exchange, close } = world(clock)
    const old = right(await credentials.get(platformSubject)())
    clock.advance(48 * 3_600_000 - 4 * 60_000)
    right(await store.acquire(`huawei/${exchange.platformId}/platform`, 'somebody', 10 * 60_000)())
    expect(right(await another.get(appSubject('hw-app-1'))())).toBe(old)
    await close()
  })

  test('need no ticket, and there is nothing of an app to be exchanged', async () => {
    const { credentials, close } = world()
    expect(JSON.stringify(await credentials.authorize('code', 'hw-app-1')())).toMatch(
      /TokenUnavailable.*serves every app/,
    )
    expect(right(await credentials.get(appSubject('hw-app-1'))())).toMatch(/^eyJ/)
    await close()
  })

  test('stand, for each app, as the one of the platform does', async () => {
    const clock = manualClock({ sleepTakesTime: true })
    const { credentials, close } = world(clock)
    const stateOf = async () => right(await credentials.status('hw-app-1')()).state
    expect(right(await credentials.platformStatus())).toMatchObject({ needsTicket: false, hasTicket: false })
    expect(await stateOf()).toBe('idle')
    right(await credentials.get(platformSubject)())
    const { tokenEndsAt } = right(await credentials.platformStatus())
    expect(right(await credentials.status('hw-app-1')())).toMatchObject({ state: 'ready', tokenEndsAt })
    clock.advance(49 * 3_600_000)
    expect(await stateOf()).toBe('idle')
    await close()
  })
})
