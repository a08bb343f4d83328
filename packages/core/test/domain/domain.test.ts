import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { hostOf, parseDomain, readDomain, withoutScheme } from '../../src/domain/domain.js'
import { type Kind, schemeOf } from '../../src/domain/kind.js'
import { refusal } from '../../src/error/refusal.js'
import { left } from '../either.js'

const kinds: ReadonlyArray<Kind> = ['request', 'socket', 'upload', 'download', 'udp', 'tcp', 'any', 'webview']
const rules = { ports: true, forbiddenHosts: ['forbidden.example.com'] }
const withoutPorts = { ports: false, forbiddenHosts: [] }

describe('a domain that can be listed', () => {
  test.each<readonly [Kind, string, string]>([
    ['request', 'a.com', 'https://a.com'],
    ['request', 'https://a.com', 'https://a.com'],
    ['request', 'HTTPS://A.COM', 'https://a.com'],
    ['request', 'https://a.com/', 'https://a.com'],
    ['request', 'https://a.com.', 'https://a.com'],
    ['request', 'a.com:443', 'https://a.com'],
    ['request', 'a.com:0443/', 'https://a.com'],
    ['request', 'a.com:8443', 'https://a.com:8443'],
    ['request', 'a.com:65535', 'https://a.com:65535'],
    ['request', '例子.中国', 'https://xn--fsqu00a.xn--fiqs8s'],
    ['request', 'faß.de', 'https://xn--fa-hia.de'],
    ['request', 'a。com', 'https://a.com'],
    ['socket', 'a.com', 'wss://a.com'],
    ['socket', 'wss://a.com:443', 'wss://a.com'],
    ['upload', 'a.com', 'https://a.com'],
    ['download', 'a.com', 'https://a.com'],
    ['udp', 'udp://a.com', 'udp://a.com'],
    ['udp', 'a.com:443', 'udp://a.com:443'],
    ['tcp', 'a.com:1024', 'tcp://a.com:1024'],
    ['webview', 'a.com', 'https://a.com'],
    ['any', 'https://a.com', 'a.com'],
    ['any', 'wss://a.com', 'a.com'],
    ['any', 'A.com/', 'a.com'],
  ])('for %s, %s is written %s', (kind, input, canonical) => {
    expect(parseDomain(kind, rules)(input)).toEqual(E.right(canonical))
  })
})

describe('a domain that cannot be listed', () => {
  test.each<readonly [Kind, string, string]>([
    ['request', '', 'empty'],
    ['request', ' ', 'hidden-character'],
    ['request', 'a.com ', 'hidden-character'],
    ['request', 'a\u200b.com', 'hidden-character'],
    ['request', '\ufeffa.com', 'hidden-character'],
    ['request', 'a\u00ad.com', 'hidden-character'],
    ['request', 'a.com\n', 'hidden-character'],
    ['request', 'a\u0000.com', 'hidden-character'],
    ['request', 'https:a.com', 'not-a-domain'],
    ['request', 'https:///a.com', 'path'],
    ['request', 'https://', 'not-a-domain'],
    ['request', '://a.com', 'wrong-scheme'],
    ['request', '//', 'path'],
    ['request', '//a.com', 'path'],
    ['request', '?', 'query'],
    ['request', '#', 'fragment'],
    ['request', '\\', 'path'],
    ['request', 'https://a.com\\b', 'path'],
    ['request', 'https://a.com/b', 'path'],
    ['request', 'https://a.com//', 'path'],
    ['request', 'https://a.com?b=1', 'query'],
    ['request', 'https://a.com/b?c#d', 'query'],
    ['request', 'https://a.com#b', 'fragment'],
    ['request', 'https://a%2ecom', 'not-a-domain'],
    ['request', 'https://u:p@a.com', 'user-info'],
    ['request', '*.a.com', 'wildcard'],
    ['request', '0x7f.1', 'ip-address'],
    ['request', '1.2.3', 'ip-address'],
    ['request', '2130706433', 'ip-address'],
    ['request', 'https://[::1]', 'ip-address'],
    ['request', '１.２.３.４', 'ip-address'],
    ['request', 'https://localhost:3000', 'localhost'],
    ['request', 'a..com', 'not-a-domain'],
    ['request', '-a.com', 'not-a-domain'],
    ['request', 'a_b.com', 'not-a-domain'],
    ['request', 'com', 'not-a-domain'],
    ['request', 'a.com,b.com', 'not-a-domain'],
    ['request', 'a.com;b.com', 'not-a-domain'],
    ['request', 'a.com,', 'not-a-domain'],
    ['request', `${'a'.repeat(64)}.com`, 'not-a-domain'],
    ['request', 'a.com:', 'not-a-domain'],
    ['request', 'a.com:b', 'not-a-domain'],
    ['request', 'a.com:1:2', 'not-a-domain'],
    ['request', 'a.com:-1', 'not-a-domain'],
    ['request', 'a.com:0', 'port-out-of-range'],
    ['request', 'a.com:99999', 'port-out-of-range'],
    ['request', 'http://a.com', 'wrong-scheme'],
    ['request', 'wss://a.com', 'wrong-scheme'],
    ['socket', 'https://a.com', 'wrong-scheme'],
    ['socket', 'ws://a.com', 'wrong-scheme'],
    ['udp', 'tcp://a.com', 'wrong-scheme'],
    ['tcp', 'https://a.com', 'wrong-scheme'],
    ['webview', 'http://a.com', 'wrong-scheme'],
    ['any', 'http://a.com', 'wrong-scheme'],
    ['any', 'ftp://a.com', 'wrong-scheme'],
    ['request', 'https://Forbidden.example.com', 'forbidden-host'],
  ])('for %s, %j is refused: %s', (kind, input, rule) => {
    expect(left(parseDomain(kind, rules)(input))).toMatchObject({
      kind,
      domain: refusal(kind, input, 'path').domain,
      rule,
    })
  })

  test('names a port where the list takes none, other than the one of its scheme', () => {
    expect(left(parseDomain('webview', withoutPorts)('a.com:8443')).rule).toBe('port-not-allowed')
    expect(parseDomain('webview', withoutPorts)('a.com:443')).toEqual(E.right('https://a.com'))
  })

  test('is told how it is to be written', () => {
    expect(left(parseDomain('socket', rules)('https://a.com')).hint).toEqual({
      en: 'Write it as wss://a.com.',
      zh: '请写成 wss://a.com。',
    })
    expect(left(parseDomain('request', rules)('forbidden.example.com')).hint.en).toContain('forbidden.example.com')
  })
})

