import { call, clientOf, errorOf, readRequest, reading, until, writeRequest } from '../client-under-test.js'
import { json, localVendor } from '../local-vendor.js'

describe('a request that writes asks whether it still may', () => {
  test('and sends nothing where it may not; the connection is left for the next', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const client = clientOf(vendor.url, { settings: { maxSockets: 1 } })
    await client.send(call, readRequest, reading)()
    const error = errorOf(await client.send({ ...call, mayWrite: () => false }, writeRequest, reading)())
    expect(error).toMatchObject({ _tag: 'Cancelled', sent: false, applied: 'no', modification: 'not-spent' })
    expect((await client.send({ ...call, mayWrite: () => true }, writeRequest, reading)())._tag).toBe('Right')
    expect([vendor.requests.length, vendor.connections()]).toEqual([2, 1])
  })

  test('only once it has a connection: what changed while it waited for one counts', async () => {
    const answers: Array<() => void> = []
    const vendor = await localVendor((_, response) => void answers.push(() => json(response, { code: 0 })))
    const client = clientOf(vendor.url, { settings: { maxSockets: 1 } })
    let mayWrite = true
    const asked: Array<boolean> = []
    const first = client.send(call, writeRequest, reading)()
    await until(() => answers.length === 1)
    const second = client.send(
      {
        ...call,
        mayWrite: () => {
          asked.push(mayWrite)
          return mayWrite
        },
      },
      writeRequest,
      reading,
    )()
    await new Promise((resolve) => setImmediate(resolve))
    mayWrite = false
    for (const answer of answers) answer()
    await first
    expect(errorOf(await second)).toMatchObject({ _tag: 'Cancelled', sent: false, applied: 'no' })
    expect([asked, vendor.requests.length]).toEqual([[false], 1])
  })

  test('and a read does not', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const read = await clientOf(vendor.url).send({ ...call, mayWrite: () => false }, readRequest, reading)()
    expect(read._tag).toBe('Right')
  })

  test('and one whose question throws sends nothing either', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const broken = (): boolean => {
      throw new Error('broken')
    }
    const error = errorOf(await clientOf(vendor.url).send({ ...call, mayWrite: broken }, writeRequest, reading)())
    expect(error).toMatchObject({ _tag: 'ConnectionFailed', sent: false, applied: 'no' })
    expect(vendor.requests).toHaveLength(0)
  })
})

describe('a deadline for requests that write', () => {
  test('holds where it is shorter than that of the call, and is no deadline of a read', async () => {
    const vendor = await localVendor(({ url }, response) => {
      if (url.startsWith('/list')) json(response, { code: 0 })
    })
    const short = { ...call, writeTimeoutMs: 50 }
    const client = clientOf(vendor.url, { settings: { timeoutMs: 20_000 } })
    expect(errorOf(await client.send(short, writeRequest, reading)())).toMatchObject({ _tag: 'TimedOut', afterMs: 50 })
    const shorter = { ...call, timeoutMs: 40, writeTimeoutMs: 20_000 }
    expect(errorOf(await client.send(shorter, writeRequest, reading)())).toMatchObject({ afterMs: 40 })
    expect((await client.send({ ...call, writeTimeoutMs: 1 }, readRequest, reading)())._tag).toBe('Right')
  })
})
