import { createServer } from 'node:http'
import { withEndpoints } from '../../../src/service/endpoints.js'

describe('what a service answers of itself', () => {
  const served = async (notReady: string | undefined, path: string) => {
    const state = {
      notReady: () => Promise.resolve(notReady),
      metrics: () => Promise.reject(new Error('a secret')),
    }
    const server = createServer(
      withEndpoints(state, (_, response) => {
        response.end('the service')
      }),
    )
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    try {
      const reply = await fetch(`http://127.0.0.1:${port}${path}`)
      return { status: reply.status, text: await reply.text() }
    } finally {
      server.close()
      server.closeAllConnections()
    }
  }

  test('is that it is not ready, with why, while it goes on living', async () => {
    expect(await served('the store is unavailable', '/readyz')).toEqual({
      status: 503,
      text: 'the store is unavailable\n',
    })
    expect(await served('the store is unavailable', '/healthz')).toEqual({ status: 200, text: 'ok\n' })
  })

  test('repeats nothing of what was thrown', async () => {
    expect(await served(undefined, '/metrics')).toEqual({ status: 500, text: 'failed\n' })
  })

  test('leaves all other paths to the service', async () => {
    expect(await served(undefined, '/healthz/more')).toEqual({ status: 200, text: 'the service' })
  })
})
