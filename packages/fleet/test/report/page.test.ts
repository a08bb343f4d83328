import { type HtmlOptions, type PlanLine, planHtml, planMarkdown } from '../../src/index.js'
import { openPage } from './page-document.js'
import { plannedChanges } from '../planned-changes.js'
import { stream } from '../saved-plan.js'
import { all } from '../shared-state.js'

const evil = '</script><script>alert(1)</script>|<b>`x`'
const blocked: PlanLine = {
  line: 'blocked',
  address: { vendor: 'wechat', app: evil, list: 'server' },
  reason: 'frozen',
  detail: { en: 'a\nb', zh: '冻结' },
}
const [header, ...rest] = plannedChanges([{ deletes: 1 }, {}, {}])
const lines = [...(header === undefined ? [] : [header]), blocked, ...rest]

const pageOf = async (of: ReadonlyArray<PlanLine>, options?: HtmlOptions): Promise<string> =>
  (await all(planHtml(stream(of), options))).join('')

describe('for people, a plan', () => {
  test('is Markdown that nothing in it can break', async () => {
    const text = (await all(planMarkdown(stream(lines)))).join('')
    expect(text).not.toContain('<script>')
    const rows = text.split('\n').filter((line) => line.startsWith('| '))
    expect(rows).toHaveLength(3)
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6)
    expect(text).toContain('| wechat server: app-0, app-1, app-2 |')
    expect(text.indexOf('to change')).toBeLessThan(text.indexOf('| list |'))
    expect(text).toContain('profile shop &#40;f:1:1&#41;')
  })

  test('shows no more rows than asked for, and counts the rest, in either language', async () => {
    const text = (await all(planMarkdown(stream(lines), { rows: 1, language: 'zh' }))).join('')
    expect(text).toContain('… 3 个列表未在此列出')
    expect(text).toContain('⛔ 受阻: 已冻结')
  })

  test('is one page that loads nothing and that nothing in it can break', async () => {
    const page = await pageOf(lines)
    expect(page.match(/<script/g)).toHaveLength(2)
    expect(page).not.toMatch(/https?:\/\/(?!a\.example\.com)/)
    expect(page).toContain("default-src 'none'")
    const by = openPage(page)
    expect(by('rows').text()).toContain(evil)
    expect(by('rows').text()).toContain('frozen')
  })

  test('holds in its page what many apps share only once', async () => {
    const changes = plannedChanges(Array.from({ length: 500 }, () => ({})))
    const page = await pageOf(changes)
    expect(page.split('"reasons":[').length - 1).toBe(1)
    expect(page.length).toBeLessThan(40 * 500 + (await pageOf(plannedChanges([{}]))).length)
    expect(openPage(page)('found').text()).toBe('500 of 500')
  })

  test('says in its page how many lists are left out, where there are more than asked for', async () => {
    const by = openPage(await pageOf(lines, { rows: 1 }))
    expect(by('found').text()).toBe('1 of 1')
    expect(by('notes').text()).toContain('3 more lists are not in this page')
    expect(openPage(await pageOf(lines))('notes').text()).toBe('')
  })

  test('says in its page that it has no end where it was cut short', async () => {
    const by = openPage(await pageOf(lines.slice(0, -1)), 'zh-CN')
    expect(by('notes').text()).toContain('该计划不完整')
  })
})

describe('the page of a plan', () => {
  test('finds lists by all words that are typed, in the app, the change and what was said', async () => {
    const by = openPage(await pageOf(lines))
    const found = (typed: string): string => {
      by('search').value = typed
      by('search').happens('input')
      return by('found').text()
    }
    expect(found('')).toBe('4 of 4')
    expect(found('app-0')).toBe('1 of 4')
    expect(found('APP a.example.com')).toBe('3 of 4')
    expect(found('冻结')).toBe('1 of 4')
    expect(found('nowhere')).toBe('0 of 4')
    expect(by('empty').text()).toBe('No list is like this.')
    by('domains').all('domain')[0]?.onclick?.()
    expect(by('found').text()).toBe('3 of 4')
  })

  test('shows only the lists of a vendor, a change, a reason or a kind', async () => {
    const by = openPage(await pageOf(lines))
    const found = (id: string, value: string): string => {
      by(id).value = value
      by(id).happens('input')
      const count = by('found').text()
      by(id).value = ''
      return count
    }
    expect(found('kind', 'blocked')).toBe('1 of 4')
    expect(found('kind', 'frozen')).toBe('1 of 4')
    expect(found('kind', 'add')).toBe('2 of 4')
    expect(found('which', 'webview')).toBe('0 of 4')
    expect(found('vendor', 'wechat')).toBe('4 of 4')
  })

  test('tells of the list that is picked, by mouse or by key, what changes and why', async () => {
    const by = openPage(await pageOf(lines))
    expect(by('detail').text()).toContain('Pick a list')
    by('rows').all('row')[0]?.onclick?.()
    expect(by('detail').text()).toContain('a\nb')
    by('list').happens('keydown', { key: 'ArrowDown' })
    expect(by('detail').text()).toContain('a.example.com')
    expect(by('detail').text()).toContain('profile shop · f:1:1')
    by('list').happens('keydown', { key: 'End' })
    expect(by('rows').all('picked')[0]?.text()).toContain('app-2')
  })

  test('speaks the language of the browser, and the other one at a press', async () => {
    const by = openPage(await pageOf(lines), 'zh-CN')
    expect(by('cards').text()).toContain('待修改')
    expect(by('rows').text()).toContain('已冻结')
    by('language').happens('click')
    expect(by('cards').text()).toContain('to change')
    expect(by('language').text()).toBe('中文')
  })

  test('keeps in its address what is searched for and which list is picked, and opens as an address says', async () => {
    const page = await pageOf(lines)
    const by = openPage(page)
    by('search').value = 'app'
    by('search').happens('input')
    by('list').happens('keydown', { key: 'End' })
    expect(by.address()).toBe('#search=app&list=wechat%2Fapp-2%2Fserver')
    const again = openPage(page, 'en', by.address())
    expect(again('found').text()).toBe('3 of 4')
    expect(again('rows').all('picked')[0]?.text()).toContain('app-2')
    expect(openPage(page, 'en', '#list=wechat%2Fgone%2Fserver')('detail').text()).toContain('Pick a list')
  })

  test('prints all lists that were found, and counts those beyond what a printer is given', async () => {
    const changes = plannedChanges(Array.from({ length: 5_002 }, () => ({})))
    const by = openPage(await pageOf(changes))
    expect(by('rows').all('row').length).toBeLessThan(50)
    by.happens('beforeprint')
    expect(by('rows').all('row')).toHaveLength(5_000)
    expect(by('rows').text()).toContain('2 more lists are not in this page')
    by.happens('afterprint')
    expect(by('rows').all('row').length).toBeLessThan(50)
  })

  test('draws only what is in sight of a hundred thousand lists', async () => {
    const changes = plannedChanges(Array.from({ length: 100_000 }, () => ({})))
    const by = openPage(await pageOf(changes))
    expect(by('found').text()).toBe('100,000 of 100,000')
    expect(by('rows').all('row').length).toBeLessThan(50)
    by('list').scrollTop = 34 * 99_990
    by('list').happens('scroll')
    expect(by('rows').text()).toContain('app-99999')
  })
})
