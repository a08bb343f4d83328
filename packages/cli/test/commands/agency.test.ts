import { type TokenExchange, type Store } from '@mini-domains/core/adapter'
import { baiduExchange, baiduPushReader } from '@mini-domains/baidu'
import { createCredentials } from '@mini-domains/credentials'
import { type Emulator } from '@mini-domains/emulator'
import { sqliteStore } from '@mini-domains/sqlite'
import { wechatExchange, wechatPushReader } from '@mini-domains/wechat'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type AgencyApp,
  type AgencyVendor,
  agencyApps,
  agencyConfig,
  agencyRows,
  agencyVendors,
  disturb,
  listsAt,
  spentAt,
  startAgency,
} from '../harness/agency.js'
import { child } from '../harness/child.js'
import { type Desk, desk, eventsOf } from '../harness/command-line.js'

const count = Number(process.env['MINI_DOMAINS_TEST_AGENCY'] ?? 21)
const kills = Number(process.env['MINI_DOMAINS_TEST_AGENCY_KILLS'] ?? 1)

// Writes that were cut off are waited for: a minute.
jest.setTimeout(180_000 + 2_000 * count)

const key = Buffer.alloc(32, 7).toString('base64')

const environment = {
  MINI_DOMAINS_KEY: key,
  WECHAT_APPID: 'wx-platform',
  WECHAT_SECRET: 'secret-wx-platform',
  BAIDU_KEY: 'client-bd-platform',
}

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

const exchangeOf = (
  emulator: Emulator,
  vendor: AgencyVendor,
): TokenExchange & { readonly close: () => Promise<void> } =>
  vendor === 'wechat'
    ? right(
        wechatExchange({
          componentAppId: 'wx-platform',
          componentAppSecret: 'secret-wx-platform',
          baseUrl: emulator.wechat.baseUrl,
        }),
      )
    : right(baiduExchange({ clientId: 'client-bd-platform', baseUrl: emulator.baidu.baseUrl }))

const readerOf = (emulator: Emulator, vendor: AgencyVendor) => {
  if (vendor === 'wechat') {
    const { pushToken, aesKey, appId } = emulator.wechat.state().platform
    return right(wechatPushReader({ componentAppId: appId, token: pushToken, encodingAesKey: aesKey }))
  }
  const { pushToken, aesKey, clientId } = emulator.baidu.state().platform
  return right(baiduPushReader({ clientId, token: pushToken, aesKey }))
}

/** What the agency's push receiver does: it keeps the ticket of each vendor in the store. */
const takeTickets = async (emulator: Emulator, store: Store): Promise<void> => {
  for (const vendor of agencyVendors) {
    const exchange = exchangeOf(emulator, vendor)
    const credentials = right(createCredentials({ exchange, store, key: { current: key } }))
    const push = emulator[vendor].authorisation.build({ event: 'ticket' })
    right(await credentials.accept(right(readerOf(emulator, vendor).read(push)))())
    await exchange.close()
  }
}

const refreshTokenOf = (emulator: Emulator, { id, vendor }: AgencyApp): string =>
  emulator[vendor].state().apps[id]?.refreshToken ?? ''

/** Types a command in a process of its own; where `items` is given, kills it once so many changes have ended. */
const type = async (
  at: Desk,
  argv: ReadonlyArray<string>,
  items?: number,
): Promise<{ readonly code: number | null; readonly out: string }> => {
  const command = child(at.folder, [...argv, '--json'], environment)
  let ended = 0
  command.process.stdout?.on('data', (chunk: Buffer) => {
    ended += chunk.toString().split('"event":"item"').length - 1
    if (items !== undefined && ended >= items) command.process.kill('SIGKILL')
  })
  const { code } = await command.ended
  return { code, out: command.out() }
}

const Summary = t.type({ line: t.literal('summary'), counts: t.type({ changes: t.number }) })
const Blocked = t.type({ line: t.literal('blocked'), reason: t.string, address: t.type({ app: t.string }) })

const planned = (out: string): ReadonlyArray<unknown> =>
  eventsOf(out).flatMap((event) => (event.event === 'plan' ? [event.value] : []))

const changesIn = (out: string): number | undefined => planned(out).filter(Summary.is).at(-1)?.counts.changes

const reasonsIn = (out: string): ReadonlyArray<string> =>
  planned(out)
    .filter(Blocked.is)
    .map(({ address, reason }) => `${address.app} ${reason}`)

const prepare = async (emulator: Emulator, apps: ReadonlyArray<AgencyApp>): Promise<Desk> => {
  const at = desk()
  at.write('mini-domains.yaml', agencyConfig(emulator))
  at.write('apps.csv', agencyRows(apps))
  mkdirSync(join(at.folder, '.mini-domains'), { mode: 0o700 })
  const store = right(await sqliteStore({ file: join(at.folder, '.mini-domains', 'store.db') })())
  await takeTickets(emulator, store)
  await store.close()
  for (const vendor of agencyVendors) {
    const rows = apps
      .filter((app) => app.vendor === vendor)
      .map((app) => `${app.id},${refreshTokenOf(emulator, app)}\n`)
    at.write(`${vendor}.csv`, `appId,refreshToken\n${rows.join('')}`)
    expect(await type(at, ['tokens', 'import', `${vendor}.csv`, '--vendor', vendor])).toMatchObject({ code: 0 })
  }
  return at
}

const sorted = ({ request, ...others }: AgencyApp['goal']): AgencyApp['goal'] => ({
  ...others,
  request: [...request].sort(),
})

const blockedOf = (id: string, reason: string, lists: number): ReadonlyArray<string> =>
  Array.from({ length: lists }, () => `${id} ${reason}`)

/** Plans and applies until nothing is left to change; the first applies are killed. Gives how many were. */
const carryOut = async (at: Desk): Promise<number> => {
  let killed = 0
  for (let round = 1; round <= 6; round += 1) {
    const plan = await type(at, ['plan', '--out', `${round}.jsonl`])
    expect([0, 3]).toContain(plan.code)
    if (changesIn(plan.out) === 0) return killed
    const apply = ['apply', `${round}.jsonl`, '--yes', '--allow', 'fleet-deletes', '--canary', '5%']
    for (; killed < kills; killed += 1)
      if ((await type(at, apply, 1 + ((killed * 7) % Math.ceil(count / kills)))).code !== null) break
    expect([0, 3]).toContain((await type(at, apply)).code)
  }
  return killed
}

test(`an agency of ${2 * count} apps at two vendors, slow and at fault, killed ${kills} times: all is as desired, and no modification was one too many`, async () => {
  const apps = agencyApps(count)
  const emulator = await startAgency(apps)
  try {
    const at = await prepare(emulator, apps)
    disturb(emulator)
    expect(await carryOut(at)).toBe(kills)
    expect(apps.map((app) => [app.id, listsAt(emulator, app)])).toEqual(apps.map((app) => [app.id, sorted(app.goal)]))
    expect(apps.map((app) => [app.id, spentAt(emulator, app)])).toEqual(apps.map((app) => [app.id, app.fewest]))
    for (const vendor of agencyVendors) emulator[vendor].faults.clear()
    const last = await type(at, ['plan'])
    expect(changesIn(last.out)).toBe(0)
    expect(reasonsIn(last.out)).toEqual(
      agencyVendors.flatMap((vendor) => [
        ...blockedOf(`${vendor}-10`, 'frozen', 2),
        ...blockedOf(`${vendor}-15`, 'budget', 1),
        ...blockedOf(`${vendor}-20`, 'authorisation-lost', 2),
      ]),
    )
  } finally {
    await emulator.close()
  }
})
