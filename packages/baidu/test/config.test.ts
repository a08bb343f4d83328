import { type DomainAdapter, createDomainProvider } from '@mini-domains/core'
import { staticTokens } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { inspect } from 'node:util'
import { BaiduConfig, baidu } from '../src/index.js'
import { readingsOf } from '../src/config.js'
import { startCapture } from './captured.js'
import { rejection } from './emulated.js'

const issuesOf = (config: Readonly<Record<string, unknown>>) => {
  const provider = createDomainProvider<DomainAdapter>([baidu], { vendor: 'baidu', ...config })
  return E.isLeft(provider) ? provider.left.issues.map(({ path, expected }) => `${path}: ${expected.en}`) : []
}

const every: Required<BaiduConfig> = {
  vendor: 'baidu',
  tokens: {},
  baseUrl: 'https://openapi.baidu.com',
  timeoutMs: 1,
  attempts: 1,
  maxSockets: 2,
  maxReplyBytes: 1024,
  proxy: 'http://proxy.example.com:3128',
  rate: { all: { perSecond: 1, perMinute: 1 } },
  limits: {},
  emptySet: 'send',
  setSends: 'named',
  absentData: 'empty',
  code44001: 'permission',
}

test('a config may have every option that its type has', () => {
  expect(BaiduConfig.decode(every)).toEqual(E.right(every))
})

// An unknown key like no other is answered with the keys that the codec knows.
test('a config may have no option that its type lacks', () => {
  const answer = issuesOf({ tokens: {}, '#': 0 }).join()
  const known = answer.replace(/^.*: one of /, '').split(', ')
  expect(known.sort()).toEqual(Object.keys(every).sort())
})

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

describe('a token that ends in a line end, as one out of a file may', () => {
  const ends = [
    '45.s3cret\n',
    '45.s3cret\r\n',
    '\n45.s3cret',
    '45.s3cret\t',
    '45.\ns3cret',
    '45.s3cret\u200b',
    '\ufeff45.s3cret',
  ]

  test.each(ends)('is refused by its path in a table, and not told: %j', (token) => {
    for (const [tokens, path] of [
      [{ apps: { '1': token } }, 'tokens.apps.1'],
      [{ platform: token }, 'tokens.platform'],
    ] as const) {
      const provider = createDomainProvider([baidu], { vendor: 'baidu', tokens })
      expect(provider).toMatchObject({ _tag: 'Left', left: { _tag: 'InvalidConfig', issues: [{ path }] } })
      expect(inspect(provider, { depth: 9 })).not.toContain('s3cret')
    }
  })

  test.each(ends)('is not sent where a function or a source of tokens gives it: %j', async (token) => {
    const capture = await startCapture()
    const source = { get: () => TE.right(token), refused: () => TE.right(token) }
    for (const tokens of [() => token, source]) {
      const error = await rejection(capture.provider({ tokens }).app('1').webview.get())
      expect(error).toMatchObject({ _tag: 'TokenUnavailable', applied: 'no' })
      expect(inspect(error, { depth: 9 })).not.toContain('s3cret')
    }
    expect(capture.requests).toEqual([])
    await capture.close()
  })

  test.each(['1\n', ' 1', '1\r\n'])('and so is the id of an app: %j', (appId) => {
    expect(issuesOf({ tokens: { apps: { [appId]: '45.x' } } })).toEqual([expect.stringMatching(/^tokens\.apps: /)])
  })
})

test('what a config does not say is read the careful way', () => {
  expect(readingsOf({ tokens: staticTokens({}) })).toEqual({
    emptySet: 'delete',
    setSends: 'every-kind',
    absentData: 'unreadable',
    code44001: 'token',
  })
})
