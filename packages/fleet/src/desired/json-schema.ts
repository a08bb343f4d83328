type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

/**
 * A JSON Schema, as plain JSON.
 */
export type JsonSchema = { readonly [key: string]: Json }

const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` })

const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })

const mapOf = (values: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: values })

const about = (schema: JsonSchema, description: string): JsonSchema => ({ ...schema, description })

const object = (
  required: { readonly [key: string]: Json },
  optional: { readonly [key: string]: Json },
  description: string,
): JsonSchema => ({
  type: 'object',
  description,
  ...(Object.keys(required).length === 0 ? {} : { required: Object.keys(required) }),
  properties: { ...required, ...optional },
  additionalProperties: false,
})

const oneOf = (...words: ReadonlyArray<string>): JsonSchema => ({ type: 'string', enum: words })

const text: JsonSchema = { type: 'string' }
const flag: JsonSchema = { type: 'boolean' }
const count: JsonSchema = { type: 'integer', minimum: 0 }
const name: JsonSchema = { type: 'string', minLength: 1 }
const appId: JsonSchema = { type: 'string', pattern: '^[!-~]+$' }

const handling = {
  keep: about(ref('texts'), 'Globs of domains that others put in the list and that stay. 保留名单（通配符）'),
  policy: about(oneOf('sync', 'add-only'), 'sync: exactly as desired; add-only: nothing is taken off. 同步策略'),
}

const lists = { server: ref('server'), webview: about(ref('texts'), 'Webview domains. 业务域名') }

const settings = {
  profile: about(name, 'The name of a profile. 方案名'),
  extra: about(ref('profile'), 'Domains besides those of the profile. 额外域名'),
  frozen: about(flag, 'Never changed, only looked at. 冻结'),
  ...handling,
}

const notify = object(
  {
    to: about(
      oneOf('webhook', 'wecom', 'dingtalk', 'feishu', 'slack'),
      'A signed webhook, or the group robot of 企业微信, 钉钉, 飞书, Slack. 消息形式',
    ),
    url: about(ref('reference'), 'Its whole address, which is a secret. 完整地址（机密）'),
  },
  {
    secret: about(ref('reference'), 'What messages are signed with. 签名密钥'),
    on: about(
      listOf(
        oneOf(
          'apply-finished',
          'apply-halted',
          'verify-differs',
          'authorization-lost',
          'budget-low',
          'confirm-file-unverified',
        ),
      ),
      'Of what; of everything by default. 通知事件，默认全部',
    ),
    lang: about(oneOf('en', 'zh'), 'The language of the reader. 消息语言'),
    budgetBelow: about(
      count,
      'Tells of a list with fewer modifications left; 5 by default. 剩余次数少于此值时通知，默认 5',
    ),
  },
  'Who is told of what. 通知',
)

const serverKinds = ['request', 'socket', 'upload', 'download', 'udp', 'tcp', 'any']

const definitions = {
  name,
  texts: listOf(name),
  labels: mapOf(text),
  server: object(
    {},
    Object.fromEntries(serverKinds.map((kind) => [kind, ref('texts')])),
    'Server domains by kind. A kind that is left out is not touched; an empty list clears it. 服务器域名（按种类）',
  ),
  profile: object({}, lists, 'Domains by list. A list that is left out is not touched. 域名方案'),
  pool: object({}, { ...lists, ...handling }, 'The platform pool of a vendor. 平台域名池'),
  reference: {
    description: 'A secret by reference to the environment or the store. 凭据引用',
    anyOf: [
      object({ env: name }, {}, 'The name of an environment variable. 环境变量名'),
      object(
        { store: name },
        {},
        'A secret in the credential store, put there by: mini-domains secret put NAME. 凭据库中的机密名称',
      ),
      about(name, 'The secret itself: only with allowInlineSecrets. 明文（默认拒绝）'),
    ],
  },
  vendor: object(
    { adapter: about(name, 'The package of the adapter. 适配器包名') },
    {
      config: about({ type: 'object' }, 'What the adapter is configured with, secrets left out. 适配器配置'),
      credentials: mapOf(ref('reference')),
      pushes: mapOf(ref('reference')),
    },
    'One vendor under a name of your choice. 厂商',
  ),
  select: object(
    {},
    { vendor: name, id: name, labels: ref('labels') },
    'Globs; all that is given must match. 选择条件（通配符）',
  ),
  rule: object({ select: ref('select') }, settings, 'Settings of the apps that are selected. 规则'),
  app: object({ id: appId, vendor: name }, { labels: ref('labels'), ...settings }, 'One app. 小程序'),
  appFile: object(
    { path: name },
    { format: oneOf('csv', 'jsonl'), vendor: name, labels: ref('labels'), profile: name },
    'A file with one app a line, read as a stream. 小程序名单文件',
  ),
}

/**
 * The JSON Schema of a desired state, for editors. The same shape as `DesiredFile`, which a test proves.
 */
export const desiredSchema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'mini-domains: the desired state of a fleet',
  ...object(
    { version: { const: 1 }, vendors: mapOf(ref('vendor')) },
    {
      $schema: text,
      allowInlineSecrets: about(flag, 'Lets secrets stand in this file. 允许明文凭据'),
      adapters: about(ref('texts'), 'Adapters to load besides those of the vendors. 额外加载的适配器'),
      ...handling,
      profile: about(name, 'The profile of apps for which nothing else says one. 默认方案'),
      profiles: mapOf(ref('profile')),
      pools: about(mapOf(ref('pool')), 'Pools, by the name of the vendor. 域名池'),
      rules: listOf(ref('rule')),
      apps: listOf(ref('app')),
      appFiles: listOf(ref('appFile')),
      guard: object({}, { app: count, fleet: count, pool: count }, 'Deletions that need no word. 删除阈值'),
      migrations: about(
        listOf(object({ from: name, to: name }, {}, 'A host that is being replaced. 正在更换的域名')),
        'While it stands here, the new host is wanted wherever the old one is. 更换期间新旧并存',
      ),
      notify: listOf(notify),
    },
    'Which domains every app should have. 每个小程序应有的域名',
  ),
  $defs: definitions,
}
