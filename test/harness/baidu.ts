import { type DomainSet, type Kind } from '../../packages/core/src/index.js'
import {
  type Address,
  type Rejected,
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
import {
  type BaiduProfile,
  type BaiduSeed,
  type Emulator,
  type RecordedRequest,
  startEmulator,
} from '../../packages/emulator/src/index.js'
import { baidu } from '../../packages/baidu/src/index.js'
import { commonScript, emulatedHarness, tokenIssuer } from './emulated.js'

const platformId = 'bd-platform'

const serverFields = [
  ['request', 'request_domain'],
  ['socket', 'socket_domain'],
  ['download', 'download_domain'],
  ['upload', 'upload_domain'],
] as const satisfies ReadonlyArray<Field<string>>

const paths = {
  'app.server': '/rest/2.0/smartapp/app/modifydomain',
  'app.webview': '/rest/2.0/smartapp/app/modifywebviewdomain',
  'platform.server': '/rest/2.0/smartapp/tp/modifydomain',
  'platform.webview': '/rest/2.0/smartapp/tp/modifywebviewdomain',
} as const

// Each fault has one of its own, so that what is told of another call shows.
let faults = 0x917e48
const nextRequestId = (): string => {
  faults += 1
  return `5b0c3f6d2a${faults.toString(16)}`
}

const business = (errno: number, msg: string): CodedReply => {
  const requestId = nextRequestId()
  return { body: { errno, msg, request_id: requestId }, said: { code: errno, message: msg, requestId } }
}

const gateway = (code: number, message: string, status = 200): CodedReply => {
  const requestId = nextRequestId()
  return {
    status,
    body: { error_code: code, error_msg: message, request_id: requestId },
    said: { code, message, requestId },
  }
}

const reply = (fault: Exclude<ReplyFault, 'reply'>, secret: string): CodedReply => {
  switch (fault) {
    case 'busy':
      return gateway(2, 'Service temporarily unavailable')
    case 'unknown-code':
      return business(987654, 'never heard of it')
    case 'rate-limited':
      return gateway(18, 'Open api qps request limit reached')
    case 'rate-limited-day':
      return gateway(17, 'Open api daily request limit reached')
    case 'token-stale':
      return gateway(110, 'Access token invalid or no longer valid')
    case 'token-expired':
      return gateway(111, 'Access token expired')
    case 'token-malformed':
      return gateway(110, 'Access token invalid or no longer valid', 401)
    case 'authorization-lost':
      return business(50032, '没有授权关系')
    case 'permission-missing':
      return business(40007, 'TP没有该权限')
    case 'address-refused':
      return business(40008, 'IP不在白名单')
    case 'no-code':
      return { body: {}, said: {} }
    case 'wrong-types':
      return { body: { errno: 0, msg: 'success', data: 7 }, said: {} }
    case 'echo':
      return {
        body: { errno: 987654, msg: `no such thing: ${secret}`, request_id: nextRequestId(), echo: secret },
        said: {},
      }
    case 'echo-page':
      return { body: `<html><body>No route: ${secret}</body></html>`, said: {} }
  }
}

const fieldsOf = ({ rawQuery, body }: RecordedRequest): URLSearchParams =>
  new URLSearchParams([...new URLSearchParams(rawQuery), ...new URLSearchParams(body)])

const dialect: Dialect = {
  paths,
  beside: { effective: {}, confirmFile: { 'platform.webview': '/rest/2.0/smartapp/tp/download/domaincer' } },
  actionOf: (request) => fieldsOf(request).get('action') ?? '',
  reply: (fault, _, secret) => reply(fault, secret),
  contradiction: '{"errno":0,"msg":"success","errno":50001}',
  isPlatform: (owner) => owner === platformId,
}

const listsOf = (emulator: Emulator, { place, subject }: Address): DomainSet<Kind> => {
  const { platform, apps } = emulator.baidu.state()
  if (place === 'platform.server') return fromFields(serverFields, platform.server)
  if (place === 'platform.webview') return { webview: platform.webview }
  const app = subject._tag === 'App' ? apps[subject.appId] : undefined
  if (app === undefined) return {}
  return place === 'app.server' ? fromFields(serverFields, app.server.configured) : { webview: app.webview.configured }
}

const patchOf = ({ place, subject }: Address, lists: DomainSet<Kind>): BaiduSeed => {
  const server = toFields(serverFields, lists)
  const { webview } = lists
  if (place === 'platform.server') return { platform: { server } }
  if (place === 'platform.webview') return webview === undefined ? {} : { platform: { webview } }
  if (subject._tag === 'Platform') return {}
  if (place === 'app.server') return { apps: { [subject.appId]: { server: { configured: server } } } }
  return webview === undefined ? {} : { apps: { [subject.appId]: { webview: { configured: webview } } } }
}

const budgetOf = ({ place }: Address): 'server' | 'webview' => (place.endsWith('.server') ? 'server' : 'webview')

interface Rejecting {
  readonly seed: BaiduSeed
  readonly rejected: Rejected
}

const outside = 'bad.elsewhere.example'
const bad = 'bad.example.com'

const rejecting = ({ place }: Address): Rejecting => {
  switch (place) {
    case 'app.server':
    case 'app.webview':
    case 'app.prefetch':
      return { seed: {}, rejected: { host: outside, reason: 'not-in-pool', named: false } }
    case 'platform.server':
      return { seed: { icpMissing: [bad] }, rejected: { host: bad, reason: 'format', named: false } }
    case 'platform.webview':
      return { seed: { confirmFileMissing: [bad] }, rejected: { host: bad, reason: 'confirm-file', named: false } }
  }
}

const scripted = (emulator: Emulator): ScriptedVendor => {
  const vendor = emulator.baidu
  const { profile } = vendor.state()
  return {
    ...commonScript(vendor, dialect, () => vendor.seed({ profile })),
    ...tokenIssuer(vendor),
    lists: (address) => listsOf(emulator, address),
    put: (address, lists) => vendor.seed(patchOf(address, lists)),
    modifications: (address) => {
      const { subject } = address
      // The pools of Baidu count nothing here.
      return subject._tag === 'App'
        ? vendor.state().apps[subject.appId]?.modificationsUsed[budgetOf(address)]
        : undefined
    },
    leaveModifications: (address, count) => {
      const { subject } = address
      if (subject._tag === 'Platform') return false
      const left = { [budgetOf(address)]: vendor.state().limits.modificationsPerMonth - count }
      vendor.seed({ apps: { [subject.appId]: { modificationsUsed: left } } })
      return true
    },
    reject: (address) => {
      const { seed, rejected } = rejecting(address)
      vendor.seed(seed)
      return [rejected]
    },
    confirmFile: (subject) => {
      const file = subject._tag === 'Platform' ? vendor.state().platform.confirmFile : undefined
      return file === undefined ? undefined : { name: file.name, content: Buffer.from(file.content) }
    },
    putConfirmFile: (subject, { name, content }) => {
      if (subject._tag === 'Platform')
        vendor.seed({ platform: { confirmFile: { name, content: Buffer.from(content).toString() } } })
    },
  }
}

/** In what Baidu, as it is emulated, differs from others. */
export const baiduVariations: Variations = {
  apps: ['bd-app-1', 'bd-app-2'],
  kinds: {
    'app.server': ['request', 'socket', 'download', 'upload'],
    'app.webview': ['webview'],
    'platform.server': ['request', 'socket', 'download', 'upload'],
    'platform.webview': ['webview'],
  },
  limits: {
    'app.server': { perKind: 20, ports: false, http: false, forbiddenHosts: ['openapi.baidu.com'] },
    'app.webview': { ports: false, http: false, forbiddenHosts: [] },
    'platform.server': { ports: false, http: false, forbiddenHosts: ['openapi.baidu.com'] },
    'platform.webview': { ports: false, http: false, forbiddenHosts: [] },
  },
  abilities: ['app.server.copyPool', 'app.webview.copyPool', 'platform.confirmFile'],
  pool: 'required',
  rejections: {
    'app.server': ['whole'],
    'app.webview': ['whole'],
    'platform.server': ['whole'],
    'platform.webview': ['whole'],
  },
  modificationsPerSet: 2,
}

/** Baidu's adapter over the emulated Baidu. */
export const baiduHarness = emulatedHarness<BaiduProfile>({
  vendor: 'baidu',
  adapter: baidu,
  start: (profile) => startEmulator({ profile: { baidu: profile } }),
  scripted,
})
