import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type DomainChange, type ServerKind, addDomains, platformSubject, promises } from '../../src/index.js'
import { domainProvider, invalidConfig } from '../../src/adapter.js'
import { fromJavaScript } from '../from-javascript.js'
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
      name: 'DomainError',
      _tag: 'Unsupported',
      operation: 'app.webview.effective',
    })
    await expect(
      provider.app('wx1').server.modify(fromJavaScript<DomainChange<ServerKind>>(undefined)),
    ).rejects.toMatchObject({ _tag: 'InvalidChange' })
    const { cost } = provider.app('wx1').server
    expect(() => cost(addDomains<ServerKind>({ request: ['127.0.0.1'] }), { request: [] })).toThrow('InvalidChange')
  })

  test('takes what createDomainProvider gave, and throws its InvalidConfig', () => {
    const provider = domainProvider(memoryVendor().driver)
    expect(promises(E.right(provider)).vendor).toBe('memory')
    expect(promises(provider).capabilities).toBe(provider.capabilities)
    const issues = [{ path: 'tokens', expected: 'an object', found: 'nothing' }]
    expect(() => promises(E.left(invalidConfig('memory', issues)))).toThrow(
      'InvalidConfig in config of config: the config is not right: tokens: expected an object, found nothing.',
    )
  })
})
