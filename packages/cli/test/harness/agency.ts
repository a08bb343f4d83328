import { type Emulator, startEmulator } from '@mini-domains/emulator'

/**
 * The two vendors of an agency, in the words of the emulator.
 */
export const agencyVendors = ['wechat', 'baidu'] as const

/**
 * One of them.
 */
export type AgencyVendor = (typeof agencyVendors)[number]

/**
 * The lists of an app: what counts here of them.
 */
export interface Lists {
  readonly request: ReadonlyArray<string>
  readonly socket: ReadonlyArray<string>
  readonly webview: ReadonlyArray<string>
}

/**
 * One app: what it starts with, what it must come to, and the fewest modifications that lead there.
 */
export interface AgencyApp {
  readonly id: string
  readonly vendor: AgencyVendor
  readonly start: Lists
  readonly goal: Lists
  readonly fewest: { readonly server: number; readonly webview: number }
  readonly trouble: 'none' | 'frozen' | 'budget' | 'lost'
}

const desired: Lists = {
  request: ['https://api.example.com', 'https://new.example.org', 'https://pay.example.com'],
  socket: ['wss://push.example.com'],
  webview: ['https://www.example.com'],
}

const none: Lists = { request: [], socket: [], webview: [] }

// As fleets are found: new apps, apps that are right, apps with something old, apps with what a merchant added.
const starts: ReadonlyArray<Lists> = [
  none,
  desired,
  { ...desired, request: [...desired.request, 'https://old.example.com'] },
  { ...desired, request: ['https://old.example.com', 'https://api.example.com'], webview: ['https://old.example.com'] },
  { ...desired, request: ['https://api.example.com', 'https://cdn.example.net'] },
]

const troubleOf = (index: number): AgencyApp['trouble'] => {
  switch (index) {
    case 10:
      return 'frozen'
    case 15:
      return 'budget'
    case 20:
      return 'lost'
    default:
      return 'none'
  }
}

const same = (one: ReadonlyArray<string>, other: ReadonlyArray<string>): boolean =>
  JSON.stringify([...one].sort()) === JSON.stringify([...other].sort())

const goalOf = (start: Lists, trouble: AgencyApp['trouble']): Lists => {
  if (trouble === 'frozen' || trouble === 'lost') return start
  const kept = start.request.filter((domain) => domain.endsWith('.example.net'))
  const whole = { ...desired, request: [...desired.request, ...kept] }
  // Of this app the month's modifications of the server list are spent already.
  return trouble === 'budget' ? { ...whole, request: start.request, socket: start.socket } : whole
}

const appOf = (vendor: AgencyVendor, index: number): AgencyApp => {
  const start = starts[index % starts.length] ?? none
  const trouble = troubleOf(index)
  const goal = goalOf(start, trouble)
  const server = same(start.request, goal.request) && same(start.socket, goal.socket) ? 0 : 1
  const webview = same(start.webview, goal.webview) ? 0 : 1
  return { id: `${vendor}-${index}`, vendor, start, goal, fewest: { server, webview }, trouble }
}

/**
 * The apps of an agency, so many of each vendor.
 */
export const agencyApps = (count: number): ReadonlyArray<AgencyApp> =>
  agencyVendors.flatMap((vendor) => Array.from({ length: count }, (_, index) => appOf(vendor, index)))

const layersOf = (configured: Readonly<Record<string, ReadonlyArray<string>>>) => ({
  configured: Object.fromEntries(Object.entries(configured).map(([kind, domains]) => [kind, [...domains]])),
})

const seedOf = ({ start, trouble, vendor }: AgencyApp) => ({
  authorized: trouble !== 'lost',
  modificationsUsed: { server: trouble === 'budget' ? 50 : 0 },
  server: layersOf(
    vendor === 'wechat'
      ? { requestdomain: start.request, wsrequestdomain: start.socket }
      : { request_domain: start.request, socket_domain: start.socket },
  ),
  webview: { configured: [...start.webview] },
})

