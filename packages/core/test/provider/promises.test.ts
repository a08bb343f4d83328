import * as t from 'io-ts'
import {
  type DomainChange,
  type PromisedProvider,
  type ServerKind,
  DomainApiError,
  addDomains,
  platformSubject,
} from '../../src/index.js'
import { domainProvider, promises } from '../../src/adapter.js'
import { fromJavaScript } from '../from-javascript.js'
import { firstFrameOf } from '../thrown.js'
import { memoryVendor } from '../memory-driver.js'

describe('the face for async and await', () => {
  test('reads and changes every list', async () => {
    const provider = promises(domainProvider(memoryVendor().driver))
    const app = provider.app('wx1')
    const outcome = await app.server.modify(addDomains<ServerKind>({ request: ['a.com'] }))
    expect(outcome.items).toMatchObject([{ domain: 'https://a.com', verdict: 'accepted' }])
    expect(await app.server.get()).toMatchObject({ request: ['https://a.com'] })
    expect(await app.server.effective()).toMatchObject({ effective: { request: ['https://a.com'] } })
    expect(await app.webview.get()).toEqual({ webview: [] })
    expect(app.server.cost(addDomains<ServerKind>({ request: ['b.com'] }), outcome.before)).toBe(1)
    expect(await provider.platform.server.get()).toEqual({ any: [] })
    expect(await provider.platform.confirmFile()).toMatchObject({ name: 'check.txt' })
    expect(await provider.with({ timeoutMs: 1 }).platform.webview.get()).toEqual({ webview: [] })
    await provider.close()
  })

  test('makes a raw call', async () => {
    const reply = t.type({ path: t.string })
    const provider = promises(domainProvider(memoryVendor().driver))
    expect(await provider.raw({ subject: platformSubject, method: 'GET', path: '/any', reply })).toEqual({
      path: '/any',
    })
  })

  test('throws what would be a left', async () => {
    const provider = promises(domainProvider(memoryVendor().driver))
    await expect(provider.app('wx1').webview.effective()).rejects.toMatchObject({
      name: 'DomainApiError',
      _tag: 'Unsupported',
      operation: 'app.webview.effective',
    })
    await expect(
      provider.app('wx1').server.modify(fromJavaScript<DomainChange<ServerKind>>(undefined)),
    ).rejects.toMatchObject({ _tag: 'InvalidChange' })
    const { cost } = provider.app('wx1').server
    expect(() => cost(addDomains<ServerKind>({ request: ['127.0.0.1'] }), { request: [] })).toThrow('InvalidChange')
  })

  test.each<readonly [string, (provider: PromisedProvider) => Promise<unknown>]>([
    [
      'get',
      async function callGet(provider) {
        return provider.app('').server.get()
      },
    ],
    [
      'modify',
      async function callModify(provider) {
        return provider.app('').server.modify(addDomains<ServerKind>({}))
      },
    ],
    [
      'effective',
      async function callEffective(provider) {
        return provider.app('wx1').webview.effective()
      },
    ],
  ])('begins its stack with the line that called: %s', async (name, call) => {
    const thrown: unknown = await call(promises(domainProvider(memoryVendor().driver))).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(DomainApiError)
    expect(firstFrameOf(thrown)).toContain(call.name)
    expect(call.name.toLowerCase()).toBe(`call${name}`)
  })
})
