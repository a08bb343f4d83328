import type { Emulator } from './emulator.js'

/** A bad day that can be rehearsed: what it is, and what to type then, in English and Chinese. */
export interface Scenario {
  readonly name: string
  readonly about: { readonly en: string; readonly zh: string }
  readonly then: { readonly en: string; readonly zh: string }
  /** Makes it so, at all vendors, from what their apps are now. */
  readonly play: (emulator: Emulator) => void
}

const vendors = ['wechat', 'baidu', 'douyin', 'huawei'] as const

// Of the other one no number of modifications is documented, and no check of the filing at these calls.
const counting = ['wechat', 'baidu', 'huawei'] as const

const hostOf = (entry: string): string => entry.replace(/^[a-z]+:\/\//, '')

const appsOf = (emulator: Emulator, vendor: (typeof vendors)[number]): ReadonlyArray<string> =>
  Object.keys(emulator[vendor].state().apps)

const first = (apps: ReadonlyArray<string>): ReadonlyArray<string> => apps.slice(0, 1)

const each = <A>(apps: ReadonlyArray<string>, of: A): Readonly<Record<string, A>> =>
  Object.fromEntries(apps.map((app) => [app, of]))

/** The scenarios, by what goes wrong. */
export const scenarios: ReadonlyArray<Scenario> = [
  {
    name: 'merchant-revokes',
    about: {
      en: 'the merchant of the first app of each vendor took the authorisation back',
      zh: '每个厂商第一个小程序的商家取消了授权',
    },
    then: { en: 'mini-domains plan; mini-domains tokens status', zh: 'mini-domains plan；mini-domains tokens status' },
    play: (emulator) => {
      for (const vendor of vendors)
        emulator[vendor].seed({ apps: each(first(appsOf(emulator, vendor)), { authorized: false }) })
    },
  },
  {
    name: 'filing-missing',
    about: { en: 'pay.example.com has no ICP filing', zh: 'pay.example.com 未完成 ICP 备案' },
    then: {
      en: 'mini-domains plan --out plan.jsonl; mini-domains apply plan.jsonl',
      zh: 'mini-domains plan --out plan.jsonl；mini-domains apply plan.jsonl',
    },
    play: (emulator) => {
      for (const vendor of counting) emulator[vendor].seed({ icpMissing: ['pay.example.com'] })
    },
  },
  {
    name: 'release-due',
    about: {
      en: 'the lists are configured, and live only once each app is released',
      zh: '列表已配置，发布小程序后才会生效',
    },
    then: {
      en: 'mini-domains verify; release an app: curl -X POST URL/_emulator/release -H "content-type: application/json" -d \'{"appId":"wx-app-1"}\'',
      zh: 'mini-domains verify；发布一个小程序：curl -X POST 地址/_emulator/release -H "content-type: application/json" -d \'{"appId":"wx-app-1"}\'',
    },
    play: (emulator) => {
      const request = ['https://api.example.com', 'https://pay.example.com']
      const socket = ['wss://push.example.com']
      const webview = ['https://www.example.com']
      emulator.wechat.seed({
        apps: each(appsOf(emulator, 'wechat'), {
          server: { configured: { requestdomain: request, wsrequestdomain: socket } },
          webview: { configured: webview },
        }),
      })
      emulator.baidu.seed({
        apps: each(appsOf(emulator, 'baidu'), {
          server: { configured: { request_domain: request, socket_domain: socket } },
          webview: { configured: webview },
        }),
      })
      emulator.douyin.seed({
        apps: each(appsOf(emulator, 'douyin'), {
          server: { configured: { request: request.map(hostOf), socket: socket.map(hostOf) } },
          webview: { configured: webview.map(hostOf) },
        }),
      })
      // What of Huawei's lists is live is not known, so there they are only listed.
      emulator.huawei.seed({
        apps: each(appsOf(emulator, 'huawei'), {
          domains: { httpRequest: request, webSocket: socket, webView: webview },
        }),
      })
    },
  },
  {
    name: 'budget-spent',
    about: {
      en: 'the first app of each vendor that counts modifications has none left this month',
      zh: '有修改次数限制的厂商，其第一个小程序本月的次数已用完',
    },
    then: {
      en: 'mini-domains plan --out plan.jsonl; mini-domains apply plan.jsonl',
      zh: 'mini-domains plan --out plan.jsonl；mini-domains apply plan.jsonl',
    },
    play: (emulator) => {
      for (const vendor of counting) {
        const spent = emulator[vendor].state().limits.modificationsPerMonth
        const used = { modificationsUsed: { server: spent, webview: spent } }
        emulator[vendor].seed({ apps: each(first(appsOf(emulator, vendor)), used) })
      }
    },
  },
]

/** How hard the vendors are to work with. What is left out stays easy. */
export interface Hardship {
  /** Milliseconds that every reply takes longer. */
  readonly latency?: number
  /** The share of requests that something happens to, from 0 to 1: a connection that breaks before or after a write, a reply cut short, a gateway's page. */
  readonly faults?: number
  /** Calls of each interface a day, where the vendor has such a limit. */
  readonly quota?: number
  /** Modifications of each list a month. */
  readonly budget?: number
}

const kinds = ['reset-before', 'reset-after', 'cut-body', 'html'] as const

/** Makes the vendors as hard as was asked for. */
export const harden = (emulator: Emulator, { latency = 0, faults = 0, quota, budget }: Hardship): void => {
  if (quota !== undefined) emulator.wechat.seed({ limits: { callsPerDay: quota } })
  if (budget !== undefined)
    for (const vendor of counting) emulator[vendor].seed({ limits: { modificationsPerMonth: budget } })
  for (const vendor of vendors) {
    // One fault strikes a request, the first that does: each kind's chance is that of those which are left.
    if (faults > 0)
      for (const [index, kind] of kinds.entries())
        emulator[vendor].faults.add({
          kind,
          latency,
          probability: faults / kinds.length / (1 - (faults * index) / kinds.length),
        })
    if (latency > 0) emulator[vendor].faults.add({ kind: 'latency', latency, probability: 1 })
  }
}
