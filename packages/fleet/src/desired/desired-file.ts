import { UnbrokenText, bilingual, refined, strictObject } from '@mini-domains/core/adapter'
import * as t from 'io-ts'
import { type JsonSchema, noted, schemaOf } from './json-schema.js'

const about = <A>(codec: t.Type<A>, description: string) => noted(codec, { description })

const name = noted(
  refined(t.string, (text) => text.length > 0, bilingual('a text that is not empty', '非空文本')),
  { minLength: 1 },
)
// An id is sent as it stands: a full-width letter, or one that nobody sees, would make it the id of nobody.
const appId = noted(
  refined(
    t.string,
    (text) => UnbrokenText.is(text),
    bilingual(
      'a text of letters, digits and signs of ASCII, without blanks',
      '由 ASCII 字母、数字和符号组成、不含空白的文本',
    ),
  ),
  { pattern: '^[!-~]+$' },
)
const count = noted(
  refined(t.number, (n) => Number.isInteger(n) && n >= 0, bilingual('a whole number from 0', '非负整数')),
  { type: 'integer', minimum: 0 },
)
const flag = t.boolean
const texts = t.readonlyArray(name)
const byName = <C extends t.Mixed>(codec: C) => t.readonly(t.record(t.string, codec))
const labels = byName(t.string)

/**
 * A secret by reference: to the environment, or to the credential store.
 */
export const CredentialReference = about(
  t.union([
    about(strictObject('{ env: NAME }', { env: name }, {}), 'The name of an environment variable. 环境变量名'),
    about(
      strictObject('{ store: NAME }', { store: name }, {}),
      'A secret in the credential store, put there by: mini-domains secret put NAME. 凭据库中的机密名称',
    ),
    about(name, 'The secret itself: only with allowInlineSecrets. 明文（默认拒绝）'),
  ]),
  'A secret by reference to the environment or the store. 凭据引用',
)

/**
 * A secret by reference. A plain text is the secret itself, which is refused unless `allowInlineSecrets` is on.
 */
export type CredentialReference = t.TypeOf<typeof CredentialReference>

const references = byName(CredentialReference)

const Vendor = about(
  strictObject(
    'a vendor',
    { adapter: about(name, 'The package of the adapter. 适配器包名') },
    {
      config: about(t.UnknownRecord, 'What the adapter is configured with, secrets left out. 适配器配置'),
      credentials: references,
      pushes: references,
    },
  ),
  'One vendor under a name of your choice. 厂商',
)

const kinds = { request: texts, socket: texts, upload: texts, download: texts, udp: texts, tcp: texts, any: texts }

const Server = about(
  strictObject('server domains by kind', {}, kinds),
  'Server domains by kind. A kind that is left out is not touched; an empty list clears it. 服务器域名（按种类）',
)

const poolLists = { server: Server, webview: about(texts, 'Webview domains. 业务域名') }

const lists = {
  ...poolLists,
  prefetch: about(texts, 'Hosts that the vendor looks up before an app needs them, without scheme. 预解析域名'),
}

const Profile = about(
  strictObject('a profile', {}, lists),
  'Domains by list. A list that is left out is not touched. 域名方案',
)

const Policy = t.keyof({ sync: null, 'add-only': null }, 'sync or add-only')

const handling = {
  keep: about(texts, 'Globs of domains that others put in the list and that stay. 保留名单（通配符）'),
  policy: about(Policy, 'sync: exactly as desired; add-only: nothing is taken off. 同步策略'),
}

const Pool = about(
  strictObject('a pool', {}, { ...poolLists, ...handling }),
  'The platform pool of a vendor. 平台域名池',
)

const settings = {
  profile: about(name, 'The name of a profile. 方案名'),
  extra: about(Profile, 'Domains besides those of the profile. 额外域名'),
  frozen: about(flag, 'Never changed, only looked at. 冻结'),
  ...handling,
}

const Select = about(
  strictObject('a selection', {}, { vendor: name, id: name, labels }),
  'Globs; all that is given must match. 选择条件（通配符）',
)

const Rule = about(strictObject('a rule', { select: Select }, settings), 'Settings of the apps that are selected. 规则')

const App = about(
  strictObject(
    'an app',
    { id: appId, vendor: name },
    { name: about(name, 'What people call it. 名称'), labels, ...settings },
  ),
  'One app. 小程序',
)

