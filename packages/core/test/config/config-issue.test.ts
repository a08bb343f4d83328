import * as t from 'io-ts'
import { TokenSource } from '../../src/ports/access-tokens.js'
import { strictObject } from '../../src/config/strict-object.js'
import { issueText } from '../../src/error/local-failure.js'
import { configIssues, locatedIssues } from '../../src/config/config-issue.js'
import { LimitsConfig } from '../../src/provider/limit.js'
import { left, right } from '../either.js'
import { inEnglish } from './english.js'

const Inner = strictObject('inner', { size: t.number }, { names: t.readonlyArray(t.string) })
const Outer = strictObject(
  'outer',
  { inner: Inner },
  { mode: t.union([t.literal('fast'), t.literal('safe')]), url: t.string },
)
const issues = (input: unknown) => inEnglish(configIssues(left(Outer.decode(input))))

describe('a strict object', () => {
  test('takes its keys, with the optional ones absent or undefined', () => {
    expect(right(Outer.decode({ inner: { size: 1 } }))).toEqual({ inner: { size: 1 } })
    expect(right(Outer.decode({ inner: { size: 1, names: undefined }, mode: 'fast' })).mode).toBe('fast')
    expect(Outer.is({ inner: { size: 1 } })).toBe(true)
  })

  test('refuses a key that it does not know, and names the one that was meant', () => {
    expect(issues({ inner: { size: 1, NAMES: [] }, urls: 'x', zzz: 1 })).toEqual([
      { path: 'inner.NAMES', expected: 'a known key (did you mean names?)', found: 'an unknown key' },
      { path: 'urls', expected: 'a known key (did you mean url?)', found: 'an unknown key' },
      { path: '(an unknown key)', expected: 'one of inner, mode, url', found: 'an unknown key' },
    ])
  })

  test.each([
    'secret-of-mine',
    'e3b0c44298fc1c149afbf4c8996fb924',
    'hunter2',
    'inner-password-is-long',
    '42.abc',
    '小程序密钥',
  ])('tells no key that may be a secret, and knows where it stands: %s', (key) => {
    const errors = left(Outer.decode({ inner: { size: 1, [key]: 'x' } }))
    expect(JSON.stringify(configIssues(errors))).not.toContain(`"inner.${key}"`)
    expect(locatedIssues(errors).map(({ at }) => at)).toEqual([`inner.${key}`])
  })

  test('takes no key by the prototype', () => {
    const input: unknown = JSON.parse('{"inner":{"size":1},"__proto__":{"mode":"fast"}}')
    expect(issues(input)).toEqual([
      { path: '(an unknown key)', expected: 'one of inner, mode, url', found: 'an unknown key' },
    ])
  })
})

describe('what is wrong with a config is told', () => {
  test.each<readonly [unknown, ReadonlyArray<readonly [string, string, string]>]>([
    [7, [['(the config itself)', 'an object (outer)', '7']]],
    [[], [['(the config itself)', 'an object (outer)', 'an array']]],
    [{}, [['inner', 'an object (inner)', 'nothing']]],
    [{ inner: null }, [['inner', 'an object (inner)', 'null']]],
    [{ inner: {} }, [['inner.size', 'a number', 'nothing']]],
    [{ inner: { size: '1' } }, [['inner.size', 'a number', '"1"']]],
    [{ inner: { size: 1, names: ['a', 2] } }, [['inner.names.1', 'a text', '2']]],
    [
      { inner: { size: true, names: 'a' } },
      [
        ['inner.size', 'a number', 'true'],
        ['inner.names', 'an array', '"a"'],
      ],
    ],
    [{ inner: { size: 1 }, mode: () => 1 }, [['mode', '"fast" or "safe"', 'a function']]],
  ])('%j: by the path that the user wrote, what was expected and what was found', (input, expected) => {
    expect(issues(input).map(({ path, expected: wanted, found }) => [path, wanted, found])).toEqual(expected)
  })

  test('with a long text cut short', () => {
    const [issue] = issues({ inner: { size: 'x'.repeat(100) } })
    expect(issue?.found).toBe(`"${'x'.repeat(80)}…"`)
  })

  test('with only the type of what may be a secret', () => {
    const Secret = strictObject(
      'config',
      {},
      { tokens: TokenSource, aesKey: t.number, proxy: t.number, baseUrl: t.number },
    )
    const config = {
      tokens: { platform: ['hush'], apps: { wx1: { token: 'hush' } } },
      aesKey: 'hush',
      proxy: 'http://user:hush@proxy.example.com',
      baseUrl: 'http://user:hush@vendor.example.com',
      acces: 'hush',
    }
    const told = configIssues(left(Secret.decode(config)))
    expect(told).toHaveLength(6)
    expect(JSON.stringify(told)).not.toContain('hush')
  })

  test('with only the type of an address that may hold a token', () => {
    const Address = strictObject('config', {}, { baseUrl: t.number })
    const told = configIssues(left(Address.decode({ baseUrl: 'https://vendor.example.com/?access_token=hush' })))
    expect(inEnglish(told)).toEqual([{ path: 'baseUrl', expected: 'a number', found: 'a string' }])
  })

  test('in the limits too', () => {
    const input = { app: { server: { total: 1.5 }, web: {} }, pool: {} }
    expect(inEnglish(configIssues(left(LimitsConfig.decode(input))))).toEqual([
      { path: 'app.server.total', expected: 'a whole number from 0', found: '1.5' },
      { path: 'app.web', expected: 'a known key (did you mean webview?)', found: 'an unknown key' },
      { path: '(an unknown key)', expected: 'one of app, platform', found: 'an unknown key' },
    ])
  })

  test('in Chinese too', () => {
    const [size, names, mode, urls, stray] = configIssues(
      left(Outer.decode({ inner: { size: true, names: 'a' }, mode: 'x', urls: 'x', zzz: 1 })),
    ).map((issue) => issueText(issue).zh)
    expect(size).toBe('inner.size：应为数字，实际为 true')
    expect(names).toBe('inner.names：应为列表，实际为 "a"')
    expect(mode).toBe('mode：应为 "fast"或"safe"，实际为 "x"')
    expect(urls).toBe('urls：应为支持的键（您是否想写 url？），实际为无法识别的键')
    expect(stray).toBe('（无法识别的键）：应为 inner、mode、url 之一，实际为无法识别的键')
  })
})
