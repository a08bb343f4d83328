import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { parseDomain } from '../../src/domain/domain.js'
import { type Kind } from '../../src/domain/kind.js'
import { left } from '../either.js'

const rules = { ports: true, forbiddenHosts: [] }
const kinds: ReadonlyArray<Kind> = ['request', 'socket', 'udp', 'any', 'webview']

const wrappers = [
  '["',
  '"]',
  '<',
  '>',
  '[',
  '](',
  ')',
  '“',
  '”',
  '【',
  '】',
  '"',
  "'",
  ',',
  ';',
  '；',
  '：',
  '。',
  ' ',
  '→',
  '✅',
  '_',
  '@',
  '%',
]
const piece = fc.oneof(
  fc.constantFrom(
    'https://',
    'http://',
    'ws://',
    'a.example.com',
    'b.example.com',
    '192.168.1.10',
    ':8080',
    ':',
    '/',
    '-',
  ),
  fc.constantFrom(...wrappers),
)

test('what a hint tells to write is taken when it is written', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.boolean(),
      fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join('')),
      (kind, ports, input) => {
        const parse = parseDomain(kind, { ...rules, ports })
        const taken = parse(input)
        if (E.isRight(taken)) return
        const advised = /(?:Write it as|such as) (\S+)\.$/.exec(taken.left.hint.en)?.[1]
        if (advised !== undefined) expect(parse(advised)._tag).toBe('Right')
      },
    ),
    { numRuns: 5_000 },
  )
})

test.each([
  ['my_api.example.com', 'U+005F'],
  ['a.example.com,', 'U+002C'],
  ['a.example.com，b.example.com', 'U+FF0C'],
  ['a.example.com：8443', 'U+FF1A'],
  ['https:／／a.example.com', 'U+FF0F'],
  ['“a.example.com”', 'U+201C'],
  ['a™.example.com', 'U+2122'],
  ['xn--i-7iq.example.com', 'U+2764'],
  ['a\u200b.example.com', 'U+200B'],
  ["'a.example.com'", 'U+0027'],
])('%j is refused, and the hint names %s in both languages', (input, code) => {
  const { hint } = left(parseDomain('request', rules)(input))
  expect(hint.en).toContain(code)
  expect(hint.zh).toContain(code)
})

test.each(['例子.中国', 'bücher.example.com', 'データ・センター.example.com'])('%s is a name', (input) => {
  expect(parseDomain('request', rules)(input)._tag).toBe('Right')
})

test('the default port is told apart, and http taken, where the list says so', () => {
  expect(parseDomain('request', { ...rules, defaultPort: 'kept' })('a.com:443')).toEqual(E.right('https://a.com:443'))
  expect(parseDomain('request', { ...rules, http: true })('http://a.com:80')).toEqual(E.right('http://a.com'))
  expect(parseDomain('socket', { ...rules, http: true })('http://a.com')._tag).toBe('Left')
})
