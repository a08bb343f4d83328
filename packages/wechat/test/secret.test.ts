import {
  type DomainAdapter,
  type DomainError,
  type DomainProvider,
  addDomains,
  appSubject,
  createDomainProvider,
  DomainApiError,
} from '@mini-domains/core'
import type * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { inspect } from 'node:util'
import { wechat } from '../src/index.js'
import { left, providerAt } from './provider-under-test.js'
import { type Reply, withReplies } from './scripted-vendor.js'

const secret = 'S3cr3t-Token_69qBx4Qn/+='
const tokens = { platform: secret, apps: { 'wx-app-1': secret } }

type Act = (provider: DomainProvider) => TE.TaskEither<DomainError, unknown>

const acts: ReadonlyArray<readonly [string, Act]> = [
  ['a read', (p) => p.app('wx-app-1').server.get],
  [
    'a change',
    (p) => p.app('wx-app-1').server.modify(addDomains({ request: ['a.qq.com'] }), { observed: { request: [] } }),
  ],
  ['a confirm file', (p) => p.platform.confirmFile],
  [
    'a raw call',
    (p) => p.raw({ subject: appSubject('wx-app-1'), method: 'POST', path: '/x', reply: t.type({ x: t.string }) }),
  ],
]

// Each echoes the token, as gateways and careless error texts do.
const echoes: ReadonlyArray<readonly [string, Reply]> = [
  ['in errmsg', JSON.stringify({ errcode: 40001, errmsg: `invalid credential ${secret} rid: 1-2-3` })],
  ['in the request id', JSON.stringify({ errcode: 61007, errmsg: `no hint: [${secret}]` })],
  ['in an unknown code', JSON.stringify({ errcode: 99, errmsg: 'x', access_token: secret })],
  ['in a success of another shape', JSON.stringify({ errcode: 0, errmsg: secret, requestdomain: 1, x: [secret] })],
  ['URL-encoded in HTML', `<html>GET /wxa/modify_domain?access_token=${encodeURIComponent(secret)}</html>`],
  ['in a cut body', `{"errcode":0,"component_access_token":"${secret}","a`],
  ['with 502', { status: 502, body: secret }],
  ['with a whole number that is none', `{"errcode":"${secret}"}`],
  ['twice', `{"errcode":0,"errmsg":"${secret}","errcode":0}`],
]

const everywhere = (error: DomainError): string => {
  const thrown = new DomainApiError(error)
  const logged: Array<string> = [inspect(error, { depth: null, showHidden: true }), JSON.stringify(error)]
  logged.push(inspect(thrown, { depth: null, showHidden: true }), JSON.stringify(thrown), String(thrown))
  logged.push(thrown.stack ?? '', thrown.message)
  return logged.join('\n')
}

describe.each(acts)('the token of %s', (_, act) => {
  it.each(echoes)('is in no error, log line or event where WeChat hands it back %s', async (_n, reply) => {
    await withReplies([reply], async ({ baseUrl }) => {
      const events: Array<unknown> = []
      const watch = (event: unknown): void => void events.push(event)
      const hooks = { onRequest: watch, onResponse: watch, onRetry: watch }
      const error = left(await act(providerAt(baseUrl, { tokens }, { hooks }))())
      const shown = everywhere(error) + inspect(events, { depth: null }) + JSON.stringify(events)
      expect(events.length).toBeGreaterThan(0)
      for (const spelling of [secret, encodeURIComponent(secret), 'S3cr3t']) expect(shown).not.toContain(spelling)
    })
  })

  it('is in no error where there is no connection', async () => {
    const gone = await withReplies([''], ({ baseUrl }) => Promise.resolve(baseUrl))
    const error = left(await act(providerAt(gone, { tokens }))())
    expect(error._tag).toBe('ConnectionFailed')
    expect(everywhere(error)).not.toContain('S3cr3t')
  })
})

it('a token callback that throws its secret keeps it to itself', async () => {
  const failing = () => {
    throw new Error(`https://api.weixin.qq.com/cgi-bin/component/api_authorizer_token?component_access_token=${secret}`)
  }
  const error = left(await providerAt('http://127.0.0.1:9', { tokens: failing }).app('wx-app-1').server.get())
  expect(error._tag).toBe('TokenUnavailable')
  expect(everywhere(error)).not.toContain('S3cr3t')
})

it('a config that is refused does not quote its tokens', () => {
  const config = { vendor: 'wechat', tokens: { apps: [secret], platform: 5, secret }, pool: 'both' }
  const result: E.Either<DomainError, unknown> = createDomainProvider<DomainAdapter>([wechat], config)
  expect(everywhere(left(result))).not.toContain('S3cr3t')
})
