import { type DomainSet, type Kind } from '../../packages/core/src/index.js'
import { type PoolVersions } from '../../packages/core/src/adapter.js'
import {
  type Address,
  type PlaceName,
  type Rejected,
  type RejectionStyle,
  type ReplyFault,
  type ScriptedVendor,
  type Variations,
} from '../../packages/conformance/src/index.js'
import {
  type CodedReply,
  type Dialect,
  type Field,
  fromFields,
  toFields,
} from '../../packages/conformance/src/kit/index.js'
import { type Emulator, type WechatProfile, type WechatSeed, startEmulator } from '../../packages/emulator/src/index.js'
import { wechat } from '../../packages/wechat/src/index.js'
import { commonScript, emulatedHarness, tokenIssuer } from './emulated.js'

const platformId = 'wx-platform'

const serverFields = [
  ['request', 'requestdomain'],
  ['socket', 'wsrequestdomain'],
  ['upload', 'uploaddomain'],
  ['download', 'downloaddomain'],
  ['udp', 'udpdomain'],
  ['tcp', 'tcpdomain'],
] as const satisfies ReadonlyArray<Field<string>>

const paths = {
  'app.server': '/wxa/modify_domain',
  'app.webview': '/wxa/setwebviewdomain',
  'app.prefetch': '/wxa/set_prefetchdnsdomain',
  'platform.server': '/cgi-bin/component/modify_wxa_server_domain',
  'platform.webview': '/cgi-bin/component/modify_wxa_jump_domain',
} as const

// Each fault has one of its own, so that what is told of another call shows.
let faults = 0x4eebbb41
const nextRid = (): string => {
  faults += 1
  return `6743a1b2-5636657f-${faults.toString(16)}`
}

const coded = (errcode: number, errmsg: string): CodedReply => {
  const rid = nextRid()
  return {
    body: { errcode, errmsg: `${errmsg} rid: ${rid}` },
    said: { code: errcode, message: errmsg, requestId: rid },
  }
}

const wrongTypes = {
  errcode: 0,
  errmsg: 'ok',
  requestdomain: 7,
  webviewdomain: 7,
  prefetch_dns_domain: 7,
  effective_domain: 7,
  effective_webviewdomain: 7,
  file_name: 7,
  file_content: 7,
  published_wxa_server_domain: 7,
  testing_wxa_server_domain: 7,
  published_wxa_jump_h5_domain: 7,
  testing_wxa_jump_h5_domain: 7,
}

const reply = (fault: Exclude<ReplyFault, 'reply'>, secret: string): CodedReply => {
  switch (fault) {
    case 'busy':
      return coded(-1, 'system error')
    case 'unknown-code':
      return coded(987654, 'never heard of it')
    case 'rate-limited':
      return coded(45011, 'api minute-quota reach limit, must slower, retry next minute')
    case 'rate-limited-day':
      return coded(45009, 'reach max api daily quota limit')
    case 'token-stale':
      return coded(40001, 'invalid credential, access_token is invalid or not latest')
    case 'token-expired':
      return coded(42001, 'access_token expired')
    case 'token-malformed':
      return coded(40014, 'invalid access_token')
    case 'authorization-lost':
      return coded(61003, 'component is not authorized by this account')
    case 'permission-missing':
      return coded(61007, 'api is unauthorized to component')
    case 'address-refused':
      return coded(61004, 'access clientip is not registered')
    case 'no-code':
      return { body: {}, said: {} }
    case 'wrong-types':
      return { body: wrongTypes, said: {} }
    case 'echo':
      return { body: { errcode: 987654, errmsg: `no such thing: ${secret} rid: ${nextRid()}`, echo: secret }, said: {} }
    case 'echo-page':
      return { body: `<html><body>No route: ${secret}</body></html>`, said: {} }
  }
}

const prefetchRead = '/wxa/get_prefetchdnsdomain'

const dialect: Dialect = {
  paths,
  pathAt: (place, strikes) => (place === 'app.prefetch' && strikes === 'get' ? prefetchRead : undefined),
  actionAt: (place, strikes) => {
    if (place === 'app.prefetch') return strikes === 'get' ? 'get' : 'set'
    return strikes === 'copyPool' ? '' : strikes
  },
  isOf:
    (place) =>
    ({ path }) =>
      path === paths[place] || (place === 'app.prefetch' && path === prefetchRead),
  beside: {
    effective: { 'app.server': '/wxa/get_effective_domain', 'app.webview': '/wxa/get_effective_webviewdomain' },
    confirmFile: {
      'app.webview': '/wxa/get_webviewdomain_confirmfile',
      'platform.webview': '/cgi-bin/component/get_domain_confirmfile',
    },
  },
  actionOf: ({ path, body }) => {
    if (path === prefetchRead) return 'get'
    if (path === paths['app.prefetch']) return 'set'
    const action: unknown = /"action"\s*:\s*"([^"]*)"/.exec(body)?.[1]
    return typeof action === 'string' ? action : ''
  },
  reply: (fault, _, secret) => reply(fault, secret),
  contradiction: '{"errcode":0,"errmsg":"ok","errcode":-1}',
  isPlatform: (owner) => owner === platformId,
}

