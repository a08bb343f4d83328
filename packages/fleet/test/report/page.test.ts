import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { bilingual } from '@mini-domains/core/adapter'
import { type GroupReport, type HtmlOptions, type PlanLine, groupBook, planHtml, reportHtml } from '../../src/index.js'
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

const manyOf = (count: number): Promise<string> => pageOf(plannedChanges(Array.from({ length: count }, () => ({}))))

test('the page that is embedded is what its sources give', () => {
  const script = join(__dirname, '../../../../scripts/bundle-page.mjs')
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow()
})

describe('the page of a plan, as a file', () => {
  test('loads nothing, runs nothing but its own script, and nothing in it can break it', async () => {
    const page = await pageOf(lines)
    expect(page.match(/<script/g)).toHaveLength(2)
    expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:\/\/(?!a\.example\.com)/)
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? []
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toContain('unsafe-inline')
    const hashOf = (tag: string): string => {
      const [, content = ''] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page) ?? []
      return `'sha256-${createHash('sha256').update(content).digest('base64')}'`
    }
    expect(policy).toContain(`script-src ${hashOf('script')};`)
    expect(policy).toContain(`style-src ${hashOf('style')};`)
    expect(openPage(page).text('#rows')).toContain(evil)
  })

  test('spells out what does not show or turns the direction of a text', async () => {
    const named = lines.map((line) => (line.line === 'change' ? { ...line, name: 'a\u202eb\u3164\u0007\ud800' } : line))
    expect(openPage(await pageOf(named)).text('#rows')).toContain('aU+202EbU+3164U+0007U+D800')
  })

  test('holds what many apps share only once', async () => {
    const page = await manyOf(500)
    expect(page.split('"domains":[').length - 1).toBe(1)
    expect(page.length).toBeLessThan(40 * 500 + (await manyOf(1)).length)
    expect(openPage(page).text('#found')).toBe('500 of 500')
  })

  test('says how many lists are left out, where there are more than asked for', async () => {
    const page = openPage(await pageOf(lines, { rows: 1 }))
    expect(page.text('#found')).toBe('1 of 1')
    expect(page.text('#notes')).toContain('Not in this page: 3 more lists.')
    expect(openPage(await pageOf(lines)).text('#notes')).toBe('')
  })

  test('says that it was cut short where it has no end', async () => {
    expect(openPage(await pageOf(lines.slice(0, -1)), 'zh-CN').text('#notes')).toContain('该报告不完整')
  })
})

