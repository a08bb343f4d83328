import { type IncomingMessage, createServer } from 'node:http'
import { connect } from 'node:net'
import { connectionPool } from '../../src/transport/connections.js'
import { call, clientOf, errorOf, readRequest, reading, token, until, writeRequest } from '../client-under-test.js'
import { json, localVendor, nobody, socketVendor } from '../local-vendor.js'
import { heldClock } from '../test-clock.js'

describe('the connections of a provider', () => {
  test('are kept alive: calls one after the other share them', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const client = clientOf(vendor.url)
    for (let count = 0; count < 20; count += 1) await client.send(call, readRequest, reading)()
    expect(vendor.requests).toHaveLength(20)
    // A reply is given before its connection is free again, so that two take turns.
    expect(vendor.connections()).toBeLessThanOrEqual(2)
  })

  test('are bounded: 500 calls at once open no more than maxSockets', async () => {
    let most = 0
    const vendor = await localVendor((_, response) => {
      most = Math.max(most, vendor.sockets.size)
      setTimeout(() => json(response, { code: 0 }), 2)
    })
    const client = clientOf(vendor.url, { settings: { maxSockets: 16 } })
    const results = await Promise.all(Array.from({ length: 500 }, () => client.send(call, readRequest, reading)()))
    expect(results.every((result) => result._tag === 'Right')).toBe(true)
    expect(most).toBeLessThanOrEqual(16)
    expect(vendor.connections()).toBeLessThanOrEqual(16)
  })

  test('stay bounded while calls time out', async () => {
    const vendor = await socketVendor(() => undefined)
    const clock = heldClock()
    const client = clientOf(vendor.url, { clock, settings: { maxSockets: 8, attempts: 1 } })
    let most = 0
    const looking = setInterval(() => {
      most = Math.max(most, vendor.sockets.size)
    }, 1)
    const results = Promise.all(Array.from({ length: 24 }, () => client.send(call, readRequest, reading)()))
    // Half of them are under way at once, as long as the other half may still be closing.
    for (let arrived = 4; arrived <= 24; arrived += 4) {
      await until(() => vendor.requests.length === arrived)
      clock.pass()
    }
    expect((await results).map((result) => errorOf(result)._tag)).toEqual(Array.from({ length: 24 }, () => 'TimedOut'))
    clearInterval(looking)
    expect(most).toBeLessThanOrEqual(8)
    await until(() => vendor.closed() >= 24)
  })

  test('that the vendor closed while idle cost a read nothing but a retry', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const client = clientOf(vendor.url)
    for (let count = 0; count < 5; count += 1) {
      expect((await client.send(call, readRequest, reading)())._tag).toBe('Right')
      for (const socket of vendor.sockets) socket.end()
      if (count % 2 === 0) await until(() => vendor.sockets.size === 0)
    }
    expect(vendor.requests).toHaveLength(5)
  })

  test('may break in a write, which is then not sent again', async () => {
    const vendor = await socketVendor((socket) => socket.resetAndDestroy())
    const error = errorOf(await clientOf(vendor.url).send(call, writeRequest, reading)())
    expect(error).toMatchObject({
      _tag: 'ConnectionFailed',
      sent: true,
      applied: 'unknown',
      retry: { when: 'after-read' },
    })
    expect(vendor.requests).toHaveLength(1)
  })

  test('to a name that nobody has tell the name', async () => {
    const error = errorOf(
      await clientOf('https://vendor.invalid', { settings: { attempts: 1 } }).send(call, readRequest, reading)(),
    )
    expect(error).toMatchObject({ _tag: 'ConnectionFailed', sent: false, host: 'vendor.invalid' })
  })

  test('that are refused let a write be tried again, since it never left', async () => {
    const retries: Array<string> = []
    const url = await nobody()
    const client = clientOf(url, { hooks: { onRetry: (event) => retries.push(event.because) } })
    const error = errorOf(await client.send(call, writeRequest, reading)())
    const { host } = new URL(url)
    expect(error).toMatchObject({ _tag: 'ConnectionFailed', code: 'ECONNREFUSED', sent: false, applied: 'no', host })
    expect(error.message).toBe(`no connection (${host}: ECONNREFUSED)`)
    expect(retries).toEqual(['ConnectionFailed', 'ConnectionFailed'])
  })

  test('end on close, which waits for calls under way and may be asked for twice', async () => {
    const vendor = await localVendor((_, response) => setTimeout(() => json(response, { code: 0 }), 20))
    const client = clientOf(vendor.url)
    const pending = client.send(call, readRequest, reading)()
    await until(() => vendor.requests.length === 1)
    await Promise.all([client.close(), client.close()])
    expect((await pending)._tag).toBe('Right')
    await client.close()
    await until(() => vendor.sockets.size === 0)
  })

  test('are not opened after close: such a call fails at once and is not retried', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const retried = jest.fn()
    const client = clientOf(vendor.url, { hooks: { onRetry: retried } })
    await client.close()
    const error = errorOf(await client.send(call, writeRequest, reading)())
    expect(error).toMatchObject({ _tag: 'ConnectionFailed', sent: false, applied: 'no' })
    expect(retried).not.toHaveBeenCalled()
    expect(vendor.connections()).toBe(0)
  })
})

