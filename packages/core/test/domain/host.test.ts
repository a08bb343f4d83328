import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { canonicalHost } from '../../src/domain/host.js'

describe('a host', () => {
  test.each([
    ['www.example.com', 'www.example.com'],
    ['WWW.Example.COM', 'www.example.com'],
    ['www.example.com.', 'www.example.com'],
    ['例子.中国', 'xn--fsqu00a.xn--fiqs8s'],
    ['XN--FSQU00A.xn--fiqs8s', 'xn--fsqu00a.xn--fiqs8s'],
    ['faß.de', 'xn--fa-hia.de'],
    ['a。com', 'a.com'],
    ['ａ.com', 'a.com'],
    ['1a.2b.com', '1a.2b.com'],
    ['ab--c.com', 'ab--c.com'],
    [`${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com`],
  ])('%s is kept as %s', (input, canonical) => {
    expect(canonicalHost(input)).toEqual(E.right(canonical))
  })

  test.each([
    ['', 'not-a-domain'],
    ['.', 'not-a-domain'],
    ['com', 'not-a-domain'],
    ['a..com', 'not-a-domain'],
    ['a.com..', 'not-a-domain'],
    ['.a.com', 'not-a-domain'],
    ['-a.com', 'not-a-domain'],
    ['a-.com', 'not-a-domain'],
    ['a_b.com', 'not-a-domain'],
    ['a%2ecom', 'not-a-domain'],
    ['a／b.com', 'not-a-domain'],
    ['xn--a.com', 'not-a-domain'],
    [`${'a'.repeat(64)}.com`, 'not-a-domain'],
    [`${`${'a'.repeat(49)}.`.repeat(5)}abcd`, 'not-a-domain'],
    ['*.a.com', 'wildcard'],
    ['[::1]', 'ip-address'],
    ['127.0.0.1', 'ip-address'],
    ['１２７.０.０.１', 'ip-address'],
    ['0x7f.1', 'ip-address'],
    ['0X7F.1', 'ip-address'],
    ['1.2.3', 'ip-address'],
    ['2130706433', 'ip-address'],
    ['a.0x', 'ip-address'],
    ['localhost', 'localhost'],
    ['LOCALHOST.', 'localhost'],
    ['app.localhost', 'localhost'],
  ])('%j is refused: %s', (input, rule) => {
    expect(canonicalHost(input)).toEqual(E.left(rule))
  })

  test('of 253 characters is taken, of 254 not', () => {
    const start = `${'a'.repeat(61)}.`.repeat(4)
    expect(E.isRight(canonicalHost(`${start}${'b'.repeat(5)}`))).toBe(true)
    expect(E.isLeft(canonicalHost(`${start}${'b'.repeat(6)}`))).toBe(true)
  })

  test('in canonical form stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (input) => {
        const once = canonicalHost(input)
        return E.isLeft(once) || canonicalHost(once.right)._tag === 'Right'
      }),
      { numRuns: 2_000 },
    )
  })

  test('that is taken is the host that a browser would call', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string({ unit: 'grapheme' })), (input) => {
        const taken = canonicalHost(input)
        return E.isLeft(taken) || new URL(`https://${taken.right}`).hostname === taken.right
      }),
      { numRuns: 2_000 },
    )
  })
})
