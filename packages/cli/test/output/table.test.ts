import { columns, tableOf } from '../../src/output/table.js'
import { marked } from '../../src/output/terminal-text.js'
import { wrapped } from '../../src/output/paragraph.js'
import { widthOf } from '../../src/output/text-width.js'

describe('the width of a text at a terminal', () => {
  test.each([
    ['abc', 3],
    ['域名', 4],
    ['，。', 4],
    ['ｆｕｌｌ', 8],
    ['𠮷野家', 6],
    ['ｶﾅ', 2],
    ['한글', 4],
    ['👍', 2],
    ['e\u0301', 1],
    [marked('red', '域名'), 4],
    ['\u001b[2J', 7],
    ['“…”', 3],
  ])('of %s is %i', (text, width) => {
    expect(widthOf(text)).toBe(width)
  })
})

describe('a table', () => {
  const head = ['种类', '域名', '结果', '原因与处理办法']
  const rows = [
    [
      'request',
      'https://not-in-pool.example.org',
      marked('red', '被拒绝'),
      'not-in-pool: 请先将该域名或其上级域名加入平台域名池。',
    ],
    ['socket', ['wss://a.example.com', 'wss://b.example.com'], '已接受', ''],
  ]

  test('stands in columns where there is room, or where nobody knows how much there is', () => {
    for (const width of [undefined, 200])
      expect(tableOf(head, rows, width)).toEqual([
        '种类     域名                             结果    原因与处理办法',
        `request  https://not-in-pool.example.org  ${marked('red', '被拒绝')}  not-in-pool: 请先将该域名或其上级域名加入平台域名池。`,
        'socket   wss://a.example.com              已接受',
        '         wss://b.example.com',
      ])
  })

  test('has its cells below each other where the terminal is too narrow, and leaves out the empty ones', () => {
    expect(tableOf(head, rows, 60)).toEqual([
      '  种类            request',
      '  域名            https://not-in-pool.example.org',
      `  结果            ${marked('red', '被拒绝')}`,
      '  原因与处理办法  not-in-pool: 请先将该域名或其上级域名加入',
      '                  平台域名池。',
      '',
      '  种类            socket',
      '  域名            wss://a.example.com',
      '                  wss://b.example.com',
      '  结果            已接受',
    ])
    for (const line of tableOf(head, rows, 60)) expect(widthOf(line)).toBeLessThanOrEqual(60)
  })

  test('of columns keeps them below each other whatever characters they hold', () => {
    const shown: Array<string> = []
    const table = columns(['a', 'b'], (lines) => shown.push(...lines), undefined)
    table.add(['𠮷野', 'x'])
    table.add(['👍', 'x'])
    table.add(['e\u0301', 'x'])
    table.end()
    expect(shown.map((line) => widthOf(line.slice(0, line.lastIndexOf(line.trimEnd().slice(-1)))))).toEqual([
      6, 6, 6, 6,
    ])
  })

  describe.each([60, 40])('of columns at a terminal of %i places', (room) => {
    const streamed = (...rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
      const shown: Array<string> = []
      const table = columns(['小程序', '标签', ''], (lines) => shown.push(...lines), room)
      rows.forEach(table.add)
      table.end()
      return shown
    }

    test('has the cells of every row below each other where the first rows do not fit', () => {
      expect(streamed(['wx-1', 'tier=gold', ''], ['wx-2', '城市=上海 '.repeat(8).trim(), '已冻结'])).toEqual([
        '  小程序  wx-1',
        '  标签    tier=gold',
        '',
        '  小程序  wx-2',
        ...wrapped('城市=上海 '.repeat(8).trim(), room - 10).map(
          (line, at) => `  ${at === 0 ? '标签' : '    '}    ${line}`,
        ),
        '          已冻结',
      ])
    })

    test('has only those of a later row that does not fit below each other', () => {
      const shown = streamed(...Array.from({ length: 200 }, () => ['wx-1', 'a', '']), [
        'wx-2',
        'b '.repeat(40).trim(),
        '',
      ])
      expect(shown.slice(0, 2)).toEqual(['小程序  标签', 'wx-1    a'])
      expect(shown.slice(200, 203)).toEqual(['wx-1    a', '', '  小程序  wx-2'])
      for (const line of shown) expect(widthOf(line)).toBeLessThanOrEqual(room)
    })
  })
})
