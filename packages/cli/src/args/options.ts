import { Argument, Option } from 'commander'
import type { Say } from './definition.js'
import type { Allowance, FleetState } from '@mini-domains/fleet'

// The placeholder of a value says what a shell offers for it (commands/completion/offer.ts): FILE, VENDOR, APP, LABEL. Dots at its end
// say that the option may be repeated.

/**
 * The options that every command has, before its name or after it.
 */
export const commonOptions = (say: Say): ReadonlyArray<Option> => [
  new Option(
    '-c, --config <FILE>',
    say('the file of the desired state; mini-domains.yaml by default', '期望状态文件，默认 mini-domains.yaml'),
  ),
  new Option('--json', say('one JSON event per line, instead of text', '每行输出一个 JSON 事件')),
  new Option(
    '--lang <en|zh>',
    say('language of messages; by default that of the locale', '消息语言，默认随系统'),
  ).choices(['en', 'zh']),
  new Option('-q, --quiet', say('no progress, no notes', '不显示进度与提示')),
]

/**
 * An app, where a command takes one (`<APP>`) or many (`<APP...>`).
 */
export const appArgument = (say: Say, name: '<APP>' | '<APP...>'): Argument =>
  new Argument(
    name,
    say(
      'an app by its id, or vendor/id where the id alone is ambiguous',
      '小程序 ID；仅凭 ID 无法确定厂商时写作 厂商/ID',
    ),
  )

/**
 * Goes on without a question.
 */
export const yesOption = (say: Say): Option => new Option('-y, --yes', say('do not ask', '不询问，直接执行'))

/**
 * Shows what would be written, and writes nothing.
 */
export const dryRunOption = (say: Say): Option =>
  new Option('--dry-run', say('show what would change, write nothing', '只显示将发生的变更，不写入'))

/**
 * The options of commands that write.
 */
export const writingOptions = (say: Say): ReadonlyArray<Option> => [yesOption(say), dryRunOption(say)]

/**
 * Which vendor, where an app's name does not tell.
 */
export const vendorOption = (say: Say): Option =>
  new Option('-v, --vendor <VENDOR>', say('the vendor, by its name in the config', '厂商（配置中的名称）'))

/**
 * The options that select apps. One that is given again selects what the other does not; labels of different keys must all match.
 */
export const selectionOptions = (say: Say): ReadonlyArray<Option> => [
  new Option(
    '-v, --vendor <VENDOR...>',
    say('only apps of this vendor (glob); may be repeated', '只处理该厂商的小程序（通配符），可重复'),
  ),
  new Option(
    '--app <APP_ID...>',
    say('only apps with this id (glob); may be repeated', '只处理该 ID 的小程序（通配符），可重复'),
  ),
  new Option(
    '--label <KEY=VALUE...>',
    say('only apps with this label (glob); may be repeated', '只处理带该标签的小程序（通配符），可重复'),
  ),
  new Option(
    '--exclude <APP|LABEL...>',
    say('not these apps (glob); may be repeated', '排除这些小程序（通配符），可重复'),
  ),
]

const poolKinds = ['request', 'socket', 'upload', 'download', 'udp', 'tcp', 'webview']
const kinds = [...poolKinds, 'prefetch']

/**
 * The options that name domains by kind, separated by commas or repeated.
 */
export const domainOptions = (say: Say, only: ReadonlyArray<string> = kinds): ReadonlyArray<Option> => {
  const abouts: Readonly<Record<string, string>> = {
    any: say('server domains, for a pool without kinds', '服务器域名（不分种类的域名池）'),
    request: say('domains to request', '请求域名'),
    socket: say('domains to open sockets to', 'socket 域名'),
    upload: say('domains to upload to', '上传域名'),
    download: say('domains to download from', '下载域名'),
    udp: say('domains for UDP', 'UDP 域名'),
    tcp: say('domains for TCP', 'TCP 域名'),
    webview: say('webview domains', '业务域名'),
    prefetch: say('hosts to prefetch', '预解析域名'),
  }
  return only.map((kind) => new Option(`--${kind} <DOMAIN,...>`, abouts[kind]))
}

/**
 * The same for a pool, which may not tell kinds apart.
 */
export const poolDomainOptions = (say: Say): ReadonlyArray<Option> => domainOptions(say, ['any', ...poolKinds])

/**
 * One list of each app.
 */
export const listOption = (say: Say): Option =>
  new Option('--list <server|webview|prefetch>', say('only this list', '只看该列表')).choices([
    'server',
    'webview',
    'prefetch',
  ])

/**
 * Kinds to empty; of a pool, `any` too.
 */
export const clearOption = (say: Say, isPool = false): Option =>
  new Option('--clear <KIND...>', say('empty this kind; may be repeated', '清空该种类，可重复')).choices(
    isPool ? ['any', ...poolKinds] : kinds,
  )

/**
 * How many lists are worked on at the same time.
 */
export const concurrencyOption = (say: Say): Option =>
  new Option('--concurrency <N>', say('how many lists to work on at once', '同时处理的列表数'))

/**
 * Whether workers read the lists.
 */
export const readingWorkersOption = (say: Say): Option =>
  new Option(
    '--workers',
    say(
      'let the workers of all machines read the lists; the store must be on Redis',
      '由各机器上的 worker 读取列表；存储须在 Redis 上',
    ),
  )

/**
 * Where a report of what was found, or of what failed, is written.
 */
export const reportOption = (say: Say): Option =>
  new Option(
    '--report <FILE>',
    say(
      'write a report by cause, with names: Markdown, or a page for .html',
      '按原因汇总并列出名称的报告：Markdown，.html 则为网页',
    ),
  )

/**
 * Which states of a list are an alarm.
 */
export const failOnOption = (say: Say): Option =>
  new Option(
    '--fail-on <STATE,...>',
    say(
      `end with an alarm for these states: ${failStates.join(', ')}; by default for what somebody here must act on`,
      `出现这些状态时以非零码退出：${failStates.join('、')}；默认仅限我方须处理的`,
    ),
  )

/**
 * What `--fail-on` can name.
 */
export const failStates: ReadonlyArray<Exclude<FleetState, 'in-sync'> | 'none'> = [
  'drift',
  'unreadable',
  'blocked',
  'frozen',
  'merchant-must-authorise',
  'awaiting-release',
  'none',
]

/**
 * Where a plan and its reports for people are saved.
 */
export const planFileOptions = (say: Say): ReadonlyArray<Option> => [
  new Option('-o, --out <FILE>', say('save the plan here, for apply', '保存计划，供 apply 使用')),
  new Option('--markdown <FILE>', say('write it as Markdown, for a pull request', '另存为 Markdown，便于贴进合并请求')),
  new Option('--html <FILE>', say('write it as a page to search and filter', '另存为网页，可搜索、可筛选')),
  new Option(
    '--detailed-exitcode',
    say('end with 2 where something is to change or blocked; else with 0', '有待修改或受阻的列表时以 2 退出，否则为 0'),
  ),
]

/**
 * What `--allow` can name.
 */
export const dangers: ReadonlyArray<Allowance> = [
  'app-deletes',
  'fleet-deletes',
  'pool-deletes',
  'pool-in-use',
  'pool-before-apps',
]