describe('the canonical form', () => {
  const anyKind = fc.constantFrom(...kinds)
  const text = fc.oneof(fc.domain(), fc.webUrl(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))

  test('of a canonical form is itself', () => {
    fc.assert(
      fc.property(anyKind, text, fc.option(fc.integer({ min: 1, max: 65_535 })), (kind, start, port) => {
        const once = parseDomain(kind, rules)(port === null ? start : `${start}:${port}`)
        if (E.isRight(once)) expect(parseDomain(kind, rules)(once.right)).toEqual(once)
      }),
      { numRuns: 3_000 },
    )
  })

  test('holds no separator of any vendor and no hidden character', () => {
    fc.assert(
      fc.property(anyKind, text, (kind, input) => {
        const taken = parseDomain(kind, rules)(input)
        if (E.isRight(taken)) expect(taken.right).toMatch(/^(?:(?:https|wss|udp|tcp):\/\/)?[a-z0-9.-]+(?::[0-9]+)?$/)
      }),
      { numRuns: 3_000 },
    )
  })

  test('has the scheme of its kind', () => {
    fc.assert(
      fc.property(anyKind, fc.domain(), (kind, host) => {
        const taken = parseDomain(kind, rules)(host)
        const scheme = schemeOf(kind)
        if (E.isRight(taken)) expect(taken.right.startsWith(scheme === 'none' ? '' : `${scheme}://`)).toBe(true)
      }),
    )
  })

  test('is what a list is read in, and reading it again changes nothing', () => {
    fc.assert(
      fc.property(
        anyKind,
        fc.oneof(
          text,
          fc.domain().map((host) => `HTTPS://${host}:443// `),
        ),
        (kind, listed) => {
          const once = readDomain(kind, listed)
          expect(readDomain(kind, once)).toBe(once)
          const taken = parseDomain(kind, rules)(listed)
          if (E.isRight(taken)) expect(once).toBe(taken.right)
        },
      ),
      { numRuns: 3_000 },
    )
  })
})

describe('a domain that a vendor lists', () => {
  test.each<readonly [Kind, string, string]>([
    ['request', 'https://A.com/', 'https://a.com'],
    ['request', ' a.com ', 'https://a.com'],
    ['download', 'WSS://A.com/', 'wss://a.com'],
    ['request', 'http://Old.example.com', 'http://old.example.com'],
    ['request', 'https://1.2.3.4', 'https://1.2.3.4'],
    ['any', 'A.com', 'a.com'],
  ])('for %s, %j is seen as %s, whatever the rules say', (kind, listed, seen) => {
    expect(readDomain(kind, listed)).toBe(seen)
  })

  test('gives its host and port', () => {
    expect(hostOf('https://a.com:8443')).toBe('a.com')
    expect(hostOf('a.com')).toBe('a.com')
    expect(withoutScheme('wss://a.com:8443')).toBe('a.com:8443')
    expect(withoutScheme('a.com')).toBe('a.com')
  })
})
