import { type Bilingual } from '@mini-domains/core'
import { type Language, bilingual } from '@mini-domains/core/adapter'
import { BlockReason } from '../../plan/plan-line.js'
import { blockWord } from '../plan-words.js'

const named: Readonly<Record<string, Bilingual>> = {
  title: bilingual('Plan of mini-domains', 'mini-domains 变更计划'),
  other: bilingual('中文', 'English'),
  damaged: bilingual('This plan has no end; it cannot be applied.', '该计划不完整，无法执行。'),
  rest: bilingual(
    '{n} more lists are not in this page; the saved plan has them all.',
    '另有 {n} 个列表未列入本页，完整内容见计划文件。',
  ),

  apps: bilingual('apps', '小程序'),
  lists: bilingual('lists', '列表'),
  same: bilingual('right already', '已符合'),
  changes: bilingual('to change', '待修改'),
  blocked: bilingual('blocked', '受阻'),
  adds: bilingual('domains added', '新增域名'),
  deletes: bilingual('domains removed', '移除域名'),
  modifications: bilingual('modifications', '修改次数'),
  vendors: bilingual('Lists by vendor', '各厂商的列表'),
  hosts: bilingual('Domains that change most', '变动最多的域名'),
  nothing: bilingual('Everything is as desired.', '一切符合期望。'),

  search: bilingual('Search apps, domains, reasons, request ids…', '搜索小程序、域名、原因、请求编号…'),
  vendor: bilingual('every vendor', '全部厂商'),
  kind: bilingual('every change', '全部变更'),
  which: bilingual('every list', '全部列表'),
  found: bilingual('{n} of {all}', '{n} / {all}'),
  none: bilingual('No list is like this.', '没有符合条件的列表。'),

  add: bilingual('add', '增加'),
  delete: bilingual('delete', '删除'),
  set: bilingual('set', '覆盖'),
  server: bilingual('server domains', '服务器域名'),
  webview: bilingual('webview domains', '业务域名'),
  pool: bilingual('pool', '域名池'),

  pick: bilingual('Pick a list to see what changes, and why.', '点击一行查看变更内容与原因。'),
  cost: bilingual('modifications', '消耗修改次数'),
  spent: bilingual('spent this month', '本月已用'),
  left: bilingual('left', '剩余'),
  limit: bilingual('limit', '上限'),
  actor: bilingual('who must act', '由谁处理'),
  code: bilingual('vendor code', '厂商错误码'),
  said: bilingual('the vendor said', '厂商返回'),
  requestId: bilingual('request id', '请求编号'),
  caller: bilingual('you', '您'),
  platform: bilingual('the platform owner', '第三方平台负责人'),
  merchant: bilingual('the merchant', '商家'),
  usedBy: bilingual('apps use it now', '个小程序正在使用'),
  stillUsedBy: bilingual('still after the plan', '个在计划后仍在使用'),
  unread: bilingual('apps could not be read and may use it', '个小程序读取失败，可能也在使用'),
  profile: bilingual('profile', '方案'),
  rule: bilingual('rule', '规则'),
  app: bilingual('the app itself', '小程序自身'),
  keep: bilingual('kept', '保留'),
  'not-desired': bilingual('nothing asks for it', '期望中没有'),
  run: bilingual('as before the run', '恢复到运行之前'),
}

const reasons = Object.fromEntries(
  Object.keys(BlockReason.keys)
    .filter(BlockReason.is)
    .map((reason) => [reason, blockWord(reason)]),
)

const inLanguage = (language: Language): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries({ ...named, ...reasons }).map(([key, word]) => [key, word[language]]))

/**
 * The words of the page of a plan by language, as a script has them. `{n}` stands for a number.
 */
export const pageWords = JSON.stringify({ en: inLanguage('en'), zh: inLanguage('zh') })
