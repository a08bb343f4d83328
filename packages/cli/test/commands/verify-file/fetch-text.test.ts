import { checkConfirmFile } from '@mini-domains/fleet'
import { type RequestListener, createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { fetchText } from '../../../src/commands/verify-file/fetch-text.js'

const limits = { timeoutMs: 1_000, maxBytes: 1_000 }

const ended: Array<() => void> = []

afterEach(() => {
  for (const end of ended.splice(0)) end()
})

const serving = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ended.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${portOf(server.address())}/file.txt`
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0

const never = new AbortController().signal

const textOf = async (answer: RequestListener) => {
  const fetched = await fetchText(never, {})(await serving(answer), limits)
  if (fetched === undefined) throw new Error('no reply came')
  const { body, ...rest } = fetched
  return { ...rest, body: Buffer.from(body).toString('latin1') }
}

const file = { name: 'file.txt', content: Buffer.from('x'.repeat(500)) }

const faultOf = async (url: string) => {
  const report = await checkConfirmFile('a.example.com', file, () => fetchText(never, {})(url, limits))
  return report.faults.map(({ fault }) => fault).join()
}

describe('what is fetched', () => {
  test('is given as it came: status, type and bytes, a byte order mark and line ends among them', async () => {
    expect(
      await textOf((_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('\ufeffabc\r\n')),
    ).toEqual({ status: 200, contentType: 'text/plain', body: 'ï»¿abc\r\n', cut: false })
    expect(await textOf((_, response) => response.writeHead(204).end())).toEqual({ status: 204, body: '', cut: false })
  })

  test.each([301, 302, 303, 307, 308])('leads nowhere else, at %i, not even to itself', async (status) => {
    let asked = 0
    const found = await textOf((_, response) => {
      asked += 1
      response.writeHead(status, { location: '/file.txt' }).end()
    })
    expect([found, asked]).toEqual([{ status, location: '/file.txt', body: '', cut: false }, 1])
  })

  test('is no longer than it may be, though it never ends', async () => {
    const found = await textOf((_, response) => {
      const more = (): void => {
        while (response.writable && response.write('x'.repeat(1_000)));
      }
      response.on('drain', more)
      more()
    })
    expect(found).toEqual({ status: 200, body: 'x'.repeat(1_000), cut: true })
  })
})

describe('why nothing is fetched', () => {
  test('is told where the body stalls, and where nothing is said at all', async () => {
    expect(await faultOf(await serving((_, response) => response.writeHead(200).write('abc')))).toBe('timeout')
    expect(await faultOf(await serving(() => undefined))).toBe('timeout')
  })

  test('is told where the reply is cut off, in its head or in its body', async () => {
    expect(await faultOf(await serving((request) => request.socket.destroy()))).toBe('cut-off')
    const cut: RequestListener = (request, response) => {
      response.writeHead(200, { 'content-length': 50 })
      response.write('abc', () => request.socket.destroy())
    }
    expect(await faultOf(await serving(cut))).toBe('cut-off')
  })

  test('is told where it says that it is packed, and is not', async () => {
    const packed: RequestListener = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('abc')
    expect(await faultOf(await serving(packed))).toBe('encoding')
  })

  test('is told where nothing listens, and where plain HTTP is spoken on the port', async () => {
    const server = createTcpServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const port = portOf(server.address())
    await new Promise((resolve) => server.close(resolve))
    expect(await faultOf(`https://127.0.0.1:${port}/`)).toBe('refused')
    const plain = await serving((_, response) => response.end('abc'))
    expect(await faultOf(plain.replace('http:', 'https:'))).toBe('no-tls')
  })
})