interface Proxy {
  readonly url: string
  /** What it was asked to connect to, and with what credentials. */
  readonly asked: ReadonlyArray<string>
}

const proxies: Array<() => void> = []

afterEach(() => {
  for (const close of proxies.splice(0)) close()
})

/**
 * A proxy that leads every tunnel to one vendor on this machine, so that no name is ever looked up.
 */
const proxyTo = async (vendorUrl: string, answer = 'HTTP/1.1 200 Connection established\r\n\r\n'): Promise<Proxy> => {
  const asked: Array<string> = []
  const server = createServer()
  server.on('connect', (request: IncomingMessage, socket) => {
    asked.push([request.url, request.headers['proxy-authorization']].filter((word) => word !== undefined).join(' '))
    socket.on('error', () => undefined)
    if (answer === '') return
    socket.write(answer)
    if (!answer.includes(' 200 ')) {
      socket.end()
      return
    }
    const vendor = connect(Number(new URL(vendorUrl).port), '127.0.0.1')
    vendor.on('error', () => undefined)
    vendor.pipe(socket).pipe(vendor)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxies.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`, asked }
}

type Environment = Readonly<Record<string, string | undefined>>

const statusThrough = async (
  proxy: string | undefined,
  environment: Environment,
  connectTimeoutMs = 10_000,
  baseUrl = 'http://vendor.test',
) => {
  const pool = connectionPool({ baseUrl, connections: 2, connectTimeoutMs, proxy, environment })
  try {
    const reply = await pool.request({ origin: baseUrl, path: '/list', method: 'GET' })
    await reply.body.dump()
    return reply.statusCode
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : 'unknown'
  } finally {
    await pool.close()
  }
}

describe('a proxy', () => {
  test('is used where the settings name one, with its user and password', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const proxy = await proxyTo(vendor.url)
    const address = proxy.url.replace('http://', 'http://us%40er:p%3Aw@')
    expect(await statusThrough(address, {})).toBe(200)
    expect(proxy.asked).toEqual([`vendor.test:80 Basic ${Buffer.from('us@er:p:w').toString('base64')}`])
    expect(vendor.requests.map((request) => request.headers.host)).toEqual(['vendor.test'])
  })

  test.each(['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'])(
    'is used where the environment names one: %s',
    async (name) => {
      const vendor = await localVendor((_, response) => json(response, { code: 0 }))
      const proxy = await proxyTo(vendor.url)
      expect(await statusThrough(undefined, { [name]: proxy.url })).toBe(200)
      expect(await statusThrough(undefined, { [name]: proxy.url.replace('http://', '') })).toBe(200)
      expect(proxy.asked).toHaveLength(2)
    },
  )

  test('of the settings comes before that of the environment', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const [mine, other] = [await proxyTo(vendor.url), await proxyTo(vendor.url)]
    expect(await statusThrough(mine.url, { http_proxy: other.url })).toBe(200)
    expect([mine.asked.length, other.asked.length]).toEqual([1, 0])
  })

  test('that is no address fails each call: going past it would show another address to the vendor', async () => {
    expect(await statusThrough(undefined, { HTTPS_PROXY: 'socks5://127.0.0.1:1' })).toBe('ERR_INVALID_PROXY')
    expect(await statusThrough(undefined, { HTTP_PROXY: 'http://u%zz:p@127.0.0.1:1' })).toBe('ERR_INVALID_PROXY')
    expect(await statusThrough(undefined, { HTTPS_PROXY: 'http://u:%E0%A4@127.0.0.1:1' })).toBe('ERR_INVALID_PROXY')
    expect(await statusThrough(undefined, { ALL_PROXY: 'socks5h://127.0.0.1:1' })).toBe('ERR_INVALID_PROXY')
  })

  test('that is no address is none of our business where another is named for these calls, or NO_PROXY names the vendor', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const proxy = await proxyTo(vendor.url)
    for (const all of ['socks5://127.0.0.1:1', 'http://u:%zz@127.0.0.1:1', 'ftp://127.0.0.1'])
      expect(await statusThrough(undefined, { HTTP_PROXY: proxy.url, ALL_PROXY: all })).toBe(200)
    // Another name of this machine, which no look-up is needed for.
    const { port } = new URL(vendor.url)
    const unproxied = (NO_PROXY: string) =>
      statusThrough(undefined, { ALL_PROXY: 'socks5://127.0.0.1:1', NO_PROXY }, 10_000, `http://0.0.0.0:${port}`)
    for (const hosts of ['0.0.0.0', 'a.example, 0.0.0.0', `0.0.0.0:${port}`, '*'])
      expect(await unproxied(hosts)).toBe(200)
    for (const hosts of ['0.0.1', '0.0.0.0:1', 'vendor.test', ''])
      expect(await unproxied(hosts)).toBe('ERR_INVALID_PROXY')
  })

  test.each([
    ['user@', 'user:'],
    ['user:@', 'user:'],
    ['%E7%94%A8%E6%88%B7:%E5%AF%86%E7%A0%81@', '用户:密码'],
    ['u:p%2Fq%23r%3F@', 'u:p/q#r?'],
  ])('is given the user and password of %s', async (written, pair) => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const proxy = await proxyTo(vendor.url)
    const address = proxy.url.replace('//', `//${written}`)
    expect(await statusThrough(address, {})).toBe(200)
    expect(await statusThrough(undefined, { ALL_PROXY: address })).toBe(200)
    const asked = `vendor.test:80 Basic ${Buffer.from(pair).toString('base64')}`
    expect(proxy.asked).toEqual([asked, asked])
  })

  test.each([
    [407, 1, 'after-action', /user and a password/, /身份验证/],
    [403, 1, 'after-action', /NO_PROXY/, /放行/],
    [502, 3, 'later', /NO_PROXY/, /放行/],
    [504, 3, 'later', /NO_PROXY/, /放行/],
  ])(
    'that answers %i in the place of a tunnel is told as such, with its own hint',
    async (status, tries, when, en, zh) => {
      const proxy = await proxyTo('http://127.0.0.1:1', `HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
      const settings = { proxy: proxy.url.replace('//', '//me:s3cret@') }
      const error = errorOf(await clientOf('http://vendor.test', { settings }).send(call, readRequest, reading)())
      expect(error).toMatchObject({
        _tag: 'ConnectionFailed',
        code: `ERR_PROXY_${status}`,
        sent: false,
        retry: { when },
      })
      expect(error.hint.en).toMatch(en)
      expect(error.hint.zh).toMatch(zh)
      expect(proxy.asked).toHaveLength(tries)
      expect(JSON.stringify(error)).not.toMatch(/s3cret|me:/)
    },
  )

  test('that refuses the tunnel is an error', async () => {
    const proxy = await proxyTo('http://127.0.0.1:1', 'HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n')
    expect(await statusThrough(proxy.url, {})).toBe('UND_ERR_ABORTED')
  })

  test('that never answers holds neither the call nor the process', async () => {
    const proxy = await proxyTo('http://127.0.0.1:1', '')
    expect(await statusThrough(proxy.url, {}, 1_000)).toBe('UND_ERR_HEADERS_TIMEOUT')
  })

  test('is never used for this machine', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const proxy = await proxyTo(vendor.url)
    const client = clientOf(vendor.url, { settings: { proxy: proxy.url } })
    expect((await client.send(call, readRequest, reading)())._tag).toBe('Right')
    expect(proxy.asked).toEqual([])
  })
})

describe('the address of a call', () => {
  const targetOf = async (basePath: string, request: object): Promise<string | undefined> => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    await clientOf(`${vendor.url}${basePath}`).send(call, { ...readRequest, ...request }, reading)()
    return vendor.requests[0]?.url
  }
  const secret = `access_token=${encodeURIComponent(token)}`

  test.each([
    ['begins with the path of the base URL', '/vendor/', {}, `/vendor/list?${secret}`],
    [
      'has the token first, then the query',
      '',
      { query: { a: '1 &', b: '二' } },
      `/list?${secret}&a=1+%26&b=%E4%BA%8C`,
    ],
    ['has no empty query', '', { query: {} }, `/list?${secret}`],
    ['goes on with a query that stands in the path', '', { path: '/list?x=1' }, `/list?x=1&${secret}`],
    ['begins with a slash', '', { path: 'list' }, `/list?${secret}`],
  ])('%s', async (_, basePath, request, expected) => {
    expect(await targetOf(basePath, request)).toBe(expected)
  })

  test('that cannot be written into a request is told at once, and nothing is sent', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const retried = jest.fn()
    const client = clientOf(vendor.url, { hooks: { onRetry: retried } })
    const error = errorOf(await client.send(call, { ...readRequest, path: '/列表 \r\nx: y' }, reading)())
    expect(error).toMatchObject({ _tag: 'ConnectionFailed', sent: false })
    expect(vendor.requests).toHaveLength(0)
    expect(retried).not.toHaveBeenCalled()
  })
})
