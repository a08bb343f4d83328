import { type DomainSet, type Kind } from '../../packages/core/src/index.js'
import {
  type Address,
  type PlaceName,
  type Rejected,
  type ReplyFault,
  type ScriptedVendor,
  type Struck,
  type Variations,
} from '../../packages/conformance/src/index.js'
import {
  type CodedReply,
  type Dialect,
  type Field,
  fromFields,
  toFields,
  tokenSource,
} from '../../packages/conformance/src/kit/index.js'
import {
  type Emulator,
  type HuaweiProfile,
  type HuaweiSeed,
  type RecordedRequest,
  huaweiClientId,
  startEmulator,
} from '../../packages/emulator/src/index.js'
import { huawei } from '../../packages/huawei/src/index.js'
import { commonScript, emulatedHarness } from './emulated.js'

const platformId = 'hw-platform'

const serverFields = [
  ['request', 'httpRequest'],
  ['upload', 'upload'],
  ['download', 'download'],
  ['socket', 'webSocket'],
] as const satisfies ReadonlyArray<Field<string>>

const webviewFields = [['webview', 'webView']] as const satisfies ReadonlyArray<Field<string>>

const pool = '/api/tpp/v1/domain-manage/domain'
const app = '/api/tpp/v1/domain-manage/app/domain'

const paths: { readonly [P in PlaceName]?: string } = {
  'app.server': app,
  'app.webview': app,
  'platform.server': pool,
  'platform.webview': pool,
}

const categoryOf = (place: PlaceName): 'server' | 'business' => (place.endsWith('.server') ? 'server' : 'business')

const coded = (code: number, msg: string, status = 200): CodedReply => ({
  status,
  body: { ret: { code, msg } },
  said: { code, message: msg },
})

const reply = (fault: Exclude<ReplyFault, 'reply'>, secret: string): CodedReply => {
  switch (fault) {
    // Huawei documents no code for these (docs/vendors/huawei.md C.7.3); the variations say so, and nobody scripts them.
    case 'busy':
    case 'rate-limited':
    case 'rate-limited-day':
    case 'authorization-lost':
    case 'address-refused':
      throw new Error(`Huawei documents no code for ${fault}`)
    case 'unknown-code':
      return coded(987654, 'never heard of it')
    case 'token-stale':
      return coded(205524993, 'client token auth failed', 401)
    case 'token-expired':
      return coded(205524994, 'access token expired', 401)
    case 'token-malformed':
      return coded(205524993, 'client token auth failed: malformed', 401)
    case 'permission-missing':
      return coded(403, 'client token authorization fail.', 403)
    case 'no-code':
      return { body: {}, said: {} }
    case 'wrong-types':
      return { body: { ret: { code: 0, msg: 'success' }, domains: 7 }, said: {} }
    case 'echo':
      return { body: { ret: { code: 987654, msg: `no such thing: ${secret}` }, echo: secret }, said: {} }
    case 'echo-page':
      return { body: `<html><body>No route: ${secret}</body></html>`, said: {} }
  }
}

const isOf =
  (place: PlaceName) =>
  ({ path, query }: RecordedRequest): boolean =>
    path === paths[place] && query['category'] === categoryOf(place)

const dialect: Dialect = {
  paths,
  isOf,
  // Every write is the list as a whole.
  actionAt: (place, strikes: Struck) => `${strikes === 'get' ? 'get' : 'set'} ${categoryOf(place)}`,
  beside: { effective: {}, confirmFile: {} },
  actionOf: ({ method }) => (method === 'GET' ? 'get' : 'set'),
  reply: (fault, _, secret) => reply(fault, secret),
  contradiction: '{"ret":{"code":0,"msg":"success"},"ret":{"code":205979650,"msg":"无效参数"}}',
  isPlatform: (owner) => owner === platformId,
}

const listsOf = (emulator: Emulator, { place, subject }: Address): DomainSet<Kind> => {
  const { platform, apps } = emulator.huawei.state()
  const domains = subject._tag === 'App' ? apps[subject.appId]?.domains : platform.domains
  if (domains === undefined) return {}
  return categoryOf(place) === 'server' ? fromFields(serverFields, domains) : fromFields(webviewFields, domains)
}

