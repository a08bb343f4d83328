import { type PlanLine, planMarkdown } from '../../src/index.js'
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

describe('a plan as Markdown', () => {
  test('is a text that nothing in it can break', async () => {
    const text = (await all(planMarkdown(stream(lines)))).join('')
    expect(text).not.toContain('<script>')
    const rows = text.split('\n').filter((line) => line.startsWith('| '))
    expect(rows).toHaveLength(3)
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6)
    expect(text).toContain('| wechat server: app-0, app-1, app-2 |')
    expect(text.indexOf('to change')).toBeLessThan(text.indexOf('| list |'))
    expect(text).toContain('profile shop &#40;f:1:1&#41;')
  })

  test('shows what most lists have in common first, no more rows than asked for, and counts the rest, in either language', async () => {
    const most = (await all(planMarkdown(stream(lines), { rows: 1, language: 'zh' }))).join('')
    expect(most).toContain('… 1 个列表未在此列出')
    expect(most).toContain('| wechat server: app-0, app-1, app-2 |')
    const both = (await all(planMarkdown(stream(lines), { language: 'zh' }))).join('')
    expect(both.indexOf('app-0')).toBeLessThan(both.indexOf('⛔ 受阻: 已冻结'))
  })
})
