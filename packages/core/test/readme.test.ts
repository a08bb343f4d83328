import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { addDomains } from '../src/index.js'
import { domainProvider, hintOf, parseDomain } from '../src/adapter.js'
import { left, right } from './either.js'
import { errorTags, errorsOf } from './every-error.js'
import { memoryVendor } from './memory-driver.js'

const core = resolve(__dirname, '..')

const pages = [
  ['README.md', 'en'],
  ['README.zh-CN.md', 'zh'],
] as const
const text = (page: string): string => readFileSync(join(core, page), 'utf8')
const blocks = (page: string, language: string): ReadonlyArray<string> =>
  [...text(page).matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, code]) =>
    name === language && code !== undefined ? [code] : [],
  )
const rows = (page: string): ReadonlyArray<ReadonlyArray<string>> =>
  text(page)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    )
const plain = (cell: string | undefined): string => (cell ?? '').replaceAll('`', '')

describe.each(pages)('%s', (page, language) => {
  test('lists exactly the members of DomainError, with who acts, the retry and the modification of each', () => {
    const told = rows(page).filter(([tag]) => errorTags.includes(plain(tag)))
    expect(told.map(([tag]) => plain(tag))).toEqual(errorTags)
    for (const [tag, meaning, actor, retry, modification] of told) {
      const errors = errorsOf(plain(tag))
      expect(meaning).not.toBe('')
      const words = (cell: string | undefined) => plain(cell).split(', ').sort()
      const all = (values: ReadonlyArray<string>) => [...new Set(values)].sort()
      expect(words(actor)).toEqual(all(errors.map((error) => error.actor)))
      expect(words(retry)).toEqual(all(errors.map((error) => error.retry.when)))
      expect(words(modification)).toEqual(all(errors.map((error) => error.modification)))
    }
  })

  const rules = { ports: false, forbiddenHosts: ['api.weixin.qq.com'] }
  const examples = rows(page).filter(([, example]) => /^`[^`]*\.[^`]*`$|^`localhost:3000`$/.test(example ?? ''))
  const refused = examples.filter(([rule]) => /^`[a-z-]+`$/.test(rule ?? ''))

  test.each(refused.map(([rule, example, hint]) => [plain(rule), plain(example), hint] as const))(
    'tells of the rule %s an example that breaks it, %s, and the hint that the error gives',
    (rule, example, hint) => {
      const refusal = left(parseDomain('request', rules)(example))
      expect([refusal.rule, refusal.hint[language]]).toEqual([rule, hint])
    },
  )

  test('tells the hint of the rules of a change', () => {
    const hints = new Map(rows(page).map(([rule, , hint]) => [plain(rule), hint]))
    expect(refused).toHaveLength(13)
    expect(hints.get('empty')).toBe(hintOf('empty', '')[language])
    expect(hints.get('not-text')).toBe(hintOf('not-text', '')[language])
    expect(hints.get('unknown-kind')).toBe(hintOf('unknown-kind', 'request, socket')[language])
    expect(hints.get('over-limit')).toBe(hintOf('over-limit', '200')[language])
    expect(hints.get('nothing-named')).toBe(hintOf('nothing-named', 'request, socket')[language])
    expect(hints.get('not-a-change')).toBe(hintOf('not-a-change', '')[language])
  })

  test('shows an outcome as it comes', async () => {
    const vendor = memoryVendor()
    vendor.app.server.put('app wx1', { request: ['https://b.example.com'] })
    vendor.behave({ rejects: { 'https://c.example.com': 'no-icp' } })
    const change = addDomains({ request: ['a.example.com', 'b.example.com', 'c.example.com'] })
    const outcome = right(await domainProvider(vendor.driver).app('wx1').server.modify(change)())
    expect(blocks(page, 'json').map((block): unknown => JSON.parse(block))).toContainEqual(outcome)
  })
})
