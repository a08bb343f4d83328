import type { Bilingual } from '@mini-domains/core'
import { bilingual } from '../output/language.js'

/**
 * What a shell can offer from the config or the folder: apps by their ids, or as `vendor/id` where the id alone does not tell;
 * vendors by their names; files.
 */
export type Offered = 'app-id' | 'app' | 'vendor' | 'file'

/**
 * An option of a command.
 */
export interface Option {
  readonly name: string
  readonly short?: string
  /** What stands for its value in the help; an option without one is on or off. */
  readonly value?: string
  /** It may be given more than once. */
  readonly many?: boolean
  /** The values that it can have. */
  readonly choices?: ReadonlyArray<string>
  /** What to offer for its value in a shell, where it has no choices. */
  readonly offers?: Offered
  readonly about: Bilingual
}

/**
 * The options that every command has.
 */
export const commonOptions: ReadonlyArray<Option> = [
  {
    name: 'config',
    short: 'c',
    value: 'FILE',
    offers: 'file',
    about: bilingual(
      'the file of the desired state; mini-domains.yaml where left out',
      '期望状态文件，默认 mini-domains.yaml',
    ),
  },
  {
    name: 'json',
    about: bilingual('one JSON event a line, instead of text for people', '每行输出一个 JSON 事件'),
  },
  {
    name: 'lang',
    value: 'en|zh',
    choices: ['en', 'zh'],
    about: bilingual('the language of messages; that of the locale where left out', '消息语言，默认随系统'),
  },
  { name: 'quiet', short: 'q', about: bilingual('no progress, no notes', '不显示进度与提示') },
  { name: 'help', short: 'h', about: bilingual('this text', '显示帮助') },
]

/**
 * The option that only the command as a whole has.
 */
export const versionOption: Option = {
  name: 'version',
  short: 'V',
  about: bilingual('the version of this command', '显示版本'),
}

/**
 * To go on without a question.
 */
export const confirmOption: Option = {
  name: 'yes',
  short: 'y',
  about: bilingual('go on without asking', '不询问，直接执行'),
}

const dryRunOption: Option = {
  name: 'dry-run',
  about: bilingual('show what would change, write nothing', '只显示将发生的变更，不写入'),
}

/**
 * The options of commands that write.
 */
export const writingOptions: ReadonlyArray<Option> = [confirmOption, dryRunOption]

/**
 * Which vendor, where an app's name does not tell.
 */
export const vendorOption: Option = {
  name: 'vendor',
  short: 'v',
  value: 'NAME',
  offers: 'vendor',
  about: bilingual('the vendor, by its name in the config', '厂商（配置中的名称）'),
}

/**
 * The options that pick apps.
 */
export const selectionOptions: ReadonlyArray<Option> = [
  { ...vendorOption, about: bilingual('only apps of this vendor (glob)', '只处理该厂商的小程序（通配符）') },
  {
    name: 'app',
    value: 'ID',
    offers: 'app-id',
    about: bilingual('only apps with this id (glob)', '只处理该 ID 的小程序（通配符）'),
  },
  {
    name: 'label',
    value: 'KEY=VALUE',
    many: true,
    about: bilingual('only apps with this label (glob); may be repeated', '只处理带该标签的小程序（通配符），可重复'),
  },
]

const kinds: ReadonlyArray<readonly [string, Bilingual]> = [
  ['request', bilingual('domains to request', '请求域名')],
  ['socket', bilingual('domains to open sockets to', 'socket 域名')],
  ['upload', bilingual('domains to upload to', '上传域名')],
  ['download', bilingual('domains to download from', '下载域名')],
  ['udp', bilingual('domains for UDP', 'UDP 域名')],
  ['tcp', bilingual('domains for TCP', 'TCP 域名')],
  ['webview', bilingual('webview domains', '业务域名')],
]

/**
 * The options that name domains by kind, separated by commas or repeated.
 */
export const domainOptions: ReadonlyArray<Option> = kinds.map(([name, about]) => ({
  name,
  value: 'DOMAIN,...',
  many: true,
  about,
}))

/**
 * The kind of a pool that does not tell kinds apart.
 */
export const anyKindOption: Option = {
  name: 'any',
  value: 'DOMAIN,...',
  many: true,
  about: bilingual('server domains, for a pool without kinds', '服务器域名（不分种类的域名池）'),
}

const kindNames = kinds.map(([name]) => name)

/**
 * A kind to empty.
 */
export const clearOption: Option = {
  name: 'clear',
  value: 'KIND',
  many: true,
  choices: kindNames,
  about: bilingual('empty this kind; may be repeated', '清空该种类，可重复'),
}

/**
 * A kind to empty, also in a pool that does not tell kinds apart.
 */
export const clearAnyOption: Option = { ...clearOption, choices: ['any', ...kindNames] }

/**
 * How many lists are worked on at the same time.
 */
export const concurrencyOption: Option = {
  name: 'concurrency',
  value: 'N',
  about: bilingual('work on so many lists at the same time', '同时处理的列表数'),
}

/**
 * Where a plan is saved.
 */
export const outOption: Option = {
  name: 'out',
  short: 'o',
  value: 'FILE',
  offers: 'file',
  about: bilingual('save the plan here, for apply', '保存计划，供 apply 使用'),
}

/**
 * The options of commands that make a plan for people to read.
 */
export const reportOptions: ReadonlyArray<Option> = [
  {
    name: 'markdown',
    value: 'FILE',
    offers: 'file',
    about: bilingual('write it as Markdown, for a pull request', '另存为 Markdown，便于贴进合并请求'),
  },
  {
    name: 'html',
    value: 'FILE',
    offers: 'file',
    about: bilingual('write it as a page to search and filter', '另存为网页，可搜索、可筛选'),
  },
]