/**
 * Starts both vendors with these apps, slow and now and then at fault.
 */
export const startAgency = async (apps: ReadonlyArray<AgencyApp>): Promise<Emulator> => {
  const emulator = await startEmulator({ requestLog: 10 })
  for (const vendor of agencyVendors)
    emulator[vendor].seed({
      apps: Object.fromEntries(apps.filter((app) => app.vendor === vendor).map((app) => [app.id, seedOf(app)])),
    })
  return emulator
}

const refusals = {
  wechat: { errcode: -1, errmsg: 'system error' },
  baidu: { error_code: 18, error_msg: 'Open api qps request limit reached' },
}

/**
 * Lets a vendor be slow, drop connections before and after a write, cut answers short, be busy, and say that it is asked too
 * often.
 */
export const disturb = (emulator: Emulator): void => {
  for (const vendor of agencyVendors) {
    const { faults } = emulator[vendor]
    faults.add({ kind: 'latency', latency: 5, probability: 1 })
    faults.add({ kind: 'reset-after', probability: 0.01 })
    faults.add({ kind: 'reset-before', probability: 0.01 })
    faults.add({ kind: 'cut-body', probability: 0.005 })
    faults.add({ kind: 'html', status: 502, probability: 0.005 })
    faults.add({ kind: 'reply', body: refusals[vendor], probability: 0.002 })
  }
}

/**
 * The lists of an app as its vendor has them.
 */
export const listsAt = (emulator: Emulator, { id, vendor }: AgencyApp): Lists => {
  const sorted = (domains: ReadonlyArray<string> | undefined): ReadonlyArray<string> => [...(domains ?? [])].sort()
  if (vendor === 'wechat') {
    const app = emulator.wechat.state().apps[id]
    const server = app?.server.configured
    return {
      request: sorted(server?.requestdomain),
      socket: sorted(server?.wsrequestdomain),
      webview: sorted(app?.webview.configured),
    }
  }
  const app = emulator.baidu.state().apps[id]
  const server = app?.server.configured
  return {
    request: sorted(server?.request_domain),
    socket: sorted(server?.socket_domain),
    webview: sorted(app?.webview.configured),
  }
}

/**
 * The modifications that a vendor counted for an app.
 */
export const spentAt = (emulator: Emulator, { id, vendor, trouble }: AgencyApp): AgencyApp['fewest'] => {
  const used = emulator[vendor].state().apps[id]?.modificationsUsed
  return { server: (used?.server ?? 0) - (trouble === 'budget' ? 50 : 0), webview: used?.webview ?? 0 }
}

/**
 * What the agency wants, as it would write it.
 */
export const agencyConfig = (emulator: Emulator): string => `version: 1
vendors:
  wechat:
    adapter: '@mini-domains/wechat'
    config: { baseUrl: '${emulator.wechat.baseUrl}', rate: { all: { perSecond: 300 } } }
    credentials: { componentAppId: { env: WECHAT_APPID }, componentAppSecret: { env: WECHAT_SECRET } }
  baidu:
    adapter: '@mini-domains/baidu'
    config: { baseUrl: '${emulator.baidu.baseUrl}', rate: { all: { perSecond: 300 } } }
    credentials: { clientId: { env: BAIDU_KEY } }
profiles:
  shop:
    server: { request: [api.example.com, pay.example.com, new.example.org], socket: [push.example.com] }
    webview: [www.example.com]
profile: shop
keep: ['*.example.net']
pools:
  wechat: { server: { any: [example.com, example.net, new.example.org] } }
  baidu: { server: { request: [example.com, example.net, new.example.org] } }
appFiles:
  - path: apps.csv
`

/**
 * The agency's list of apps: `id,vendor,frozen`.
 */
export const agencyRows = (apps: ReadonlyArray<AgencyApp>): string =>
  `id,vendor,frozen\n${apps.map(({ id, vendor, trouble }) => `${id},${vendor},${trouble === 'frozen'}\n`).join('')}`