const patchOf = ({ place, subject }: Address, lists: DomainSet<Kind>): HuaweiSeed => {
  const domains = categoryOf(place) === 'server' ? toFields(serverFields, lists) : toFields(webviewFields, lists)
  return subject._tag === 'App' ? { apps: { [subject.appId]: { domains } } } : { platform: { domains } }
}

const budgetOf = ({ place }: Address): 'server' | 'webview' => (place.endsWith('.server') ? 'server' : 'webview')

const rejecting = ({ place }: Address): { readonly seed: HuaweiSeed; readonly rejected: ReadonlyArray<Rejected> } => {
  const bound = ['bound-1', 'bound-2'].map((name) => `${name}.example.${place.startsWith('app.') ? 'com' : 'org'}`)
  const tooMany = bound.map((host) => ({ host, reason: 'bound-to-too-many', named: true }) as const)
  const bad = ['bad-1.example.org', 'bad-2.example.org']
  switch (place) {
    case 'app.server':
    case 'app.webview':
    case 'app.prefetch': {
      const outside = ['bad-1.elsewhere.example', 'bad-2.elsewhere.example']
      const rejected = outside.map((host) => ({ host, reason: 'not-verified', named: true }) as const)
      return { seed: { overbound: bound }, rejected: [...rejected, ...tooMany] }
    }
    case 'platform.server': {
      const rejected = bad.map((host) => ({ host, reason: 'not-verified', named: true }) as const)
      return { seed: { icpMissing: bad, overbound: bound }, rejected: [...rejected, ...tooMany] }
    }
    case 'platform.webview': {
      const rejected = bad.map((host) => ({ host, reason: 'confirm-file', named: true }) as const)
      return { seed: { confirmFileMissing: bad, overbound: bound }, rejected: [...rejected, ...tooMany] }
    }
  }
}

const scripted = (emulator: Emulator): ScriptedVendor => {
  const vendor = emulator.huawei
  const { profile } = vendor.state()
  const nextToken = tokenSource()
  return {
    ...commonScript(vendor, dialect, () => vendor.seed({ profile })),
    lists: (address) => listsOf(emulator, address),
    put: (address, lists) => vendor.seed(patchOf(address, lists)),
    modifications: (address) => {
      const { subject } = address
      // The pools of Huawei count nothing.
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
      return rejected
    },
    // One token serves every app: each that is issued is the platform's, and the former ones stay good.
    issueToken: () => {
      const token = nextToken()
      vendor.seed({ tokens: { [token]: { kind: 'platform', owner: platformId } } })
      return token
    },
    confirmFile: () => undefined,
    putConfirmFile: () => undefined,
  }
}

const noPorts = { ports: false, http: false, forbiddenHosts: [] } as const

/** In what Huawei, as it is emulated, differs from others. */
export const huaweiVariations: Variations = {
  apps: ['hw-app-1', 'hw-app-2'],
  kinds: {
    'app.server': ['request', 'upload', 'download', 'socket'],
    'app.webview': ['webview'],
    'platform.server': ['request', 'upload', 'download', 'socket'],
    'platform.webview': ['webview'],
  },
  limits: {
    'app.server': { ...noPorts, monthlyModifications: 50 },
    'app.webview': { ...noPorts, monthlyModifications: 50 },
    'platform.server': { ...noPorts, perKind: 200 },
    'platform.webview': { ...noPorts, perKind: 100 },
  },
  abilities: [],
  pool: 'required',
  writes: 'whole-list',
  rejections: {
    'app.server': ['named'],
    'app.webview': ['named'],
    'platform.server': ['named'],
    'platform.webview': ['named'],
  },
  modificationsPerSet: 1,
  undocumentedFaults: ['busy', 'rate-limited', 'rate-limited-day', 'authorization-lost', 'address-refused'],
}

/** Huawei's adapter over the emulated Huawei. */
export const huaweiHarness = emulatedHarness<HuaweiProfile>({
  vendor: 'huawei',
  adapter: huawei,
  start: (profile) => startEmulator({ profile: { huawei: profile } }),
  scripted,
  config: { clientId: huaweiClientId },
})
