import { baiduPushReader } from '@mini-domains/baidu'
import { type Emulator } from '@mini-domains/emulator'
import { verify } from '@mini-domains/fleet'
import { redisStore } from '@mini-domains/redis'
import { wechatPushReader } from '@mini-domains/wechat'
import { right } from '../../credentials/test/either.js'
import { all, shopFleet } from '../../fleet/test/shared-state.js'
import { describeRedis } from '../../redis/test/redis-server.js'
import { type Machine, credentialsAt, openMachine } from './child/machine.js'
import { feeder, leave, worker } from './child/program.js'
import { last, machines, workers } from './four-machines.js'

const count = Number(process.env['MINI_DOMAINS_TEST_MACHINES'] ?? 10)
const vendors = ['wechat', 'baidu'] as const
const key = Buffer.alloc(32, 7).toString('base64')

/** Longer than any token of an app or a platform lives. */
const expiredMs = 3 * 3_600_000

const readerOf = (emulator: Emulator, vendor: (typeof vendors)[number]) => {
  if (vendor === 'wechat') {
    const { pushToken, aesKey, appId } = emulator.wechat.state().platform
    return right(wechatPushReader({ componentAppId: appId, token: pushToken, encodingAesKey: aesKey }))
  }
  const { pushToken, aesKey, clientId } = emulator.baidu.state().platform
  return right(baiduPushReader({ clientId, token: pushToken, aesKey }))
}

/** Keeps in the store what a platform has of each vendor: its ticket, and the refresh token of each app. */
const importTokens = async (emulator: Emulator, machine: Machine): Promise<void> => {
  const store = right(await redisStore(machine)())
  for (const vendor of vendors) {
    const credentials = credentialsAt(vendor, machine, store, key)
    const push = emulator[vendor].authorisation.build({ event: 'ticket' })
    right(await credentials.accept(right(readerOf(emulator, vendor).read(push)))())
    const { apps } = emulator[vendor].state()
    const rows = (vendor === 'wechat' ? machine.wechatIds : machine.baiduIds).map((appId) => ({
      appId,
      refreshToken: apps[appId]?.refreshToken ?? '',
    }))
    expect(right(await credentials.importRefreshTokens(rows)())).toMatchObject({ stored: rows.length, bad: 0 })
  }
  await store.close()
}

const isRenewal = (path: string): boolean => path.endsWith('/api_authorizer_token') || path.endsWith('/oauth/token')

/** How often each app that was called at a vendor since then got a new token. */
const renewals = (requests: ReturnType<Emulator['wechat']['requests']>, ids: ReadonlyArray<string>) => {
  const of = (owner: string) => requests.filter((request) => request.owner === owner)
  return ids.flatMap((id) => {
    const mine = of(id)
    const isCalled = mine.some(({ path, tookEffect }) => !isRenewal(path) && tookEffect)
    return isCalled ? [mine.filter(({ path, tookEffect }) => isRenewal(path) && tookEffect).length] : []
  })
}

jest.setTimeout(180_000 + 2_000 * count)

describeRedis('tokens of all apps that expire at once, amid an apply by four workers', () => {
  afterEach(async () => {
    for (const end of leave.splice(0).reverse()) await end()
  })

  test('are refreshed once for each app over all processes, and none is lost', async () => {
    const { fleet, machine: plain, changes } = await machines(0, count)
    const machine = { ...plain, key }
    const { emulator } = fleet
    await importTokens(emulator, machine)
    for (let started = 0; started < workers; started += 1) worker(machine)
    const feeding = feeder(machine)
    await feeding.tells('"item"', Math.floor(changes / 3))
    const before = { wechat: emulator.wechat.requests().length, baidu: emulator.baidu.requests().length }
    for (const vendor of vendors) emulator[vendor].advance(expiredMs)
    await feeding.ended
    expect(last(feeding)).toMatchObject({
      event: 'finished',
      complete: true,
      counts: { done: changes, failed: 0, unknown: 0 },
    })
    const after = vendors.map((vendor) =>
      renewals(
        emulator[vendor].requests().slice(before[vendor]),
        vendor === 'wechat' ? machine.wechatIds : machine.baiduIds,
      ),
    )
    for (const times of after) {
      expect(times.length).toBeGreaterThan(0)
      expect(times.filter((one) => one !== 1)).toEqual([])
    }
    const opened = await openMachine(machine)
    const desired = shopFleet(machine.wechatIds, machine.baiduIds)
    const found = await all(verify(desired, opened.vendors, {}))
    await opened.close()
    // WeChat's lists take effect with the next release only.
    expect(found.filter((line) => JSON.stringify(line).includes('"configured":"differs"'))).toEqual([])
    expect(found.at(-1)).toMatchObject({ lists: changes, unread: 0 })
  })
})
