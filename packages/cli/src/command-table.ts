import type { Command } from './command.js'
import { bilingual } from './language.js'
import { type Option, anyKindOption, domainOptions, selectionOptions, vendorOption, writingOptions } from './option.js'

const many = Number.MAX_SAFE_INTEGER

const clearOption: Option = {
  name: 'clear',
  value: 'KIND',
  many: true,
  choices: ['request', 'socket', 'upload', 'download', 'udp', 'tcp', 'webview'],
  about: bilingual('clear this kind; may be repeated', '清空该种类，可重复'),
}

const listOption: Option = {
  name: 'list',
  value: 'server|webview',
  choices: ['server', 'webview'],
  about: bilingual('only this list', '只看该列表'),
}

const effectiveOption: Option = {
  name: 'effective',
  about: bilingual('what is live for users, not what is configured', '读取已生效的域名，而非已配置的'),
}

const concurrencyOption: Option = {
  name: 'concurrency',
  value: 'N',
  about: bilingual('lists worked on at the same time', '同时处理的列表数'),
}

const init: Command = {
  name: 'init',
  about: bilingual('ask a few questions and write a commented config', '提问并生成带注释的配置文件'),
  words: '',
  least: 0,
  most: 0,
  options: [
    { ...vendorOption, choices: ['wechat', 'baidu'], about: bilingual('wechat or baidu', 'wechat 或 baidu') },
    { name: 'app', value: 'ID', many: true, about: bilingual('an app; may be repeated', '小程序 ID，可重复') },
    ...domainOptions.filter(({ name }) => ['request', 'socket', 'webview'].includes(name)),
    { name: 'force', about: bilingual('write over a file that is there', '覆盖已有文件') },
  ],
  examples: [
    { line: 'mini-domains init', about: bilingual('asks for everything', '逐项询问') },
    {
      line: 'mini-domains init --vendor wechat --app wx0123456789abcdef --request api.example.com',
      about: bilingual('asks for nothing', '不询问'),
    },
  ],
  load: async () => (await import('./command/init.js')).init,
}

const get: Command = {
  name: 'get',
  about: bilingual('read the lists of apps', '读取小程序的域名列表'),
  words: 'APP...',
  least: 1,
  most: many,
  options: [vendorOption, listOption, effectiveOption],
  examples: [
    { line: 'mini-domains get wx0123456789abcdef', about: bilingual('both lists of an app', '某小程序的两个列表') },
    {
      line: 'mini-domains get wechat/wx0123456789abcdef --effective --json',
      about: bilingual('what is live, as JSON', '已生效的域名，JSON 格式'),
    },
  ],
  load: async () => (await import('./command/get.js')).get,
}

const add: Command = {
  name: 'add',
  about: bilingual('list domains at an app, leave the rest', '为小程序增加域名，其余不动'),
  words: 'APP',
  least: 1,
  most: 1,
  options: [vendorOption, ...domainOptions, ...writingOptions],
  examples: [
    {
      line: 'mini-domains add wx0123456789abcdef --request api.example.com,pay.example.com --socket push.example.com',
      about: bilingual('one call for all kinds', '多个种类合并为一次调用'),
    },
    {
      line: 'mini-domains add wx0123456789abcdef --webview www.example.com --dry-run',
      about: bilingual('what would change', '只看变更'),
    },
  ],
  load: async () => (await import('./command/change.js')).add,
}

const remove: Command = {
  name: 'delete',
  about: bilingual('take domains off the lists of an app', '删除小程序的域名'),
  words: 'APP',
  least: 1,
  most: 1,
  options: [vendorOption, ...domainOptions, ...writingOptions],
  examples: [
    {
      line: 'mini-domains delete wx0123456789abcdef --request old.example.com',
      about: bilingual('shows the change and asks', '显示变更并询问'),
    },
    {
      line: 'mini-domains delete wx0123456789abcdef --request old.example.com --yes',
      about: bilingual('in a script', '在脚本中'),
    },
  ],
  load: async () => (await import('./command/change.js')).remove,
}

const set: Command = {
  name: 'set',
  about: bilingual('list exactly these domains in each kind that is named', '将所列种类设为恰好这些域名'),
  words: 'APP',
  least: 1,
  most: 1,
  options: [vendorOption, ...domainOptions, clearOption, ...writingOptions],
  examples: [
    {
      line: 'mini-domains set wx0123456789abcdef --request api.example.com --clear udp',
      about: bilingual('kinds that are not named stay as they are', '未提及的种类保持不变'),
    },
  ],
  load: async () => (await import('./command/change.js')).set,
}

