import { type DomainChange, type ServerKind, addDomains, deleteDomains, setDomains } from '../../src/index.js'
import { domainProvider } from '../../src/adapter.js'
import { left, right } from '../either.js'
import { memoryCapabilities, memoryVendor } from '../memory-driver.js'

const start = {
  request: ['https://a.example.com', 'https://b.example.com'],
  socket: ['wss://a.example.com'],
  upload: [],
  download: [],
}

const vendorOf = () => {
  const { app } = memoryCapabilities
  const vendor = memoryVendor({
    ...memoryCapabilities,
    app: { ...app, server: { ...app.server, writes: 'whole-list' as const } },
  })
  vendor.app.server.put('app wx1', start)
  const list = domainProvider(vendor.driver).app('wx1').server
  const written = () => vendor.seen().flatMap(({ operation }) => (operation === undefined ? [] : [operation]))
  return { vendor, list, written }
}

describe('a list that a vendor takes only as a whole', () => {
  test.each<readonly [string, DomainChange<ServerKind>, object]>([
    [
      'an add',
      addDomains({ request: ['https://c.example.com'] }),
      { ...start, request: [...start.request, 'https://c.example.com'] },
    ],
    [
      'a delete',
      deleteDomains({ request: ['https://a.example.com'] }),
      { ...start, request: ['https://b.example.com'] },
    ],
    ['a set', setDomains({ socket: [] }), { ...start, socket: [] }],
  ])('is written with every kind by %s, which keeps its name', async (_, change, after) => {
    const { vendor, list, written } = vendorOf()
    const outcome = right(await list.modify(change)())
    expect(outcome.change).toBe(change._tag.toLowerCase())
    expect(written()).toMatchObject([{ _tag: 'Set', domains: after }])
    expect(outcome.after?.domains).toEqual(after)
    expect(vendor.app.server.peek('app wx1')).toEqual(after)
  })

  test('is looked at right before each write, whatever the caller observed', async () => {
    const { vendor, list } = vendorOf()
    vendor.app.server.put('app wx1', { ...start, request: [...start.request, 'https://other.example.com'] })
    const added = { request: ['https://c.example.com'] }
    right(await list.add(added, { observed: { domains: start } })())
    expect(vendor.app.server.peek('app wx1').request).toEqual([
      ...start.request,
      'https://other.example.com',
      'https://c.example.com',
    ])
    const reads = vendor.reads()
    await Promise.all([
      list.add({ request: ['https://d.example.com'] })(),
      list.add({ request: ['https://e.example.com'] })(),
    ])
    expect(vendor.reads() - reads).toBe(4)
  })

  test('tells as lost what was there before and is not seen again, in any kind', async () => {
    const { vendor, list } = vendorOf()
    vendor.behave({ drops: ['https://b.example.com', 'wss://a.example.com'] })
    const { items } = right(await list.add({ request: ['https://c.example.com'] })())
    expect(items.map(({ domain, verdict }) => [domain, verdict])).toEqual([
      ['https://c.example.com', 'accepted'],
      ['https://b.example.com', 'rejected'],
      ['wss://a.example.com', 'rejected'],
    ])
    expect(items.slice(1)).toMatchObject([{ rejection: { reason: 'lost' } }, { rejection: { reason: 'lost' } }])
  })

  test('is not written where a kind was not read, since that kind would be cleared', async () => {
    const { vendor, list, written } = vendorOf()
    const { server } = vendor.driver.app
    const read: typeof server.read = (call) => async () => {
      const ended = await server.read(call)()
      return ended._tag === 'Left' ? ended : { ...ended, right: { domains: { request: start.request } } }
    }
    const driver = { ...vendor.driver, app: { ...vendor.driver.app, server: { ...server, read } } }
    const refused = domainProvider(driver)
      .app('wx1')
      .server.add({ request: ['https://c.example.com'] })
    expect(left(await refused())).toMatchObject({ _tag: 'UnreadableReply', applied: 'no' })
    expect(list).toBeDefined()
    expect(written()).toEqual([])
  })

  test('costs one modification, and none where nothing differs', () => {
    const { list } = vendorOf()
    const observed = { domains: start }
    expect(right(list.cost(addDomains({ upload: ['https://a.example.com'] }), observed))).toBe(1)
    expect(right(list.cost(addDomains({ socket: ['wss://a.example.com'] }), observed))).toBe(0)
  })
})
