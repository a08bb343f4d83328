import { call, clientOf, reading } from '../client-under-test.js'
import { json, localVendor } from '../local-vendor.js'

test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)('a call goes out by its method: %s', async (method) => {
  const vendor = await localVendor((_, response) => json(response, { code: 0 }))
  expect((await clientOf(vendor.url).send(call, { effect: 'read', method, path: '/list' }, reading)())._tag).toBe(
    'Right',
  )
  expect(vendor.requests.map((request) => request.method)).toEqual([method])
})
