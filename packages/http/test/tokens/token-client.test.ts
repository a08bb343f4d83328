import { unreadableReply } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type ReplyDecoder, Seconds, decodeJson, tokenClient } from '../../src/index.js'
import { decodeConfig } from '../../src/tokens/config.js'
import { errorOf } from '../client-under-test.js'
import { json, localVendor } from '../local-vendor.js'

const request = { effect: 'write', method: 'POST', path: '/token', body: '{"secret":"s3cret"}' } as const

const clientAt = (url: string) => tokenClient('acme', url, {}, {})

describe('a token call', () => {
  test('goes without an access token, and gives what its decoder reads', async () => {
    const queries: Array<string> = []
    const { url } = await localVendor((received, response) => {
      queries.push(received.url ?? '')
      json(response, { token: 'a' })
    })
    const client = clientAt(url)
    const reply = await client.send({ operation: 'token.platform', request, secrets: [], decode: decodeJson })()
    await client.close()
    expect(reply).toEqual(E.right({ token: 'a' }))
    expect(queries).toEqual(['/token'])
  })

  test('quotes no reply and no secret in its error, names its app, and spends nothing', async () => {
    const { url } = await localVendor((_, response) => json(response, { token: 's3cret' }))
    const decode: ReplyDecoder<string> = (reply, context) =>
      E.left(unreadableReply(context.call, {}, { path: 'token', expected: 'a token', excerpt: reply.text }))
    const client = clientAt(url)
    const error = errorOf(
      await client.send({ operation: 'token.refresh', appId: 'a1', request, secrets: ['s3cret'], decode })(),
    )
    await client.close()
    expect(error).toMatchObject({ vendor: 'acme', operation: 'token.refresh', subject: 'app a1', excerpt: '' })
    expect(error).toMatchObject({ modification: 'not-spent' })
    expect(JSON.stringify(error)).not.toContain('s3cret')
  })
})

test.each([
  [7200, 7200],
  ['7200', 7200],
  [' 7200 ', 7200],
  ['soon', 0],
  [null, 0],
])('a lifetime of %j is %d seconds', (written, seconds) => {
  expect(Seconds.decode(written)).toEqual(E.right(seconds))
})

test('an invalid config lists its issues under the name of the vendor', () => {
  const decoded = decodeConfig('acme', t.type({ id: t.string }), { id: 1 })
  expect(decoded).toMatchObject(E.left({ _tag: 'InvalidConfig', vendor: 'acme', issues: [{ path: 'id' }] }))
})
