import { type Hooks, addDomains } from '@mini-domains/core'
import { inspect } from 'node:util'
import * as t from 'io-ts'
import { emulated, rejection } from './emulated.js'

const secret = '45.s3cr3t/+=.3600.4102444800.x'

const replies = [
  { error_code: 110, error_msg: `Access token invalid: ${secret}` },
  { errno: 45000, msg: `no app for access_token=${secret}`, request_id: secret },
  { errno: 0, data: { access_token: secret } },
  { errno: 0, data: 7, refresh_token: 'another', access_token: secret },
  { error: secret, error_description: secret },
  { errno: 123456, msg: encodeURIComponent(secret) },
  { [secret]: 1 },
  `<html>${secret}</html>`,
  `{"${secret}":1,"${secret}":2}`,
]

test('no token is in any error, outcome or event, whatever the vendor says back', async () => {
  const seen: Array<unknown> = []
  const hooks: Hooks = {
    onRequest: (event) => seen.push(event),
    onResponse: (event) => seen.push(event),
    onRetry: (event) => seen.push(event),
  }
  const tokens = () => secret
  const { promised, emulator, close } = await emulated({ tokens }, {}, hooks)
  const app = promised.app('bd-app-1')
  const calls = [
    () => app.server.get(),
    () => app.webview.modify(addDomains({ webview: ['a.example.com'] }), { observed: { domains: { webview: [] } } }),
    () => promised.platform.confirmFile(),
    () => promised.raw({ subject: { _tag: 'Platform' }, method: 'GET', path: '/x', reply: t.type({ data: t.string }) }),
  ]
  for (const body of replies)
    for (const call of calls) {
      emulator.faults.clear()
      emulator.faults.add({ kind: 'reply', body, times: 5 })
      seen.push(await rejection(call()))
    }
  const everything = seen.flatMap((each) => [
    inspect(each, { depth: 20, showHidden: true }),
    JSON.stringify(each),
    String(each),
    each instanceof Error ? `${each.stack} ${each.message}` : '',
  ])
  for (const text of everything) {
    expect(text).not.toContain('s3cr3t')
    expect(text).not.toContain('another')
  }
  expect(seen.length).toBeGreaterThan(100)
  await close()
})
