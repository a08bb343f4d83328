import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { baiduChoices, baiduProfiles } from '../src/baidu/profile.js'
import { douyinChoices, douyinProfiles } from '../src/douyin/profile.js'
import { huaweiChoices, huaweiProfiles } from '../src/huawei/profile.js'
import { wechatChoices, wechatProfiles } from '../src/wechat/profile.js'

type Choices = { readonly [question: string]: ReadonlyArray<string> }
type Profile = { readonly [question: string]: string }

const vendors: ReadonlyArray<readonly [string, Choices, { readonly [name: string]: Profile }]> = [
  ['WeChat', wechatChoices, wechatProfiles],
  ['Baidu', baiduChoices, baiduProfiles],
  ['Douyin', douyinChoices, douyinProfiles],
  ['Huawei', huaweiChoices, huaweiProfiles],
]
const pages = ['README.md', 'README.zh-CN.md']

/** The rows of a page whose first cell is one code word: the word, then the code words of the second cell, but for those in brackets. */
const rowsOf = (page: string): ReadonlyArray<readonly [string, ReadonlyArray<string>]> =>
  readFileSync(join(__dirname, '..', page), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, name, told] = /^\| `(\w+)` \| (.*) \|$/.exec(line) ?? []
      return name === undefined || told === undefined
        ? []
        : [
            [
              name,
              [...told.replace(/\([^)]*\)|（[^）]*）/g, '').matchAll(/`([^`]+)`/g)].map(([, word = '']) => word),
            ] as const,
          ]
    })

describe.each(vendors)('the profiles of %s', (_vendor, choices, profiles) => {
  const questions = Object.keys(choices)

  it('take the first choice of every question by default', () => {
    expect(profiles.default).toEqual(Object.fromEntries(questions.map((name) => [name, choices[name]?.[0]])))
  })

  it('take another one in `contrary`, but for `fields`', () => {
    const alike = questions.filter((name) => profiles.contrary?.[name] === profiles.default?.[name])
    expect(alike.filter((name) => name !== 'fields')).toEqual([])
  })

  it.each(pages)('are told in %s: every question with its choices, the default first', (page) => {
    const rows = rowsOf(page)
    const told = questions.map((name) => {
      const count = choices[name]?.length ?? 0
      // Questions of two vendors may have one name: a row of either is looked for by its choices.
      const fits = rows.filter(([row]) => row === name).map(([, words]) => words.slice(0, count))
      return [name, fits.find((words) => words.join() === choices[name]?.join()) ?? fits]
    })
    expect(Object.fromEntries(told)).toEqual(choices)
  })
})
