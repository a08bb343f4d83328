import { type PageText } from '../src/report/page-data.js'

/**
 * The languages of a page.
 */
export type Language = keyof PageText

const both = (en: string, zh: string): PageText => ({ en, zh })

const words = {
  other: both('中文', 'English'),
  damaged: both('This report has no end: it was cut short.', '该报告不完整，已被截断。'),
  unlisted: both('Not in this page: {n more list}.', '另有 {n} 个列表未列入本页。'),

  search: both('Search apps, names, domains, request ids…', '搜索小程序、名称、域名、请求编号…'),
  vendor: both('every vendor', '全部厂商'),
  kind: both('everything', '全部类型'),
  which: both('every list', '全部列表'),
  found: both('{n} of {all}', '{n} / {all}'),
  none: both('No list is like this.', '没有符合条件的列表。'),
  nothing: both('Nothing to tell.', '没有需要说明的。'),

  groups: both('Grouped', '分组汇总'),
  lists: both('All lists', '全部列表'),
  glance: both('At a glance', '概览'),
  vendors: both('Lists by vendor', '各厂商的列表'),
  hosts: both('Domains that change most', '变动最多的域名'),

  server: both('server domains', '服务器域名'),
  webview: both('webview domains', '业务域名'),
  prefetch: both('hosts to prefetch', '预解析域名'),
  pool: both('platform pool', '平台域名池'),

  changes: both('{n list}', '{n} 个列表'),
  ofAll: both('{n} of {all list}', '{n} / {all} 个列表'),
  each: both('costs {n} of the month each', '每个消耗本月 {n} 次'),
  costs: both('costs {n} of the month', '消耗本月 {n} 次'),
  left: both('{n} left', '剩余 {n} 次'),
  least: both('at least {n} left', '至少剩余 {n} 次'),
  actor: both('who must act: ', '处理方：'),
  more: both('{n} more', '另有 {n} 个'),
  moreGroups: both('{n more group}', '另有 {n} 组'),
  only: both('Only these in the list below', '在下方列表中只看这些'),
  all: both('Show all again', '恢复显示全部'),
  unfold: both('Show more', '展开'),
  fold: both('Show less', '收起'),

  pick: both('Pick a list to see what there is to know of it.', '点击一行查看详情。'),
}

/**
 * A word of the page itself.
 */
export type Word = keyof typeof words

/**
 * What a page says in a language. `{n}` in a word stands for a number, `{n list}` for a number of lists.
 */
export interface Speech {
  readonly language: Language
  readonly say: (text: PageText) => string
  readonly word: (word: Word, numbers?: Readonly<Record<string, number>>) => string
  readonly number: (value: number) => string
}

/**
 * Speaks a language.
 */
export const speechOf = (language: Language): Speech => {
  const number = (value: number): string => value.toLocaleString(language)
  return {
    language,
    say: (text) => text[language],
    word: (word, numbers = {}) =>
      words[word][language].replace(/\{(\w+)( [\w ]+)?\}/g, (_, name: string, noun: string = '') => {
        const count = numbers[name] ?? 0
        return `${number(count)}${noun}${noun === '' || count === 1 ? '' : 's'}`
      }),
    number,
  }
}
