import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { proxyFetch } from '../../src/index.js'
import { localVendor } from '../local-vendor.js'

test('a redirect is given back and not followed, nor is its path asked of the same host', async () => {
  const location = 'https://other.example.com/hook'
  const { url, requests } = await localVendor((_, response) => response.writeHead(307, { location }).end())
  const { status, headers } = await proxyFetch(`${url}/hook?key=k`, { environment: {} }, { method: 'POST', body: '{}' })
  expect([status, headers.get('location')]).toEqual([307, location])
  expect(requests.map((request) => request.url)).toEqual(['/hook?key=k'])
})

describe('a request ends in its time, also while what nobody holds is collected', () => {
  const collect = (): NodeJS.Timeout => {
    setFlagsFromString('--expose-gc')
    return setInterval(() => void runInNewContext('gc()'), 20)
  }
  const ended = async (request: () => Promise<string>): Promise<unknown> => {
    const collecting = collect()
    try {
      return await request().catch((error: unknown) => error)
    } finally {
      clearInterval(collecting)
    }
  }

  test('where nothing is said', async () => {
    const { url } = await localVendor(() => undefined)
    const error = await ended(async () => (await proxyFetch(url, { environment: {} }, { timeoutMs: 300 })).text())
    expect(error).toMatchObject({ cause: { name: 'TimeoutError' } })
  })

  test('where the body stalls', async () => {
    const { url } = await localVendor((_, response) => response.writeHead(200).write('abc'))
    const error = await ended(async () => (await proxyFetch(url, { environment: {} }, { timeoutMs: 300 })).text())
    expect(error).toMatchObject({ cause: { name: 'TimeoutError' } })
  })

  test('where it is stopped, by a signal of several', async () => {
    const { url } = await localVendor(() => undefined)
    const stop = new AbortController()
    const signal = AbortSignal.any([new AbortController().signal, stop.signal])
    setTimeout(() => stop.abort(), 300)
    const error = await ended(async () => (await proxyFetch(url, { environment: {} }, { signal })).text())
    expect(error).toMatchObject({ name: 'TypeError', message: 'fetch failed' })
  })
})