const AppFile = about(
  strictObject(
    'a file of apps',
    { path: name },
    {
      format: t.keyof({ csv: null, jsonl: null }, 'csv or jsonl'),
      vendor: name,
      labels,
      profile: name,
      vendors: about(
        byName(name),
        'The vendor that each word in its column vendor means, where it is not the name here. vendor 列中的写法所指的厂商',
      ),
      columns: about(
        byName(name),
        'What each column is called in the header, by what it means: id, vendor, name, label.tier, …; other columns are ignored. 各项对应的表头列名，其余列忽略',
      ),
    },
  ),
  'A file with one app a line, read as a stream. 小程序名单文件',
)

const Guard = about(
  strictObject('a guard', {}, { app: count, fleet: count, pool: count }),
  'Deletions that need no word. 删除阈值',
)

const Notify = about(
  strictObject(
    'who is told',
    {
      to: about(
        t.keyof({ webhook: null, wecom: null, dingtalk: null, feishu: null, slack: null }, 'a form of message'),
        'A signed webhook, or the group robot of 企业微信, 钉钉, 飞书, Slack. 消息形式',
      ),
      url: about(CredentialReference, 'Its whole address, which is a secret. 完整地址（机密）'),
    },
    {
      secret: about(CredentialReference, 'What messages are signed with. 签名密钥'),
      on: about(
        t.readonlyArray(
          t.keyof(
            {
              'apply-finished': null,
              'apply-halted': null,
              'verify-differs': null,
              'authorization-lost': null,
              'budget-low': null,
              'confirm-file-unverified': null,
            },
            'what is told of',
          ),
        ),
        'Of what; of everything by default. 通知事件，默认全部',
      ),
      lang: about(t.keyof({ en: null, zh: null }, 'en or zh'), 'The language of the reader. 消息语言'),
      budgetBelow: about(
        count,
        'Tells of a list with fewer modifications left; 5 by default. 剩余次数少于此值时通知，默认 5',
      ),
    },
  ),
  'Who is told of what. 通知',
)

const Migration = about(
  strictObject('a migration', { from: name, to: name }, {}),
  'A host that is being replaced. 正在更换的域名',
)

/**
 * Checks the shape of a desired state.
 */
export const DesiredFile = about(
  strictObject(
    'a desired state',
    { version: t.literal(1), vendors: byName(Vendor) },
    {
      $schema: t.string,
      allowInlineSecrets: about(flag, 'Lets secrets stand in this file. 允许明文凭据'),
      store: about(name, 'Where all state is kept: file:…, redis://…, rediss://… or memory:. 存储地址'),
      adapters: about(texts, 'Adapters to load besides those of the vendors. 额外加载的适配器'),
      ...handling,
      profile: about(name, 'The profile of apps for which nothing else says one. 默认方案'),
      profiles: byName(Profile),
      pools: about(byName(Pool), 'Pools, by the name of the vendor. 域名池'),
      rules: t.readonlyArray(Rule),
      apps: t.readonlyArray(App),
      appFiles: t.readonlyArray(AppFile),
      guard: Guard,
      migrations: about(
        t.readonlyArray(Migration),
        'While it stands here, the new host is wanted wherever the old one is. 更换期间新旧并存',
      ),
      notify: t.readonlyArray(Notify),
    },
  ),
  'Which domains every app should have. 每个小程序应有的域名',
)

/**
 * Checks one app: of the desired state, or of a line of a JSON Lines file.
 */
export const DesiredApp = App

/** A desired state as it is written. */
export type DesiredFile = t.TypeOf<typeof DesiredFile>
/** One app as it is written. */
export type DesiredApp = t.TypeOf<typeof App>
/** A file of apps as the desired state names it. */
export type DesiredAppFile = t.TypeOf<typeof AppFile>
/** Domains by list, as they are written. */
export type DesiredLists = t.TypeOf<typeof Profile>
/** Who is told of what, as it is written. */
export type DesiredNotify = t.TypeOf<typeof Notify>
/** What a rule, and an app, can say besides who it is. */
export type DesiredSettings = Omit<t.TypeOf<typeof Rule>, 'select'>
/** What happens to domains that nothing asks for: `sync` takes them off, `add-only` leaves them. */
export type Policy = t.TypeOf<typeof Policy>

/**
 * The JSON Schema of a desired state, for editors: derived from its codec.
 */
export const desiredStateSchema = (): JsonSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'mini-domains: the desired state of a fleet',
  ...schemaOf(DesiredFile),
})
