import { listPath, listsAt } from '../../src/lists/list-address.js'
import { readDesired } from '../../src/desired/desired-state.js'
import { listsOf } from '../../src/pull/config-edit.js'
import * as E from 'fp-ts/lib/Either.js'

const written = (lists: string): string => `
version: 1
vendors: { wechat: { adapter: '@mini-domains/wechat' } }
profiles: { shop: ${lists} }
apps: [{ id: wx1, vendor: wechat, profile: shop }]
`

describe('hosts to prefetch in a desired state', () => {
  test('are a list of a profile, without scheme, and stand under a path of their own', () => {
    expect(E.isRight(readDesired(written('{ prefetch: [a.example.com] }'), { file: 'd.yaml' }))).toBe(true)
    const refused = readDesired(written('{ prefetch: [ftp://a.example.com] }'), { file: 'd.yaml' })
    expect(E.isLeft(refused) && refused.left[0]?.message.en).toContain('prefetch.0')
    expect([listPath('prefetch', 'prefetch'), listPath('server', 'request')]).toEqual(['prefetch', 'server.request'])
  })

  test('are no list of a pool', () => {
    const text = `${written('{ prefetch: [a.example.com] }')}pools: { wechat: { prefetch: [a.example.com] } }\n`
    expect(E.isLeft(readDesired(text, { file: 'd.yaml' }))).toBe(true)
  })

  test('are written back beside the other lists by what is pulled', () => {
    const domains = [{ list: 'prefetch', kind: 'prefetch', domain: 'a.example.com' }] as const
    expect(listsOf(domains)).toEqual({ prefetch: ['a.example.com'] })
    expect(listsAt(undefined)).toEqual(['server', 'webview', 'prefetch'])
  })
})
