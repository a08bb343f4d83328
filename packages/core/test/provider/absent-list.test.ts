import { bilingual, domainProvider } from '../../src/adapter.js'
import { left } from '../either.js'
import { memoryVendor } from '../memory-driver.js'

const console = {
  why: bilingual('The pool is kept in the console.', '域名池在控制台维护。'),
  link: 'https://vendor.example.com/pool',
}

const vendor = () => {
  const { driver, seen } = memoryVendor()
  const { app } = driver.capabilities
  return { seen, driver: { ...driver, capabilities: { app, platform: { absent: console } }, platform: {} } }
}

describe('a list that an adapter does not declare', () => {
  test('has no kinds, and each of its calls is refused with the reason and nothing sent', async () => {
    const { driver, seen } = vendor()
    const provider = domainProvider(driver)
    const { server, confirmFile } = provider.capabilities.platform
    expect(server.kinds).toEqual([])
    expect([server.get, server.add, server.set, confirmFile]).toEqual(
      Array(4).fill({ _tag: 'Cannot', why: console.why, link: console.link }),
    )
    for (const list of [provider.platform.server, provider.platform.webview])
      for (const ended of [
        await list.get()(),
        await list.effective()(),
        await list.add({})(),
        await list.delete({})(),
        await list.set({})(),
        await list.copyPool()(),
      ])
        expect(JSON.stringify(ended)).toMatch(/Unsupported.*kept in the console/)
    expect(left(await provider.platform.confirmFile()())).toMatchObject({ _tag: 'Unsupported' })
    expect(left(await provider.platform.server.add({ request: ['https://a.example.com'] })())).toMatchObject({
      _tag: 'Unsupported',
    })
    expect(left(provider.platform.server.cost({ _tag: 'CopyPool' }, { domains: {} }))).toMatchObject({
      _tag: 'Unsupported',
    })
    expect(seen()).toEqual([])
  })

  test('takes nothing from those that are declared', async () => {
    const { driver } = vendor()
    const provider = domainProvider(driver)
    expect(provider.capabilities.app).toMatchObject(driver.capabilities.app)
    expect(provider.capabilities.app.prefetch.kinds).toEqual([])
    expect(await provider.app('wx1').server.get()()).toMatchObject({ _tag: 'Right' })
  })

  test('is refused in plain words where no reason is declared', async () => {
    const { driver } = vendor()
    const { app } = driver.capabilities
    const provider = domainProvider({ ...driver, capabilities: { app, platform: {} } })
    expect(left(await provider.platform.webview.get()()).message).toContain('The vendor has no such list')
  })

  test('is refused by its driver too, where a list is declared that the driver does not have', async () => {
    const { driver } = vendor()
    const provider = domainProvider({ ...driver, app: {} })
    const { server, webview } = provider.app('wx1')
    for (const ended of [await server.get()(), await webview.add({ webview: ['https://a.example.com'] })()])
      expect(ended).toMatchObject({ left: { _tag: 'Unsupported' } })
  })
})