const pool: Command = {
  name: 'pool',
  about: bilingual('read or change the platform pool', '查看或修改平台域名池'),
  words: 'get|add|delete|set',
  least: 1,
  most: 1,
  choices: ['get', 'add', 'delete', 'set'],
  options: [vendorOption, anyKindOption, ...domainOptions, clearOption, ...writingOptions],
  examples: [
    { line: 'mini-domains pool get --vendor wechat', about: bilingual('what apps may draw from', '查看域名池') },
    {
      line: 'mini-domains pool add --vendor wechat --any api.example.com --webview www.example.com',
      about: bilingual('shows the change and asks', '显示变更并询问'),
    },
  ],
  load: async () => (await import('./command/pool.js')).pool,
}

const apps: Command = {
  name: 'apps',
  about: bilingual('list the apps of the desired state', '列出期望状态中的小程序'),
  words: '',
  least: 0,
  most: 0,
  options: selectionOptions,
  examples: [
    { line: 'mini-domains apps', about: bilingual('all of them', '全部') },
    {
      line: 'mini-domains apps --label tier=gold --json',
      about: bilingual('one JSON event for each', '每个一行 JSON'),
    },
  ],
  load: async () => (await import('./command/apps.js')).apps,
}

const outOption: Option = {
  name: 'out',
  short: 'o',
  value: 'FILE',
  about: bilingual('save the plan, for apply', '保存计划，供 apply 使用'),
}

const reportOptions: ReadonlyArray<Option> = [
  { name: 'markdown', value: 'FILE', about: bilingual('write it for a pull request', '写为 Markdown') },
  { name: 'html', value: 'FILE', about: bilingual('write it as a page', '写为网页') },
]

const plan: Command = {
  name: 'plan',
  about: bilingual('read the lists and show what would change', '读取列表并显示将发生的变更'),
  words: '',
  least: 0,
  most: 0,
  options: [...selectionOptions, outOption, ...reportOptions, concurrencyOption],
  examples: [
    { line: 'mini-domains plan', about: bilingual('exit code 2 where something differs', '有差异时退出码为 2') },
    {
      line: 'mini-domains plan --out plan.jsonl --html plan.html',
      about: bilingual('to be read, then applied', '先看再执行'),
    },
  ],
  load: async () => (await import('./command/plan.js')).plan,
}

const apply: Command = {
  name: 'apply',
  about: bilingual('carry a saved plan out, exactly', '严格执行已保存的计划'),
  words: 'PLAN',
  least: 1,
  most: 1,
  options: [
    {
      name: 'journal',
      value: 'FILE',
      about: bilingual('what was done, to go on from; PLAN.journal', '执行记录，用于续跑；默认 PLAN.journal'),
    },
    {
      name: 'allow',
      value: 'DANGER',
      many: true,
      choices: ['app-deletes', 'fleet-deletes', 'pool-deletes', 'pool-in-use', 'pool-before-apps'],
      about: bilingual('let a danger pass by its name; may be repeated', '按名称放行某项危险，可重复'),
    },
    { name: 'canary', value: 'N|N%', about: bilingual('so many changes of each vendor first', '每个厂商先执行这么多') },
    concurrencyOption,
    ...writingOptions,
  ],
  examples: [
    { line: 'mini-domains apply plan.jsonl', about: bilingual('shows the plan and asks', '显示计划并询问') },
    {
      line: 'mini-domains apply plan.jsonl --yes --canary 5% --allow app-deletes',
      about: bilingual('in a script; run it again to go on after a break', '在脚本中；中断后再次运行即可续跑'),
    },
  ],
  load: async () => (await import('./command/apply.js')).apply,
}

const verify: Command = {
  name: 'verify',
  about: bilingual('compare desired, configured and live', '对比期望、已配置与已生效'),
  words: '',
  least: 0,
  most: 0,
  options: [...selectionOptions, concurrencyOption],
  examples: [
    { line: 'mini-domains verify', about: bilingual('exit code 2 where something differs', '不一致时退出码为 2') },
    {
      line: '0 6 * * * mini-domains verify --json > verify.jsonl || mail-the-team',
      about: bilingual('every morning, from cron', '用 cron 每天早晨检查'),
    },
  ],
  load: async () => (await import('./command/verify.js')).verify,
}

