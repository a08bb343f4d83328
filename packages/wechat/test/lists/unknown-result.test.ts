import { addDomains } from '@mini-domains/core'
import { left, providerAt, right } from '../provider-under-test.js'
import { type Reply, withReplies } from '../scripted-vendor.js'

// Whatever stands between here and WeChat may answer, and after WeChat had carried the call out.
const foreign: ReadonlyArray<readonly [number, string]> = [
  [429, '<html>too many requests</html>'],
  [429, '{"message":"API rate limit exceeded"}'],
  [429, '{"error":"too_many_requests"}'],
  [429, '{"errcode":0}'],
  [503, 'busy'],
  [502, '{"message":"bad gateway"}'],
  [404, '<html>not found</html>'],
  [403, '{"code":45009,"errmsg":"not an errcode"}'],
  [200, '<html>login</html>'],
]

const listWith = (...domains: ReadonlyArray<string>) =>
  JSON.stringify({ errcode: 0, errmsg: 'ok', webviewdomain: domains })
const change = addDomains({ webview: ['a.example.com'] })
const observed = { domains: { webview: [] } }

const changed = (...replies: ReadonlyArray<Reply>) =>
  withReplies(replies, async ({ baseUrl, sent }) => ({
    result: await providerAt(baseUrl).app('wx-app-1').webview.modify(change, { observed })(),
    actions: () => sent.map(({ body }) => /"action":"(\w+)"/.exec(body)?.[1]),
  }))

describe('only an envelope of WeChat says that a write was not done', () => {
  test.each(foreign)('HTTP %i with %s: it had landed, so it is a success', async (status, body) => {
    const { result, actions } = await changed({ status, body }, listWith('https://a.example.com'))
    expect(right(result).items).toMatchObject([{ verdict: 'accepted' }])
    expect(actions()).toEqual(['add', 'get'])
  })

  test.each(foreign)('HTTP %i with %s: it had not landed, so it asks for a read', async (status, body) => {
    const { result, actions } = await changed({ status, body }, listWith())
    expect(left(result)).toMatchObject({
      applied: 'unknown',
      modification: 'unknown',
      retry: { when: 'after-read' },
    })
    expect(actions()).toEqual(['add', 'get'])
  })

  test.each([
    [45009, 'RateLimited'],
    [45011, 'RateLimited'],
    [48001, 'PermissionDenied'],
    [61003, 'AuthorizationLost'],
  ])('its own %i does, and nothing is looked up', async (errcode, _tag) => {
    const { result, actions } = await changed(JSON.stringify({ errcode, errmsg: 'x' }))
    expect(left(result)).toMatchObject({ _tag, applied: 'no', modification: 'not-spent' })
    expect(new Set(actions())).toEqual(new Set(['add']))
  })
})
