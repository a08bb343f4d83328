import fc from 'fast-check'
import { excerptOf, redaction } from '../../src/index.js'
import { token } from '../client-under-test.js'

const ways: ReadonlyArray<readonly [string, (secret: string) => string]> = [
  ['plain', (secret) => secret],
  ['percent-encoded', encodeURIComponent],
  [
    'percent-encoded in lower case',
    (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  ],
  ['percent-encoded twice', (secret) => encodeURIComponent(encodeURIComponent(secret))],
  ['as a form field', (secret) => new URLSearchParams({ a: secret }).toString()],
  ['as JSON', (secret) => JSON.stringify(secret)],
  ['as JSON with slashes escaped', (secret) => JSON.stringify(secret).replaceAll('/', '\\/')],
  [
    'as ASCII JSON',
    (secret) =>
      JSON.stringify(secret).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  [
    'as HTML',
    (secret) =>
      secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  ],
  [
    'as HTML with apostrophes escaped',
    (secret) =>
      secret
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;'),
  ],
]

// Without asterisks, of which the mask is made; and none that is part of the text around it.
const secrets = fc
  .oneof(
    fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme' }),
    fc.string({ minLength: 8, maxLength: 40, unit: fc.constantFrom(...'.^$+?()[]{}|\\/-"\'&<>% aé密') }),
    fc.string({ minLength: 8, maxLength: 600, unit: fc.constantFrom(...'abcXYZ019-_.') }),
  )
  .filter((secret) => !secret.includes('*') && secret.trim().length > 3)

describe('redaction', () => {
  test.each(ways)('takes out a token that comes back %s', (_, write) => {
    const written = write(token)
    const clean = redaction([token])(`before ${written} after ${written}`)
    expect(clean).not.toContain(written)
    expect(clean).toMatch(/^before .*\*\*\*.* after .*\*\*\*/)
  })

  test.each(ways)('takes out any token, with signs of regular expressions too, that comes back %s', (_, write) => {
    fc.assert(
      fc.property(secrets, fc.string({ maxLength: 20 }), (secret, rest) => {
        fc.pre(!rest.includes('*'))
        const written = write(secret)
        return !redaction([secret])(`#${rest}#${written}#${rest}#`).includes(written)
      }),
    )
  })

  test.each([
    ['https://a.test/x?access_token=abc&b=1', 'https://a.test/x?access_token=***&b=1'],
    ['{"authorizer_refresh_token":"abc","b":1}', '{"authorizer_refresh_token":"***","b":1}'],
    ['{\\"component_access_token\\": \\"abc\\"}', '{\\"component_access_token\\": \\"***\\"}'],
    ['Component_AppSecret: abc', 'Component_AppSecret: ***'],
    ['to=%2Fx%3Faccess_token%3Dabc', 'to=%2Fx%3Faccess_token%3D***'],
    ['component_verify_ticket=ticket@@@abc;', 'component_verify_ticket=***;'],
    ['access_token&quot;:&quot;abc&quot;', 'access_token&quot;:&quot;***&quot;'],
  ])('takes out what stands under the name of a secret: %s', (text, expected) => {
    expect(redaction([])(text)).toBe(expected)
  })

  test.each(['component ticket is expired', 'access_token missing', 'invalid appid', ''])(
    'leaves alone: %j',
    (text) => {
      expect(redaction(['', token])(text)).toBe(text)
    },
  )

  test('takes out the beginning of a token where the text was cut', () => {
    const long = 'T0ken'.repeat(20)
    expect(redaction([long])(`see ${long.slice(0, 60)}`)).toBe('see ***')
  })

  test.each([
    ['letters', 'a'],
    ['underscores', '_'],
    ['names', 'access_token'],
    ['names and spaces', 'access_token   '],
    ['quotes', '"'],
    ['backslashes', '\\'],
    ['equals signs', 'ticket='],
    ['spaces', ' '],
    ['entities', '&quot;'],
    ['beginnings of a token', token.slice(0, -1)],
  ])('takes time in proportion to the text: %s', (_, piece) => {
    const redact = redaction([token])
    const timeOf = (length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length))
      const started = performance.now()
      redact(text)
      return performance.now() - started
    }
    timeOf(100_000)
    // A quadratic pattern would take minutes here.
    expect(timeOf(2_000_000)).toBeLessThan(2_000)
  })
})

describe('an excerpt', () => {
  test('is one line of at most 200 characters', () => {
    expect(excerptOf((text) => text, `a\r\n\tb\u202e${'c'.repeat(500)}`)).toBe(`a b ${'c'.repeat(196)}…`)
  })

  test('holds no part of a token, wherever the text is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 40 }), (before, length) => {
        const secret = 'S3cretT0ken-'.repeat(length)
        const excerpt = excerptOf(redaction([secret]), ' '.repeat(before) + secret.repeat(700))
        return !excerpt.includes('S3cretT0')
      }),
    )
  })
})