const bare = (entry: string): string => entry.replace(/^[a-z]+:\/\//i, '')

const poolFields = { 'platform.server': 'any', 'platform.webview': 'webview' } as const

const poolAt = (emulator: Emulator, place: 'platform.server' | 'platform.webview'): PoolVersions<Kind> => {
  const { published: isPublished, server, webview } = emulator.wechat.state().platform
  const { published, testing } = place === 'platform.server' ? server : webview
  const kind = poolFields[place]
  return { testing: { [kind]: testing }, ...(isPublished ? { published: { [kind]: published } } : {}) }
}

const poolPatch = (place: 'platform.server' | 'platform.webview', pool: PoolVersions<Kind>): WechatSeed => {
  const hosts = (set: DomainSet<Kind> | undefined) => (set?.[poolFields[place]] ?? []).map(bare)
  const lists = { testing: hosts(pool.testing), published: hosts(pool.published) }
  const platform = place === 'platform.server' ? { server: lists } : { webview: lists }
  return { platform: { ...platform, published: pool.published !== undefined } }
}

const isPool = (place: PlaceName): place is 'platform.server' | 'platform.webview' =>
  place === 'platform.server' || place === 'platform.webview'

const listsOf = (emulator: Emulator, { place, subject }: Address): DomainSet<Kind> => {
  if (isPool(place)) {
    const { published, testing } = poolAt(emulator, place)
    return published ?? testing
  }
  const state = emulator.wechat.state()
  const app = subject._tag === 'App' ? state.apps[subject.appId] : undefined
  if (app === undefined) return {}
  if (place === 'app.prefetch') return { prefetch: app.prefetch }
  return place === 'app.server' ? fromFields(serverFields, app.server.configured) : { webview: app.webview.configured }
}

const patchOf = ({ place, subject }: Address, lists: DomainSet<Kind>): WechatSeed => {
  if (isPool(place)) {
    const domains = lists[poolFields[place]]
    if (domains === undefined) return {}
    const pool = { testing: domains.map(bare), published: domains.map(bare) }
    return { platform: place === 'platform.server' ? { server: pool } : { webview: pool } }
  }
  if (subject._tag === 'Platform') return {}
  if (place === 'app.prefetch') return { apps: { [subject.appId]: { prefetch: lists.prefetch ?? [] } } }
  if (place === 'app.server')
    return { apps: { [subject.appId]: { server: { configured: toFields(serverFields, lists) } } } }
  return lists.webview === undefined ? {} : { apps: { [subject.appId]: { webview: { configured: lists.webview } } } }
}

const budgetOf = ({ place }: Address): 'server' | 'webview' | 'prefetch' => {
  if (place === 'app.prefetch') return 'prefetch'
  return place.endsWith('.server') ? 'server' : 'webview'
}

const usedBy = (emulator: Emulator, { place, subject }: Address) => {
  const { apps, platform } = emulator.wechat.state()
  const holder = subject._tag === 'App' ? apps[subject.appId] : platform
  return holder?.modificationsUsed[budgetOf({ place, subject })]
}

const outside = 'bad.elsewhere.example'
const alsoOutside = 'worse.elsewhere.example'
const unfiled = 'bad.example.com'
const alsoUnfiled = 'worse.example.net'

interface Rejecting {
  readonly seed: WechatSeed
  readonly rejected: ReadonlyArray<Rejected>
}

const appServerRejecting = (style: RejectionStyle): Rejecting => {
  switch (style) {
    case 'dropped':
      return {
        seed: { profile: { outsidePool: 'silent' } },
        rejected: [outside, alsoOutside].map((host) => ({ host, reason: 'not-in-pool', named: false })),
      }
    case 'named':
      return {
        seed: {
          profile: { outsidePool: 'invalid', fields: 'six-kinds', replyLists: 'always' },
          icpMissing: [unfiled, alsoUnfiled],
        },
        // The name of one outside the pool stands in the reply, its reason does not (docs/vendors/wechat.md A.1.2).
        rejected: [
          ...[outside, alsoOutside].map((host) => ({ host, reason: 'not-in-pool' as const, named: false })),
          ...[unfiled, alsoUnfiled].map((host) => ({ host, reason: 'no-icp' as const, named: true })),
        ],
      }
    case 'whole':
      return {
        seed: { profile: { outsidePool: '85018' } },
        rejected: [{ host: outside, reason: 'not-in-pool', named: false }],
      }
  }
}

const poolRejecting = (style: RejectionStyle): Rejecting => ({
  seed: {
    profile: { jumpMinusOne: 'no', poolInvalid: style === 'whole' ? 'refused' : 'partial' },
    confirmFileMissing: [unfiled, alsoUnfiled],
  },
  rejected: [unfiled, alsoUnfiled].map((host) => ({ host, reason: 'not-verified', named: true })),
})

const rejecting = ({ place }: Address, style: RejectionStyle): Rejecting => {
  if (place === 'app.server') return appServerRejecting(style)
  if (place === 'platform.webview') return poolRejecting(style)
  if (place === 'app.prefetch')
    return { seed: { icpMissing: [unfiled] }, rejected: [{ host: unfiled, reason: 'not-verified', named: false }] }
  return { seed: {}, rejected: [{ host: outside, reason: 'not-in-pool', named: false }] }
}

// The suite wants room for more hosts than the five that there are as long as WeChat says nothing else.
const prefetchRoom = 100

const scripted = (emulator: Emulator): ScriptedVendor => {
  const vendor = emulator.wechat
  const { profile } = vendor.state()
  const apps = ['wx-app-1', 'wx-app-2', 'wx-app-3']
  const fresh: WechatSeed = {
    profile,
    limits: { prefetch: prefetchRoom },
    apps: Object.fromEntries(apps.map((appId) => [appId, {}])),
  }
  return {
    ...commonScript(vendor, dialect, () => vendor.seed(fresh)),
    ...tokenIssuer(vendor),
    lists: (address) => listsOf(emulator, address),
    put: (address, lists) => vendor.seed(patchOf(address, lists)),
    versions: {
      lists: ({ place }) => (isPool(place) ? poolAt(emulator, place) : { testing: {} }),
      put: ({ place }, versions) => {
        if (isPool(place)) vendor.seed(poolPatch(place, versions))
      },
    },
    modifications: (address) => usedBy(emulator, address),
    leaveModifications: (address, count) => {
      const left = { [budgetOf(address)]: vendor.state().limits.modificationsPerMonth - count }
      const { subject } = address
      if (subject._tag === 'App') vendor.seed({ apps: { [subject.appId]: { modificationsUsed: left } } })
      else vendor.seed({ platform: { modificationsUsed: left } })
      return true
    },
    reject: (address, style) => {
      const { seed, rejected } = rejecting(address, style)
      vendor.seed(seed)
      return rejected
    },
    confirmFile: (subject) => {
      const { apps: known, platform } = vendor.state()
      const file = (subject._tag === 'App' ? known[subject.appId] : platform)?.confirmFile
      return file === undefined ? undefined : { name: file.name, content: Buffer.from(file.content) }
    },
    putConfirmFile: (subject, { name, content }) => {
      const confirmFile = { name, content: Buffer.from(content).toString() }
      vendor.seed(
        subject._tag === 'App' ? { apps: { [subject.appId]: { confirmFile } } } : { platform: { confirmFile } },
      )
    },
  }
}

/** In what WeChat, as it is emulated, differs from others. */
export const wechatVariations: Variations = {
  apps: ['wx-app-1', 'wx-app-2'],
  kinds: {
    'app.server': ['request', 'socket', 'upload', 'download', 'udp', 'tcp'],
    'app.webview': ['webview'],
    'app.prefetch': ['prefetch'],
    'platform.server': ['any'],
    'platform.webview': ['webview'],
  },
  limits: {
    'app.server': {
      perKind: 200,
      total: 1000,
      monthlyModifications: 50,
      ports: true,
      defaultPort: 'kept',
      forbiddenHosts: ['api.weixin.qq.com'],
    },
    'app.webview': { perKind: 300, ports: false, forbiddenHosts: [] },
    'app.prefetch': { perKind: prefetchRoom, monthlyModifications: 50, ports: false, forbiddenHosts: [] },
    'platform.server': {
      perKind: 1000,
      monthlyModifications: 50,
      ports: true,
      defaultPort: 'kept',
      forbiddenHosts: ['api.weixin.qq.com'],
    },
    'platform.webview': { perKind: 300, ports: false, forbiddenHosts: [] },
  },
  abilities: [
    'app.webview.copyPool',
    'app.server.effective',
    'app.webview.effective',
    'app.confirmFile',
    'platform.confirmFile',
  ],
  origins: ['console', 'platform', 'direct'],
  poolVersions: 'two',
  pool: 'required',
  rejections: {
    'app.server': ['named', 'dropped', 'whole'],
    'app.webview': ['whole'],
    'app.prefetch': ['whole'],
    'platform.server': [],
    'platform.webview': ['named', 'whole'],
  },
  modificationsPerSet: 1,
  writes: { 'app.prefetch': 'whole-list' },
}

/** WeChat's adapter over the emulated WeChat. */
export const wechatHarness = emulatedHarness<WechatProfile>({
  vendor: 'wechat',
  adapter: wechat,
  start: (profile) => startEmulator({ profile: { wechat: profile } }),
  scripted,
  config: { limits: { app: { prefetch: { perKind: prefetchRoom } } } },
})
