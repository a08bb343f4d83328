import { proxyFetch } from '../../src/index.js'
import { localVendor } from '../local-vendor.js'

test('a redirect is given back and not followed, nor is its path asked of the same host', async () => {
  const location = 'https://other.example.com/hook'
  const { url, requests } = await localVendor((_, response) => response.writeHead(307, { location }).end())
  const { status, headers } = await proxyFetch(`${url}/hook?key=k`, { environment: {} }, { method: 'POST', body: '{}' })
  expect([status, headers.get('location')]).toEqual([307, location])
  expect(requests.map((request) => request.url)).toEqual(['/hook?key=k'])
})
