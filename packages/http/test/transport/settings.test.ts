import { strictObject, configIssues } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { httpSettings } from '../../src/index.js'

const Settings = strictObject('http settings', {}, httpSettings)

const issuesOf = (input: unknown) => {
  const result = Settings.decode(input)
  return E.isLeft(result) ? configIssues(result.left) : []
}

describe('the HTTP settings', () => {
  test.each([
    {},
    { baseUrl: 'https://vendor.test', timeoutMs: 1, attempts: 1, maxSockets: 2, maxReplyBytes: 1024 },
    { baseUrl: 'http://127.0.0.1:8080/wechat' },
    { baseUrl: 'http://localhost:1' },
    { baseUrl: 'http://[::1]:1' },
    { proxy: 'http://us%40er:pw@proxy.test:3128' },
    { proxy: 'https://proxy.test' },
    { timeoutMs: undefined },
  ])('may be %j', (input) => {
    expect(issuesOf(input)).toEqual([])
  })

  test.each([
    { baseUrl: 'http://vendor.test' },
    { baseUrl: 'vendor.test' },
    { baseUrl: 'ftp://vendor.test' },
    { baseUrl: 'https://user:pw@vendor.test' },
    { baseUrl: 'https://vendor.test/?a=1' },
    { baseUrl: 'https://vendor.test/#a' },
    { baseUrl: 'http://127.0.0.1.vendor.test' },
    { timeoutMs: 0 },
    { timeoutMs: 1.5 },
    { timeoutMs: '10' },
    { timeoutMs: Infinity },
    { timeoutMs: 2 ** 31 },
    { attempts: 0 },
    { maxSockets: 1 },
    { maxReplyBytes: 1023 },
    { proxy: 'socks5://proxy.test' },
    { proxy: 'proxy.test:3128' },
    { proxy: 'http://us%er:pw@proxy.test' },
    { timeout: 10 },
  ])('may not be %j', (input) => {
    const issues = issuesOf(input)
    expect(issues.map((issue) => issue.path)).toEqual(Object.keys(input))
  })

  test('tell no password of a proxy', () => {
    expect(JSON.stringify(issuesOf({ proxy: 'socks5://user:pa55word@proxy.test' }))).not.toContain('pa55word')
  })
})