describe('the page of a plan', () => {
  test('says first what it comes to, then each change once, with its cost and the apps that it is for', async () => {
    const named = lines.map((line) => (line.line === 'change' ? { ...line, name: '果香阁' } : line))
    const page = openPage(await pageOf(named))
    expect(page.text('#total')).toMatch(/^3 apps, 3 lists: 3 to change/)
    expect(page.count('.group')).toBe(3)
    expect(page.text('.group')).toContain('2 lists wechat · server domains')
    expect(page.text('.group')).toContain('costs 1 of the month each · at least 50 left')
    expect(page.text('.group')).toContain('+ request https://a.example.com')
    expect(page.text('.group .names')).toBe('果香阁 (app-1), 果香阁 (app-2)')
  })

  test('names the first apps of a group and counts the others, and more at a press', async () => {
    const page = openPage(await manyOf(300))
    expect(page.text('.names')).toMatch(/^app-0, .*app-9 … 290 more$/)
    page.click('.group [aria-expanded=false]')
    expect(page.text('.names')).toMatch(/app-199 … 100 more$/)
    page.click('.group [aria-expanded=true]')
    expect(page.text('.names')).toContain('… 290 more')
  })

  test('shows of all lists only those of a group at a press, and all again at another', async () => {
    const page = openPage(await pageOf(lines))
    page.click('.group .buttons button')
    expect(page.text('#found')).toBe('2 of 4')
    expect(page.address()).toContain('group=')
    expect(page.hasFocus('#list')).toBe(true)
    page.click('#filters button')
    expect(page.text('#found')).toBe('4 of 4')
  })

  test('shows the first groups of very many, and more at a press', async () => {
    const apart = plannedChanges(Array.from({ length: 70 }, () => ({}))).map((line, index) =>
      line.line === 'change' ? { ...line, cost: index } : line,
    )
    const page = openPage(await pageOf(apart))
    expect(page.count('.group')).toBe(20)
    expect(page.text('#more-groups')).toBe('50 more groups')
    page.click('#more-groups')
    expect(page.count('.group')).toBe(40)
  })

  test('finds lists by all words that are typed, in the app, the change and what was said', async () => {
    const page = openPage(await pageOf(lines))
    const found = (typed: string): string => {
      page.type('search', typed)
      return page.text('#found')
    }
    expect(found('')).toBe('4 of 4')
    expect(found('app-0')).toBe('1 of 4')
    expect(page.text('.group')).toContain('costs 1 of the month · 50 left')
    expect(page.text('.group')).not.toContain('each')
    expect(found('APP a.example.com')).toBe('3 of 4')
    expect(page.text('.group')).toContain('2 lists')
    expect(found('app-2')).toBe('1 of 4')
    expect(page.text('.group')).toContain('1 of 2 lists')
    expect(found('冻结')).toBe('1 of 4')
    expect(found('nowhere')).toBe('0 of 4')
    expect(page.text('#empty')).toBe('No list is like this.')
    page.click('#domains .domain')
    expect(page.text('#found')).toBe('3 of 4')
  })

  test('shows only the lists of a vendor, a change, a reason or a kind', async () => {
    const page = openPage(await pageOf(lines))
    const found = (id: string, value: string): string => {
      page.type(id, value)
      const count = page.text('#found')
      page.type(id, '')
      return count
    }
    expect(found('kind', 'blocked')).toBe('1 of 4')
    expect(found('kind', 'frozen')).toBe('1 of 4')
    expect(found('kind', 'add')).toBe('2 of 4')
    expect(found('which', 'webview')).toBe('0 of 4')
    expect(found('which', 'server')).toBe('4 of 4')
    expect(found('vendor', 'wechat')).toBe('4 of 4')
    expect(page.text('#which')).not.toContain('prefetch')
  })

  test('offers hosts to prefetch among the lists where a list is of them', async () => {
    const ofHosts: PlanLine = { ...blocked, address: { vendor: 'wechat', app: 'wx-app-9', list: 'prefetch' } }
    const page = openPage(await pageOf([...lines, ofHosts]))
    page.type('which', 'prefetch')
    expect([page.text('#which'), page.text('#found')]).toEqual([expect.stringContaining('prefetch'), '1 of 5'])
  })

  test('tells of the list that is picked, by mouse or by key, what changes and why', async () => {
    const page = openPage(await pageOf(lines))
    expect(page.text('#detail')).toContain('Pick a list')
    page.click('.row')
    expect(page.text('#detail')).toContain('a\nb')
    page.press('ArrowDown')
    expect(page.text('#detail')).toContain('a.example.com')
    expect(page.text('#detail')).toContain('profile shop · f:1:1')
    page.press('End')
    expect(page.text('.picked')).toContain('app-2')
    page.press('/')
    expect(page.hasFocus('#search')).toBe(true)
  })

  test('speaks the language of the browser, and the other one at a press', async () => {
    const page = openPage(await pageOf(lines), 'zh-CN')
    expect(page.text('#cards')).toContain('待修改')
    expect(page.text('#rows')).toContain('已冻结')
    page.click('#language')
    expect(page.text('#cards')).toContain('to change')
    expect(page.text('#language')).toBe('中文')
    expect(page.title()).toBe('Plan of mini-domains')
    expect(page.address()).toBe('#lang=en')
  })

  test('keeps in its address what is searched for and which list is picked, and opens as an address says', async () => {
    const html = await pageOf(lines)
    const page = openPage(html)
    page.type('search', 'app')
    page.press('End')
    expect(page.address()).toBe('#search=app&list=wechat%2Fapp-2%2Fserver')
    const again = openPage(html, 'en', page.address())
    expect(again.text('#found')).toBe('3 of 4')
    expect(again.text('.picked')).toContain('app-2')
    expect(openPage(html, 'en', '#list=wechat%2Fgone%2Fserver').text('#detail')).toContain('Pick a list')
  })

  test('prints all lists that were found, and counts those beyond what a printer is given', async () => {
    const page = openPage(await manyOf(5_002))
    expect(page.count('.row')).toBeLessThan(50)
    page.happens('beforeprint')
    expect(page.count('.row')).toBe(5_000)
    expect(page.text('#rows')).toContain('Not in this page: 2 more lists.')
    page.happens('afterprint')
    expect(page.count('.row')).toBeLessThan(50)
  })

  test('draws only what is in sight of very many lists', async () => {
    const page = openPage(await manyOf(20_000))
    expect(page.text('#found')).toBe('20,000 of 20,000')
    expect(page.count('.row')).toBeLessThan(50)
    page.scroll(34 * 19_990)
    expect(page.text('#rows')).toContain('app-19999')
  })
})

