import { type PlanLine, planHtml, planMarkdown } from '../src/index.js'
import { plannedChanges } from './planned-changes.js'
import { stream } from './saved-plan.js'
import { all } from './shared-state.js'

const evil = '</script><script>alert(1)</script>|<b>`x`'
const blocked: PlanLine = {
  line: 'blocked',
  address: { vendor: 'wechat', app: evil, list: 'server' },
  reason: 'frozen',
  detail: { en: 'a\nb', zh: '冻结' },
}
const [header, ...rest] = plannedChanges([{ deletes: 1 }, {}, {}])
const lines = [...(header === undefined ? [] : [header]), blocked, ...rest]

describe('for people, a plan', () => {
  test('is Markdown that nothing in it can break', async () => {
    const text = (await all(planMarkdown(stream(lines)))).join('')
    expect(text).not.toContain('<script>')
    const rows = text.split('\n').filter((line) => line.startsWith('| '))
    expect(rows).toHaveLength(5)
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6)
    expect(text).toContain('| wechat app app-0 server |')
    expect(text).toContain('profile shop (f:1:1)')
  })

  test('shows no more rows than asked for, and counts the rest, in either language', async () => {
    const text = (await all(planMarkdown(stream(lines), { rows: 1, language: 'zh' }))).join('')
    expect(text).toContain('… 3 个列表未在此列出')
    expect(text).toContain('⛔ 受阻: 已冻结')
  })

  test('is one page that loads nothing and that nothing in it can break', async () => {
    const page = (await all(planHtml(stream(lines)))).join('')
    expect(page.match(/<script/g)).toHaveLength(2)
    expect(page).not.toMatch(/https?:\/\/(?!a\.example\.com)/)
    expect(page).toContain("default-src 'none'")
    const data = /<script id="lines" type="application\/json">([^]*?)<\/script>/.exec(page)?.[1] ?? ''
    expect(JSON.parse(data)).toEqual(lines)
  })
})
