import * as fc from 'fast-check'
import {
  type DomainChange,
  type DomainSet,
  type Kind,
  type ServerKind,
  addDomains,
  copyPool,
  setDomains,
} from '../../src/index.js'
import { type FourLists, type WriteOperation, bilingual, cannot, domainProvider } from '../../src/adapter.js'
import { left, right } from '../either.js'
import { fromJavaScript } from '../from-javascript.js'
import { memoryCapabilities, memoryVendor } from '../memory-driver.js'
import { changeOf, edit } from '../random-change.js'

const start: DomainSet<ServerKind> = {
  request: ['https://a.example.com', 'https://b.example.com'],
  socket: ['wss://a.example.com'],
  upload: [],
  download: ['https://c.example.com'],
}

/** A vendor that counts two for a set and one for the rest, and remembers what it was asked to count. */
const setUp = (capabilities: FourLists = memoryCapabilities) => {
  const vendor = memoryVendor(capabilities)
  vendor.app.server.put('app wx1', start)
  const counted: Array<WriteOperation<Kind>> = []
  const server = {
    ...vendor.driver.app.server,
    cost: (operation: WriteOperation<ServerKind>): number => {
      counted.push(operation)
      return operation._tag === 'Set' ? 2 : 1
    },
  }
  const provider = domainProvider({ ...vendor.driver, app: { ...vendor.driver.app, server } })
  return { vendor, provider, list: provider.app('wx1').server, counted }
}

describe('what a change would cost', () => {
  test('is counted by the driver of the very operation that it would be given, and is nothing where none is', async () => {
    await fc.assert(
      fc.asyncProperty(edit, async (made) => {
        const { list, vendor, counted } = setUp()
        const cost = right(list.cost(changeOf(made), { domains: start }))
        expect([vendor.reads(), vendor.writes()]).toEqual([0, 0])
        right(await list.modify(changeOf(made), { observed: { domains: start } })())
        const written = vendor.seen().flatMap(({ operation }) => operation ?? [])
        expect(counted).toEqual(written)
        expect(cost).toBe(written.reduce((sum, { _tag }) => sum + (_tag === 'Set' ? 2 : 1), 0))
      }),
      { numRuns: 300 },
    )
  })

  test('is one where the driver does not say', () => {
    const list = domainProvider(memoryVendor().driver).app('wx1').server
    expect(right(list.cost(setDomains<ServerKind>({ request: [] }), { domains: start }))).toBe(1)
    expect(right(list.cost(setDomains<ServerKind>({ upload: [] }), { domains: start }))).toBe(0)
  })

  test('is told of copyPool too, whatever was observed', () => {
    expect(right(setUp().list.cost(copyPool, { domains: {} }))).toBe(1)
  })

  test('is refused as the change itself would be, before anything is sent', async () => {
    const { list, vendor, provider } = setUp()
    const full = { ...start, upload: Array.from({ length: 12 }, (_, n) => `https://u${n}.example.com`) }
    const wrong = [
      [addDomains<ServerKind>({ request: ['127.0.0.1'] }), start],
      [fromJavaScript<DomainChange<ServerKind>>(null), start],
      [addDomains<ServerKind>({ upload: ['z.example.com'] }), full],
    ] as const
    for (const [change, observed] of wrong) {
      const refused = left(await list.modify(change, { observed: { domains: observed } })())
      expect(left(list.cost(change, { domains: observed }))).toMatchObject({
        _tag: 'InvalidChange',
        message: refused.message,
      })
    }
    expect(left(provider.app('').server.cost(copyPool, { domains: {} }))).toMatchObject({ _tag: 'InvalidChange' })
    expect([vendor.reads(), vendor.writes()]).toEqual([0, 0])
  })

  test('is not guessed where a kind that the change names was not told', () => {
    const { list } = setUp()
    const change = addDomains<ServerKind>({ request: ['z.example.com'] })
    expect(left(list.cost(change, { domains: { socket: [] } }))).toMatchObject({
      _tag: 'UnreadableReply',
      path: 'request',
    })
  })

  test('is not told of what the vendor cannot do', () => {
    const { app } = memoryCapabilities
    const no = cannot(bilingual('The vendor has none.', '该平台没有此功能。'), 'https://vendor.example.com/none')
    const { list } = setUp({ ...memoryCapabilities, app: { ...app, server: { ...app.server, set: no } } })
    expect(left(list.cost(setDomains<ServerKind>({ request: [] }), { domains: start }))).toMatchObject({
      _tag: 'Unsupported',
      operation: 'app.server.set',
    })
  })
})
