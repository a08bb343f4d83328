import fc from 'fast-check'
import { paragraph, wrapped } from '../../src/output/paragraph.js'
import { marked, terminalText } from '../../src/output/terminal-text.js'
import { widthOf } from '../../src/output/text-width.js'

describe('a line of text', () => {
  test('stays one line where nobody looks at a terminal, and where it fits', () => {
    const long = '  → '.concat('word '.repeat(40)).trimEnd()
    expect(paragraph(long, undefined)).toEqual([long])
    expect(paragraph('  → short', 60)).toEqual(['  → short'])
  })

  test('goes on below its text, behind indent, sign and label', () => {
    expect(paragraph('error: one two three four five', 24)).toEqual(['error: one two three', '       four five'])
    expect(paragraph('  → one two three four five', 20)).toEqual(['  → one two three', '    four five'])
    expect(paragraph(`${marked('red', '✗')} node: one two three four`, 24)).toEqual([
      `${marked('red', '✗')} node: one two three`,
      '        four',
    ])
    expect(paragraph(`${marked('red', '错误：')}无法读取该文件，请检查权限`, 24)).toEqual([
      `${marked('red', '错误：')}无法读取该文件，请`,
      '      检查权限',
    ])
  })

  test('has what stands apart in it on a line of its own before that is broken', () => {
    expect(paragraph('wechat · bakery (wx-1) · server domains  failed  rid 1', 44)).toEqual([
      'wechat · bakery (wx-1) · server domains',
      '  failed  rid 1',
    ])
  })

  test('is broken between the fields of a title, where each fits', () => {
    expect(paragraph('wechat · bakery in the mall (wx-1) · server domains', 42)).toEqual([
      'wechat · bakery in the mall (wx-1) ·',
      'server domains',
    ])
  })

  test('keeps its styles over the break, and each line ends its own', () => {
    const [first = '', second = ''] = paragraph(marked('bold', 'one two three four five'), 16)
    expect(terminalText(first)).toBe('\u001b[1mone two three\u001b[22m')
    expect(terminalText(second)).toBe('\u001b[1mfour five\u001b[22m')
  })
})

describe('a line ends', () => {
  test.each([
    [
      'within no command that is to be copied',
      'Run mini-domains plan --out a.jsonl; then',
      'mini-domains plan --out a.jsonl;',
    ],
    ['within no command of two words', 'Ask: mini-domains tokens status tells', 'mini-domains tokens status'],
    ['within nothing in backticks', 'Type `curl -X POST here` once', '`curl -X POST here`'],
    ['within no reference of the config', 'Written as { store: wechat/secret }.', '{ store: wechat/secret }.'],
    ['within no moment', 'It ended at 2026-11-28 15:20:45', '2026-11-28 15:20:45'],
    ['within no file of a Chinese name', '请检查文件 商家.csv:3:1', '商家.csv:3:1'],
    ['within no Chinese word', '请重新授权', '重新'],
    ['between no number and its unit', '本月至少剩余 50 次', '50 次'],
    ['before no Chinese stop', '请检查。', '检查。'],
    ['behind no bracket that opens', '处理（商家）', '（商家）'],
  ])('%s', (_, text, whole) => {
    for (let width = 1; width < widthOf(text); width += 1)
      expect(wrapped(text, width).some((line) => line.includes(whole))).toBe(true)
  })

  test('where its width asks for it, whatever it holds', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '域', '，', '（', '5', '次', '·', '→', marked('red', 'x')),
    })
    fc.assert(
      fc.property(texts, fc.integer({ min: 20, max: 60 }), (text, room) => {
        const lines = paragraph(text, room)
        const letters = (of: string): string => of.replaceAll(/[ \ufdd0-\ufddf]/g, '')
        expect(letters(lines.join(''))).toBe(letters(text))
      }),
    )
  })
})

describe('a text that is wrapped', () => {
  test('is broken between words and between Chinese characters, and never within an address', () => {
    expect(wrapped('Add the domain https://a.very.long.example.com to the pool.', 20)).toEqual([
      'Add the domain',
      'https://a.very.long.example.com',
      'to the pool.',
    ])
    expect(wrapped('请先将域名（https://a.example.com）或其上级域名加入平台域名池。', 20)).toEqual([
      '请先将域名',
      '（https://a.example.com）',
      '或其上级域名加入平台',
      '域名池。',
    ])
  })

  test('keeps every character but blanks at the ends of lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '域', '，', '（', '.') }), fc.nat(20), (text, width) => {
        expect(wrapped(text, width).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
    )
  })
})
