import { bilingual } from '@mini-domains/core/adapter'
import { groupBook, reportMarkdown } from '../../src/index.js'

const both = (text: string) => bilingual(text, text)

const reportOf = (name: string) => {
  const book = groupBook({ groups: 1, named: 2 })
  const group = {
    title: both('drift'),
    details: [both('missing request a.com')],
    actor: 'platform',
    vendor: 'wechat',
    tone: 'caution' as const,
  }
  for (const app of ['wx1', 'wx2', 'wx3']) book.add(group, { address: { vendor: 'wechat', app, list: 'server' }, name })
  book.add({ ...group, vendor: 'baidu' }, { address: { vendor: 'baidu', list: 'server' } })
  return {
    title: both('Verification'),
    total: both('4 lists'),
    at: '2026-11-21T00:00:00.000Z',
    from: 'fleet.yaml',
    groups: book.groups(),
    ungrouped: book.ungrouped(),
  }
}

describe('a report of groups', () => {
  test('names the first apps of a group, and counts the others and what is in no group', () => {
    const text = [...reportMarkdown(reportOf('shop'), 'en')].join('')
    expect(text).toContain('#### drift · wechat · 3')
    expect(text).toContain('who must act: the platform owner')
    expect(text).toMatch(/wx1.*, shop .*wx2.*\n\n… 1 more\n\n… 1 more\n$/s)
  })

  test('names no more lists in all than a page can show, and one of each group all the same', () => {
    const book = groupBook({ named: 300_000 })
    const group = { title: both('drift'), details: [], vendor: 'wechat', tone: 'caution' as const }
    const add = (vendor: string, times: number): void => {
      for (let n = 0; n < times; n += 1)
        book.add({ ...group, vendor }, { address: { vendor, app: `${n}`, list: 'server' } })
    }
    add('wechat', 299_999)
    add('baidu', 3)
    add('other', 2)
    expect(book.groups().map(({ vendor, count, members }) => [vendor, count, members.length])).toEqual([
      ['wechat', 299_999, 299_999],
      ['baidu', 3, 1],
      ['other', 2, 1],
    ])
  })

  test('lets no foreign text into Markdown as anything but text that shows', () => {
    const text = [...reportMarkdown(reportOf('<img src=x>\u202e\u3164&'), 'en')].join('')
    expect(text).toContain('&#60;img src=x&#62;U+202EU+3164&#38;')
  })
})