describe('the page of a report of groups', () => {
  const both = (text: string) => bilingual(text, text)

  const reportOf = (name: string): GroupReport => {
    const book = groupBook({ groups: 1, named: 2 })
    const group = { title: both('drift'), tone: 'caution' as const, vendor: 'wechat' }
    const whole = { ...group, details: [both('missing request a.com')], actor: 'platform', hint: both('plan again') }
    for (const app of ['wx1', 'wx2', 'wx3'])
      book.add(whole, {
        address: { vendor: 'wechat', app, list: 'webview' },
        name,
        error: { requestId: `rid-${app}`, vendorMessage: 'no such app' },
      })
    book.add({ ...whole, vendor: 'baidu' }, { address: { vendor: 'baidu', list: 'server' } })
    return {
      title: both('Verification'),
      total: both('4 lists'),
      at: '2026-11-21T00:00:00.000Z',
      from: 'fleet.yaml',
      groups: book.groups(),
      ungrouped: book.ungrouped(),
    }
  }

  const open = async (report: GroupReport, language = 'en') =>
    openPage((await all(reportHtml(report))).join(''), language)

  test('is that of a plan: the total, each cause once with who must act and what to do, and the apps by name', async () => {
    const page = await open(reportOf('shop'), 'zh')
    expect(page.text('#total')).toBe('4 lists')
    expect(page.text('.group')).toContain('处理方：第三方平台负责人')
    expect(page.text('.group')).toContain('→ plan again')
    expect(page.text('.group')).toContain('3 个列表')
    expect(page.text('.names')).toBe('shop (wx1)、shop (wx2) … 另有 1 个')
    expect(page.text('#notes')).toContain('另有 2 个列表')
    expect(page.text('#made')).toContain('fleet.yaml')
  })

  test('finds a list by what the vendor said of it alone, and tells that', async () => {
    const page = await open(reportOf('shop'))
    page.type('search', 'RID-WX2')
    expect(page.text('#found')).toBe('1 of 2')
    page.press('Home')
    expect(page.text('#detail')).toContain('request id rid-wx2')
    expect(page.text('#detail')).toContain('the vendor said: no such app')
    expect(page.text('.row')).toContain('webview domains')
  })

  test('lets no foreign text in as anything but text that shows', async () => {
    const page = await open(reportOf('<img src=x>\u202e\u3164&'))
    expect(page.text('.names')).toContain('<img src=x>U+202EU+3164&')
    expect(page.count('img')).toBe(0)
  })

  test('says that there is nothing to tell where that is so', async () => {
    const page = await open({ ...reportOf('shop'), groups: [], ungrouped: 0 })
    expect(page.text('#groups')).toBe('Nothing to tell.')
    expect(page.count('#filters')).toBe(0)
  })
})
