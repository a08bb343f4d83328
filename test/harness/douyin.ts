import { type DomainSet, type Kind } from '../../packages/core/src/index.js'
import {
  type Address,
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
import { type DouyinProfile, type DouyinSeed, type Emulator, startEmulator } from '../../packages/emulator/src/index.js'
import { douyin } from '../../packages/douyin/src/index.js'
import { commonScript, emulatedHarness, tokenIssuer } from './emulated.js'

const platformId = 'tt-platform'

const serverFields = [
  ['request', 'request'],
  ['socket', 'socket'],
  ['upload', 'upload'],
  ['download', 'download'],
] as const satisfies ReadonlyArray<Field<string>>

const paths = {
  'app.server': '/api/apps/v2/domain/modify_server_domain/',
  'app.webview': '/api/apps/v2/domain/modify_webview_domain/',
} as const

// Each fault has one of its own, so that what is told of another call shows.
let faults = 0x1166cb
const nextLogId = (): string => {
  faults += 1
  return `20240117114616${faults.toString(16).toUpperCase()}`
}

const coded = (err_no: number, err_msg: string): CodedReply => {
  const log_id = nextLogId()
  return { body: { err_no, err_msg, log_id }, said: { code: err_no, message: err_msg, requestId: log_id } }
}

const reply = (fault: Exclude<ReplyFault, 'reply'>, secret: string): CodedReply => {
  switch (fault) {
    case 'busy':
      return coded(40000, '系统错误')
    case 'unknown-code':
      return coded(987654, 'never heard of it')
    case 'rate-limited':
      return coded(28003018, '请求频率过高')
    case 'rate-limited-day':
      return coded(28003017, 'quota已用完')
    case 'token-stale':
      return coded(28001003, 'access_token无效')
    case 'token-expired':
      return coded(28001008, 'access_token过期,请刷新或重新授权')
    case 'token-malformed':
      return coded(40020, 'authorizer_access_token 不正确或者已过期')
    case 'authorization-lost':
      return coded(40022, '此小程序未授权给第三方小程序应用')
    case 'permission-missing':
      return coded(40036, '授权小程序未授予该接口对应的权限')
    case 'address-refused':
      return coded(40006, 'IP 不在白名单')
    case 'no-code':
      return { body: {}, said: {} }
    case 'wrong-types':
      return { body: { err_no: 0, err_msg: '', data: 7 }, said: {} }
    case 'echo':
      return {
        body: { err_no: 987654, err_msg: `no such thing: ${secret}`, log_id: nextLogId(), echo: secret },
        said: {},
      }
    case 'echo-page':
      return { body: `<html><body>No route: ${secret}</body></html>`, said: {} }
  }
}

const dialect: Dialect = {
  paths,
  beside: {
    effective: {},
    confirmFile: { 'platform.webview': '/api/tpapp/v2/doamin/get_webview_check_file_info/' },
  },
  actionOf: ({ body }) => /"action"\s*:\s*"([^"]*)"/.exec(body)?.[1] ?? '',
  reply: (fault, _, secret) => reply(fault, secret),
  contradiction: '{"err_no":0,"err_msg":"","err_no":40000}',
  isPlatform: (owner) => owner === platformId,
}

const bare = (entry: string): string => entry.replace(/^[a-z]+:\/\//i, '')

const listsOf = (emulator: Emulator, { place, subject }: Address): DomainSet<Kind> => {
  const { platform, apps } = emulator.douyin.state()
  if (place === 'platform.server') return fromFields(serverFields, platform.server)
  if (place === 'platform.webview') return { webview: platform.webview }
  const app = subject._tag === 'App' ? apps[subject.appId] : undefined
  if (app === undefined) return {}
  return place === 'app.server' ? fromFields(serverFields, app.server.configured) : { webview: app.webview.configured }
}

const bareHosts = (lists: DomainSet<Kind>): DomainSet<Kind> =>
  Object.fromEntries(Object.entries(lists).map(([kind, entries]) => [kind, entries.map(bare)]))

const patchOf = ({ place, subject }: Address, lists: DomainSet<Kind>): DouyinSeed => {
  const server = toFields(serverFields, lists)
  const { webview } = lists
  if (place === 'platform.server') return { platform: { server } }
  if (place === 'platform.webview') return webview === undefined ? {} : { platform: { webview } }
  if (subject._tag === 'Platform') return {}
  if (place === 'app.server') return { apps: { [subject.appId]: { server: { configured: server } } } }
  return webview === undefined ? {} : { apps: { [subject.appId]: { webview: { configured: webview } } } }
}

const scripted = (emulator: Emulator): ScriptedVendor => {
  const vendor = emulator.douyin
  const { profile } = vendor.state()
  return {
    ...commonScript(vendor, dialect, () => vendor.seed({ profile })),
    ...tokenIssuer(vendor),
    lists: (address) => listsOf(emulator, address),
    put: (address, lists) => vendor.seed(patchOf(address, bareHosts(lists))),
    modifications: () => undefined,
    leaveModifications: () => false,
    reject: () => [{ host: 'bad.elsewhere.example', reason: 'not-in-pool', named: false }],
    confirmFile: (subject) => {
      const { name, content } = vendor.state().platform.confirmFile
      return subject._tag === 'Platform' ? { name, content: Buffer.from(content) } : undefined
    },
    putConfirmFile: (subject, { name, content }) => {
      if (subject._tag === 'Platform')
        vendor.seed({ platform: { confirmFile: { name, content: Buffer.from(content).toString() } } })
    },
  }
}

const limits = { perKind: 20, ports: false, http: false, forbiddenHosts: [] }

/** In what Douyin, as it is emulated, differs from others. No call reaches its pool. */
export const douyinVariations: Variations = {
  apps: ['tt-app-1', 'tt-app-2'],
  kinds: {
    'app.server': ['request', 'socket', 'upload', 'download'],
    'app.webview': ['webview'],
  },
  limits: { 'app.server': limits, 'app.webview': limits },
  abilities: ['platform.confirmFile'],
  pool: 'required',
  rejections: { 'app.server': ['whole'], 'app.webview': ['whole'] },
  modificationsPerSet: 2,
}

/** Douyin's adapter over the emulated Douyin. */
export const douyinHarness = emulatedHarness<DouyinProfile>({
  vendor: 'douyin',
  adapter: douyin,
  start: (profile) => startEmulator({ profile: { douyin: profile } }),
  scripted,
})
