import { call, clientOf, errorOf, readRequest, reading, until, writeRequest } from '../client-under-test.js'
import { localVendor, socketVendor } from '../local-vendor.js'
import { simulatedClock } from '../limiter/simulated-clock.js'
import { heldClock } from '../test-clock.js'

const short = { settings: { timeoutMs: 1_000, attempts: 1 } }

const unsure = {
  _tag: 'TimedOut',
  afterMs: 1_000,
  applied: 'unknown',
  modification: 'unknown',
  retry: { when: 'after-read' },
}

describe('the one deadline of a call', () => {
  test('covers headers that never come, and the connection goes with the call', async () => {
    const vendor = await socketVendor(() => undefined)
    const result = await clientOf(vendor.url, short).send(call, writeRequest, reading)()
    expect(errorOf(result)).toMatchObject(unsure)
    await until(() => vendor.closed() === 1)
  })

  test('covers a body that never ends', async () => {
    const vendor = await socketVendor((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"code":')
    })
    expect(errorOf(await clientOf(vendor.url, short).send(call, writeRequest, reading)())).toMatchObject(unsure)
  })

  test('covers a body that drips, however steadily', async () => {
    const vendor = await localVendor((_, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write(' '), 5)
      response.on('close', () => clearInterval(drip))
    })
    expect(errorOf(await clientOf(vendor.url, short).send(call, writeRequest, reading)())).toMatchObject(unsure)
  })

  test('covers the connecting: a write that never left is said not to be done', async () => {
    const vendor = await localVendor(() => undefined)
    const clock = heldClock()
    const pending = clientOf(vendor.url, { ...short, clock }).send(call, writeRequest, reading)()
    for (let tick = 0; tick < 20; tick += 1) await Promise.resolve()
    // The request waits for its connection: nothing has come back to this process yet.
    clock.pass()
    expect(errorOf(await pending)).toMatchObject({ _tag: 'TimedOut', applied: 'no', modification: 'not-spent' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(vendor.requests).toHaveLength(0)
  })

  test('is the one of the call where the call has one', async () => {
    const vendor = await socketVendor(() => undefined)
    const { clock, pass } = simulatedClock()
    const client = clientOf(vendor.url, { clock, settings: { attempts: 1 } })
    const ended = jest.fn()
    const pending = client
      .send({ ...call, timeoutMs: 30 }, readRequest, reading)()
      .finally(ended)
    await until(() => vendor.requests.length === 1)
    await pass(29)
    expect(ended).not.toHaveBeenCalled()
    await pass(1)
    expect(errorOf(await pending)).toMatchObject({
      _tag: 'TimedOut',
      afterMs: 30,
      applied: 'no',
      modification: 'not-spent',
    })
  })

  test('may be longer than the timers of Node, and is then the longest', async () => {
    const vendor = await localVendor((_, response) => setTimeout(() => response.end('{"code":0}'), 20))
    const client = clientOf(vendor.url)
    for (const timeoutMs of [2 ** 31, Infinity]) {
      expect((await client.send({ ...call, timeoutMs }, readRequest, reading)())._tag).toBe('Right')
    }
  })

  test('leaves no timer behind, whether the call ends well or not', async () => {
    const clock = heldClock()
    const vendor = await localVendor((_, response, count) => {
      if (count === 1) response.end('{"code":0}')
      else response.destroy()
    })
    const client = clientOf(vendor.url, { clock, settings: { attempts: 1 } })
    expect((await client.send(call, readRequest, reading)())._tag).toBe('Right')
    expect((await client.send(call, readRequest, reading)())._tag).toBe('Left')
    expect(clock.waiting()).toBe(0)
  })

  test('does not run while a call waits for its turn', async () => {
    const clock = heldClock()
    const vendor = await localVendor(() => undefined)
    const client = clientOf(vendor.url, { clock, settings: { maxSockets: 2, attempts: 1 } })
    const both = [1, 2].map(() => client.send(call, readRequest, reading)())
    await until(() => vendor.requests.length === 1)
    expect(clock.waiting()).toBe(1)
    clock.pass()
    await until(() => vendor.requests.length === 2)
    clock.pass()
    expect((await Promise.all(both)).map((result) => errorOf(result)._tag)).toEqual(['TimedOut', 'TimedOut'])
  })
})
