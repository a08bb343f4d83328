import { type AccessTokens } from '@mini-domains/core'
import { authorizationLost, callbackTokens, tokenUnavailable } from '@mini-domains/core/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { call, clientOf, errorOf, readRequest, reading, writeRequest } from '../client-under-test.js'
import { json, localVendor } from '../local-vendor.js'

const tokenOf = (url: string): string | null => new URL(url, 'http://x').searchParams.get('access_token')

const abortable = () => {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

const strict = () =>
  localVendor((request, response) => json(response, { code: tokenOf(request.url) === 'new' ? 0 : 401 }))

const counted = (next: string): AccessTokens & { readonly refused: jest.Mock } => ({
  get: () => TE.right('old'),
  refused: jest.fn(() => TE.right(next)),
})

describe('a refused token', () => {
  test.each([readRequest, writeRequest])('is renewed and the call sent once more: $effect', async (request) => {
    const vendor = await strict()
    const tokens = counted('new')
    const client = clientOf(vendor.url, { tokens, settings: { attempts: 1 } })
    expect((await client.send(call, request, reading)())._tag).toBe('Right')
    expect(tokens.refused.mock.calls).toEqual([[call.target, 'old']])
    expect(vendor.requests.map(({ url }) => tokenOf(url))).toEqual(['old', 'new'])
  })

  test('is renewed only once', async () => {
    const vendor = await strict()
    const tokens = counted('newer')
    const error = errorOf(await clientOf(vendor.url, { tokens }).send(call, writeRequest, reading)())
    expect(error).toMatchObject({ _tag: 'TokenRejected', vendorCode: 401, applied: 'no', modification: 'not-spent' })
    expect(tokens.refused).toHaveBeenCalledTimes(1)
    expect(vendor.requests).toHaveLength(2)
  })

  test('that is given again ends the call', async () => {
    const vendor = await strict()
    const error = errorOf(await clientOf(vendor.url, { tokens: counted('old') }).send(call, readRequest, reading)())
    expect(error).toMatchObject({ _tag: 'TokenRejected', vendorCode: 401 })
    expect(vendor.requests).toHaveLength(1)
  })

  test('that cannot be renewed ends the call with the reason', async () => {
    const vendor = await strict()
    const tokens = { get: () => TE.right('old'), refused: () => TE.left(authorizationLost(call, {})) }
    const error = errorOf(await clientOf(vendor.url, { tokens }).send(call, readRequest, reading)())
    expect(error._tag).toBe('AuthorizationLost')
    expect(vendor.requests).toHaveLength(1)
  })
})

describe('the place of the token', () => {
  const plain = { get: () => TE.right('old'), refused: () => TE.right('new') }

  test('is a query parameter of any name, the first one', async () => {
    const vendor = await strict()
    const client = clientOf(vendor.url, { tokens: plain, tokenPlace: { in: 'query', name: 'authorizer_token' } })
    await client.send(call, { ...readRequest, query: { page: '1' } }, reading)()
    expect(vendor.requests[0]?.url).toBe('/list?authorizer_token=old&page=1')
  })

  test.each([
    ['access-token', undefined, 'old', 'new'],
    ['authorization', 'Bearer', 'Bearer old', 'Bearer new'],
  ])('is the header %s, and the renewed one goes there too', async (name, scheme, first, second) => {
    const vendor = await localVendor((request, response) =>
      json(response, { code: request.headers[name] === second ? 0 : 401 }),
    )
    const tokenPlace = { in: 'header', name, ...(scheme === undefined ? {} : { scheme }) } as const
    const client = clientOf(vendor.url, { tokens: plain, tokenPlace })
    const request = { ...writeRequest, headers: { 'app-id': 'a1' } }
    expect((await client.send(call, request, reading)())._tag).toBe('Right')
    expect(
      vendor.requests.map(({ url, headers }) => [url, headers[name], headers['app-id'], headers['content-type']]),
    ).toEqual([
      ['/change', first, 'a1', 'application/json'],
      ['/change', second, 'a1', 'application/json'],
    ])
  })

  test('stays empty at a call that has no token', async () => {
    const vendor = await strict()
    const client = clientOf(vendor.url, { tokens: plain, tokenPlace: { in: 'header', name: 'access-token' } })
    await client.send(call, { ...readRequest, token: 'none' }, reading)()
    expect(vendor.requests[0]?.headers['access-token']).toBeUndefined()
  })

  test('tells no hook and no error of the token', async () => {
    const vendor = await localVendor(({ headers }, response) =>
      json(response, { code: 7, echo: `access-token: ${String(headers['access-token'])}` }),
    )
    const told: Array<unknown> = []
    const client = clientOf(vendor.url, {
      tokens: { get: () => TE.right('isvact.s3cret'), refused: () => TE.right('isvact.s3cret') },
      tokenPlace: { in: 'header', name: 'access-token' },
      hooks: { onRequest: (event) => told.push(event), onResponse: (event) => told.push(event) },
    })
    told.push(errorOf(await client.send(call, readRequest, reading)()))
    expect(JSON.stringify(told)).not.toContain('s3cret')
  })
})

describe('a source of tokens', () => {
  const throwing = (): never => {
    throw new Error('https://vendor.test/?access_token=s3cret')
  }

  test.each([
    ['throws', { get: throwing, refused: throwing }],
    ['rejects', { get: () => () => Promise.reject(new Error('s3cret')), refused: throwing }],
    ['gives nothing', { get: () => TE.right(''), refused: throwing }],
    ['gives half a character', { get: () => TE.right('s3cret\ud800'), refused: throwing }],
    ['is a callback that throws', callbackTokens(throwing)],
  ])('that %s is an error that tells no secret, and nothing is sent', async (_, tokens) => {
    const vendor = await strict()
    const error = errorOf(await clientOf(vendor.url, { tokens }).send(call, readRequest, reading)())
    expect(error).toMatchObject({
      _tag: 'TokenUnavailable',
      vendor: 'acme',
      operation: 'app.server.get',
      subject: 'app a1',
    })
    expect(JSON.stringify(error)).not.toContain('s3cret')
    expect(vendor.connections()).toBe(0)
  })

  test('is asked for the subject of the call, and its error tells of the call', async () => {
    const get = jest.fn(() => TE.left(authorizationLost({ vendor: '', operation: 'token', subject: 'app a1' }, {})))
    const vendor = await strict()
    const error = errorOf(
      await clientOf(vendor.url, { tokens: { get, refused: get } }).send(call, readRequest, reading)(),
    )
    expect(get.mock.calls).toEqual([[call.target]])
    expect(error).toMatchObject({ _tag: 'AuthorizationLost', vendor: 'acme', operation: 'app.server.get' })
  })
})

describe('a lost authorisation', () => {
  const answering = (code: number) => localVendor((_, response) => json(response, { code }))
  const lost = { _tag: 'AuthorizationLost', vendor: 'acme', operation: 'app.server.get', vendorCode: 403 }
  type Failed = NonNullable<AccessTokens['failed']>
  const hearing = (failed: Failed) => ({ get: () => TE.right('old'), refused: () => TE.right('new'), failed })

  test.each([readRequest, writeRequest])('is told to the source of tokens once: $effect', async (request) => {
    const vendor = await answering(403)
    const failed = jest.fn<ReturnType<Failed>, Parameters<Failed>>(() => TE.right(undefined))
    const error = errorOf(await clientOf(vendor.url, { tokens: hearing(failed) }).send(call, request, reading)())
    expect(error).toMatchObject(lost)
    expect(failed.mock.calls).toEqual([[call.target, 'old', error]])
    expect(vendor.requests).toHaveLength(1)
  })

  test('is told with the token that was got after a refusal', async () => {
    const vendor = await localVendor((request, response) =>
      json(response, { code: tokenOf(request.url) === 'new' ? 403 : 401 }),
    )
    const failed = jest.fn<ReturnType<Failed>, Parameters<Failed>>(() => TE.right(undefined))
    errorOf(await clientOf(vendor.url, { tokens: hearing(failed) }).send(call, readRequest, reading)())
    expect(failed.mock.calls.map(([, token]) => token)).toEqual(['new'])
  })

  test.each([401, 500])('is all that is told: not the code %j', async (code) => {
    const vendor = await answering(code)
    const failed = jest.fn(() => TE.right(undefined))
    errorOf(await clientOf(vendor.url, { tokens: hearing(failed) }).send(call, readRequest, reading)())
    expect(failed).not.toHaveBeenCalled()
  })

  test('is not told back to the source that told it', async () => {
    const vendor = await answering(0)
    const failed = jest.fn(() => TE.right(undefined))
    const tokens = { ...hearing(failed), get: () => TE.left(authorizationLost(call, {})) }
    expect(errorOf(await clientOf(vendor.url, { tokens }).send(call, readRequest, reading)())._tag).toBe(lost._tag)
    expect(failed).not.toHaveBeenCalled()
  })

  test.each<readonly [string, Failed]>([
    ['fails', () => TE.left(tokenUnavailable(call, 'the store is away'))],
    ['rejects', () => () => Promise.reject(new Error('s3cret'))],
    [
      'throws',
      () => {
        throw new Error('s3cret')
      },
    ],
  ])('stays the error of the call where the source that hears of it %s', async (_, failed) => {
    const vendor = await answering(403)
    const error = errorOf(await clientOf(vendor.url, { tokens: hearing(failed) }).send(call, readRequest, reading)())
    expect(error).toMatchObject(lost)
    expect(JSON.stringify(error)).not.toContain('s3cret')
  })

  test('is waited for no longer than the caller waits', async () => {
    const vendor = await answering(403)
    const { signal, abort } = abortable()
    const failed: Failed = () => () => {
      abort()
      return new Promise(() => undefined)
    }
    const client = clientOf(vendor.url, { tokens: hearing(failed) })
    expect(errorOf(await client.send({ ...call, signal }, readRequest, reading)())).toMatchObject(lost)
    const { signal: another, abort: later } = abortable()
    const hanging: Failed = () => () => {
      setImmediate(later)
      return new Promise(() => undefined)
    }
    const other = clientOf(vendor.url, { tokens: hearing(hanging) })
    expect(errorOf(await other.send({ ...call, signal: another }, readRequest, reading)())).toMatchObject(lost)
  })
})
