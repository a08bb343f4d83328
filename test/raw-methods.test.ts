import * as t from 'io-ts'
import { type HttpMethod, platformSubject } from '../packages/core/src/index.js'
import { type Vendor, provider, vendors } from './option-effects/vendors.js'
import { startWatched } from './option-effects/watched-server.js'

const methods: ReadonlyArray<HttpMethod> = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** What is on the wire of one raw call, without what names the token. */
const sent = async (vendor: Vendor, method: HttpMethod, body?: Readonly<Record<string, unknown>>) => {
  const server = await startWatched()
  const opened = provider(vendor, { baseUrl: server.url, attempts: 1 })
  await opened.raw({
    subject: platformSubject,
    method,
    path: '/any/thing',
    reply: t.unknown,
    ...(body === undefined ? {} : { body }),
  })()
  await opened.close()
  await server.close()
  return server.requests.map(([line, headers, text]) => [line.split(' ')[0], headers['content-type'], text])
}

describe.each(vendors)('a raw call of %s', (vendor) => {
  const isForm = vendor === 'baidu'
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json'

  test.each(methods)('goes out as %s, with its body but for a GET', async (method) => {
    const body = isForm ? 'a=1' : '{"a":1}'
    expect(await sent(vendor, method, { a: 1 })).toEqual([
      method === 'GET' ? [method, undefined, ''] : [method, type, body],
    ])
  })

  test.each(methods)('without a body has none as GET and DELETE, and an empty one as %s otherwise', async (method) => {
    const hasNone = method === 'GET' || method === 'DELETE'
    expect(await sent(vendor, method)).toEqual([hasNone ? [method, undefined, ''] : [method, type, isForm ? '' : '{}']])
  })
})
