import { inspect } from 'node:util'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type AccessTokens,
  TokenSource,
  accessTokensOf,
  callbackTokens,
  staticTokens,
} from '../../src/ports/access-tokens.js'
import { type Subject, appSubject, platformSubject } from '../../src/domain/subject.js'
import { configIssues } from '../../src/config/config-issue.js'
import { left, right } from '../either.js'
import { fromJavaScript } from '../from-javascript.js'

const app = appSubject('wx1')

describe('static tokens', () => {
  const tokens = staticTokens({ platform: 'platform-token', apps: { wx1: 'app-token' } })

  test('give the token of the app or of the platform', async () => {
    expect(right(await tokens.get(app)())).toBe('app-token')
    expect(right(await tokens.get(platformSubject)())).toBe('platform-token')
  })

  test('give the same token after a refusal, so that the call ends', async () => {
    expect(right(await tokens.refused(app, 'app-token')())).toBe('app-token')
  })

  test.each<readonly [string, Subject]>([
    ['app wx2', appSubject('wx2')],
    ['app constructor', appSubject('constructor')],
    ['app __proto__', appSubject('__proto__')],
  ])('that lack a token say for whom: %s', async (name, subject) => {
    expect(left(await tokens.get(subject)())).toMatchObject({
      _tag: 'TokenUnavailable',
      subject: name,
      message: `no token for ${name} in config.tokens`,
      actor: 'caller',
    })
    expect(left(await staticTokens({ platform: '' }).get(platformSubject)())._tag).toBe('TokenUnavailable')
  })
})

describe('a token callback', () => {
  test('is asked for each call, at once or in time', async () => {
    const asked: Array<ReadonlyArray<unknown>> = []
    const tokens = callbackTokens((...question) => {
      asked.push(question)
      return asked.length === 1 ? 'first' : Promise.resolve('second')
    })
    expect(right(await tokens.get(app)())).toBe('first')
    expect(right(await tokens.refused(app, 'first')())).toBe('second')
    expect(asked).toEqual([[app], [app, 'first']])
  })

  test.each([undefined, null, '', 7, {}])('that answers %j has no token', async (answer) => {
    const tokens = callbackTokens(() => fromJavaScript<string>(answer))
    expect(left(await tokens.get(app)()).message).toBe('no token for app wx1 in the answer of the token callback')
  })

  test('that throws or rejects is an error without what was thrown, which may hold a secret', async () => {
    const secret = new Error('GET https://tokens.example.com/?secret=hush')
    const throwing = callbackTokens(() => {
      throw secret
    })
    const rejecting = callbackTokens(() => Promise.reject(secret))
    for (const tokens of [throwing, rejecting]) {
      const error = left(await tokens.get(app)())
      expect(error).toMatchObject({ _tag: 'TokenUnavailable', message: 'the token callback failed for app wx1' })
      expect(error).toHaveProperty('cause', expect.any(Error))
      expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain('hush')
    }
  })
})

const ends = ['ａ', '密', '\u202e', '\n', '\r', '\r\n', ' ', '\t', '\u00a0', '\u200b', '\ufeff', '\u0000']

test.each(ends.flatMap((end) => [`t${end}`, `${end}t`]))(
  'a token with what nobody sees at an end is told, not sent: %j',
  async (odd) => {
    const told = left(await callbackTokens(() => odd).get(app)())
    expect(told._tag).toBe('TokenUnavailable')
    expect(told.message).toContain('app wx1')
    const pathsOf = (tokens: unknown) =>
      configIssues(left(TokenSource.decode(tokens))).map(({ path, found }) => [path, found.en])
    expect(pathsOf({ platform: odd })).toEqual([['platform', 'a string']])
    expect(pathsOf({ apps: { wx1: odd } })).toEqual([['apps.wx1', 'a string']])
    expect(pathsOf({ apps: { [odd]: 't' } })).toHaveLength(1)
  },
)

test('a table that is none is told in both languages', () => {
  for (const apps of [7, { 'wx 1': 't' }]) {
    const [issue] = configIssues(left(TokenSource.decode({ apps })))
    expect(issue).toMatchObject({
      path: 'apps',
      expected: { en: 'ids of apps without white space or line ends', zh: '不含空白和换行符的小程序 ID' },
    })
  }
})

test('a token may have anything inside that a token can have', () => {
  expect(right(TokenSource.decode({ platform: '42.a b/c+d=-_%', apps: { wx1: '' } }))).toBeDefined()
})

describe('the tokens of a config', () => {
  const port: AccessTokens = { get: () => TE.right('from the port'), refused: () => TE.right('from the port') }

  test.each<readonly [string, unknown, string]>([
    ['a table', { apps: { wx1: 'from the table' } }, 'from the table'],
    ['a function', () => 'from the function', 'from the function'],
    ['a whole port', port, 'from the port'],
  ])('may be %s', async (_name, input, token) => {
    const source = right(TokenSource.decode(input))
    expect(right(await accessTokensOf(source).get(app)())).toBe(token)
    expect(TokenSource.is(source)).toBe(true)
  })

  test('may hear of calls that failed, and a port that does is taken as it is', () => {
    const hearing: AccessTokens = { ...port, failed: () => TE.right(undefined) }
    expect(accessTokensOf(right(TokenSource.decode(hearing)))).toBe(hearing)
    expect(TokenSource.is(hearing)).toBe(true)
  })

  test.each([
    undefined,
    null,
    'token',
    7,
    [],
    { app: {} },
    { apps: { wx1: 7 } },
    { get: () => 'token' },
    { ...port, failed: 'yes' },
  ])('may not be %j', (input) => {
    expect(TokenSource.decode(input)._tag).toBe('Left')
  })
})
