import * as E from 'fp-ts/lib/Either.js'
import { type Server, createServer } from 'node:http'
import { type AddressInfo, type Socket, connect } from 'node:net'
import { desk } from '../harness/command-line.js'

const leave: Array<() => void> = []

afterEach(() => {
  for (const end of leave.splice(0)) end()
})

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0

const listening = async (server: Server): Promise<number> => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  leave.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return portOf(server.address())
}

/** A proxy that leads every tunnel to one port of this machine, and tells what was asked for. */
const proxyTo = async (port: number) => {
  const asked: Array<string> = []
  const server = createServer().on('connect', ({ url = '' }, socket) => {
    asked.push(url)
    const tunnel = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
    tunnel.pipe(socket).pipe(tunnel)
    socket.on('error', () => tunnel.destroy())
    tunnel.on('error', () => socket.destroy())
  })
  return { address: `http://127.0.0.1:${await listening(server)}`, asked }
}

const never = { _tag: 'Cannot', why: { en: 'no', zh: '无' }, link: '' }
const list = { kinds: [], get: never, add: never, delete: never, set: never, copyPool: never, effective: never }
const level = { server: list, webview: list, confirmFile: never }

const acme = {
  vendor: 'acme',
  version: '1.0.0',
  hosts: ['http://api.acme.test', 'http://push.acme.test'],
  create: () =>
    E.right({
      vendor: 'acme',
      capabilities: { app: level, platform: level },
      app: { server: {}, webview: {} },
      platform: { server: {}, webview: {} },
      raw: () => () => Promise.resolve(E.left({})),
      close: () => Promise.resolve(),
    }),
}

const config = (vendor: object) => `version: 1\nvendors: ${JSON.stringify({ acme: { adapter: 'acme', ...vendor } })}\n`

describe('where a proxy is named', () => {
  test('doctor reaches through it every host that an adapter declares, and reads its clock', async () => {
    const proxy = await proxyTo(await listening(createServer((_, response) => response.end())))
    const at = desk({ HTTP_PROXY: proxy.address }, { acme: { acme } })
    at.write('mini-domains.yaml', config({}))
    const { out } = await at.type('doctor')
    expect(proxy.asked).toEqual(['api.acme.test:80', 'push.acme.test:80'])
    expect(out.match(/✓ clock \(acme\): within a minute of the vendor's/g)).toHaveLength(2)
  })

  test('doctor goes by baseUrl and proxy of the config before what the adapter and the environment say', async () => {
    const proxy = await proxyTo(await listening(createServer((_, response) => response.end())))
    const at = desk({ HTTP_PROXY: 'http://127.0.0.1:9' }, { acme: { acme } })
    at.write('mini-domains.yaml', config({ config: { baseUrl: 'http://own.acme.test', proxy: proxy.address } }))
    await at.type('doctor')
    expect(proxy.asked).toEqual(['own.acme.test:80', 'push.acme.test:80'])
  })

  test('doctor and verify-file leave it out for hosts of NO_PROXY', async () => {
    const proxy = await proxyTo(9)
    const at = desk({ ALL_PROXY: proxy.address, NO_PROXY: '.test' }, { acme: { acme } })
    at.write('mini-domains.yaml', config({}))
    at.write('file.txt', 'content')
    expect((await at.type('doctor')).out).toContain('api.acme.test cannot be reached')
    await at.type('verify-file', 'www.acme.test', '--file', 'file.txt')
    expect(proxy.asked).toEqual([])
  })

  test('verify-file fetches through it', async () => {
    const proxy = await proxyTo(await listening(createServer((_, response) => response.end())))
    const at = desk({ HTTPS_PROXY: proxy.address })
    at.write('file.txt', 'content')
    const { out } = await at.type('verify-file', 'www.example.test', '--file', 'file.txt')
    expect(proxy.asked).toEqual(['www.example.test:443'])
    expect(out).toContain('no-tls')
  })

  test('messages to those under notify: go through it', async () => {
    const proxy = await proxyTo(await listening(createServer((_, response) => response.end('{}'))))
    const at = desk({ HTTP_PROXY: proxy.address, HOOK: 'http://hook.acme.test/take', KEY: 'a secret of the webhook' })
    at.write(
      'mini-domains.yaml',
      'version: 1\nvendors: {}\nnotify: [{ to: webhook, url: { env: HOOK }, secret: { env: KEY } }]\n',
    )
    const told = await at.type('notify')
    expect(told).toMatchObject({ code: 0 })
    expect(proxy.asked).toEqual(['hook.acme.test:80'])
  })
})
