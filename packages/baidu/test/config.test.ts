import { createDomainProvider, staticTokens } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { baidu } from '../src/index.js'
import { readingsOf } from '../src/config.js'

const issuesOf = (config: Readonly<Record<string, unknown>>) => {
  const provider = createDomainProvider([baidu])({ vendor: 'baidu', ...config })
  return E.isLeft(provider) ? provider.left.issues.map(({ path, expected }) => `${path}: ${expected}`) : []
}

test('tokens are all that a config needs', () => {
  expect(issuesOf({ tokens: { platform: '42.x' } })).toEqual([])
})

test.each([
  [{}, /^tokens: /],
  [{ tokens: {}, emptySet: 'clear' }, /^emptySet: "delete" or "send"/],
  [{ tokens: {}, setSends: true }, /^setSends: "every-kind" or "named"/],
  [{ tokens: {}, absentData: 'ignore' }, /^absentData: "unreadable" or "empty"/],
  [{ tokens: {}, code44001: 44001 }, /^code44001: "token" or "permission"/],
  [{ tokens: {}, timeoutMs: 0 }, /^timeoutMs: /],
  [{ tokens: {}, baseUrl: 'http://openapi.baidu.com' }, /^baseUrl: /],
  [{ tokens: {}, limits: { app: { server: { perKind: -1 } } } }, /^limits\.app\.server\.perKind: /],
  [{ tokens: {}, emptyset: 'delete' }, /^emptyset: .*emptySet/],
  [{ tokens: {}, pool: 'auto' }, /^\(an unknown key\): one of tokens, /],
])('%j is told by its path', (config, told) => {
  expect(issuesOf(config)).toEqual([expect.stringMatching(told)])
})

test('what a config does not say is read the careful way', () => {
  expect(readingsOf({ tokens: staticTokens({}) })).toEqual({
    emptySet: 'delete',
    setSends: 'every-kind',
    absentData: 'unreadable',
    code44001: 'token',
  })
})