const migrate: Command = {
  name: 'migrate',
  about: bilingual('put a host in the place of another, step by step', '逐步以新域名替换旧域名'),
  words: 'OLD NEW add|verify|remove',
  least: 3,
  most: 3,
  options: [
    outOption,
    ...reportOptions,
    {
      name: 'evidence',
      value: 'FILE',
      about: bilingual('that it was verified; OLD-to-NEW.evidence.json', '核对记录，默认 OLD-to-NEW.evidence.json'),
    },
    {
      name: 'confirm',
      value: 'VENDOR',
      many: true,
      about: bilingual('all apps were released at this vendor, which cannot tell', '该厂商无法查询，确认已全部发布'),
    },
    concurrencyOption,
  ],
  examples: [
    {
      line: 'mini-domains migrate old.example.com new.example.com add --out add.jsonl',
      about: bilingual(
        '1. the new one beside the old one; apply it, release all apps',
        '1. 加入新域名；执行后发布全部小程序',
      ),
    },
    {
      line: 'mini-domains migrate old.example.com new.example.com verify',
      about: bilingual('2. is it live everywhere?', '2. 核对是否全部生效'),
    },
    {
      line: 'mini-domains migrate old.example.com new.example.com remove --out remove.jsonl',
      about: bilingual('3. refused until 2 was well', '3. 未通过核对则拒绝'),
    },
  ],
  load: async () => (await import('./command/migrate.js')).migrate,
}

const verifyFile: Command = {
  name: 'verify-file',
  about: bilingual('check that hosts serve the confirm file as vendors want it', '检查域名是否正确提供校验文件'),
  words: 'HOST...',
  least: 1,
  most: many,
  options: [
    vendorOption,
    {
      name: 'app',
      value: 'ID',
      about: bilingual("the app's file; the platform's where left out", '小程序的校验文件，默认为平台的'),
    },
    {
      name: 'file',
      value: 'FILE',
      about: bilingual('compare with this file, ask no vendor', '与本地文件比较，不询问厂商'),
    },
  ],
  examples: [
    {
      line: 'mini-domains verify-file www.example.com --vendor wechat',
      about: bilingual('fetches it as the vendor would', '以厂商的方式抓取'),
    },
  ],
  load: async () => (await import('./command/verify-file.js')).verifyFile,
}

const tokens: Command = {
  name: 'tokens',
  about: bilingual('tell how tokens stand, or import refresh tokens', '查看令牌状态，或导入刷新令牌'),
  words: 'status|import [APP...|FILE]',
  least: 1,
  most: many,
  choices: ['status', 'import'],
  options: [vendorOption],
  examples: [
    { line: 'mini-domains tokens status', about: bilingual('of the platform and every app', '平台与每个小程序') },
    {
      line: 'mini-domains tokens import apps.csv --vendor wechat',
      about: bilingual('columns appId and refreshToken', '列：appId、refreshToken'),
    },
  ],
  load: async () => (await import('./command/tokens.js')).tokens,
}

const emulate: Command = {
  name: 'emulate',
  about: bilingual('run WeChat and Baidu on this machine, to try things', '在本机运行微信与百度模拟服务'),
  words: '',
  least: 0,
  most: 0,
  options: [
    { name: 'apps', value: 'N', about: bilingual('apps of each vendor; 3', '每个厂商的小程序数，默认 3') },
    { name: 'port-wechat', value: 'PORT', about: bilingual('a free one where left out', '默认自动选择') },
    { name: 'port-baidu', value: 'PORT', about: bilingual('a free one where left out', '默认自动选择') },
    { name: 'write', value: 'FILE', about: bilingual('write a config for it', '写出对应的配置文件') },
  ],
  examples: [
    {
      line: 'mini-domains emulate --apps 100 --write mini-domains.yaml',
      about: bilingual('a fleet to play with; Ctrl+C ends it', '可供试验的一批小程序；Ctrl+C 结束'),
    },
  ],
  load: async () => (await import('./command/emulate.js')).emulate,
}

const doctor: Command = {
  name: 'doctor',
  about: bilingual('check config, tokens, clock, proxy, store and Node', '检查配置、令牌、时钟、代理、存储与 Node'),
  words: '',
  least: 0,
  most: 0,
  options: [],
  examples: [{ line: 'mini-domains doctor', about: bilingual('says what to mend', '指出需要修正之处') }],
  load: async () => (await import('./command/doctor.js')).doctor,
}

const completion: Command = {
  name: 'completion',
  about: bilingual('print a completion script for your shell', '输出 shell 补全脚本'),
  words: 'bash|zsh|fish',
  least: 1,
  most: 1,
  choices: ['bash', 'zsh', 'fish'],
  options: [],
  examples: [
    { line: 'source <(mini-domains completion bash)', about: bilingual('bash, zsh', 'bash、zsh') },
    { line: 'mini-domains completion fish | source', about: bilingual('fish', 'fish') },
  ],
  load: async () => (await import('./command/completion.js')).completion,
}

/**
 * All commands, in the order of the help.
 */
export const commandTable: ReadonlyArray<Command> = [
  init,
  doctor,
  apps,
  plan,
  apply,
  verify,
  migrate,
  verifyFile,
  get,
  add,
  remove,
  set,
  pool,
  tokens,
  emulate,
  completion,
]
