import { asDone, inOrder } from '../../src/index.js'

/** Items from 0, and what became of their source. */
const source = (length: number) => {
  const seen = { pulled: 0, closed: false }
  async function* items(): AsyncGenerator<number> {
    try {
      for (let item = 0; item < length; item += 1) {
        seen.pulled += 1
        yield await Promise.resolve(item)
      }
    } finally {
      seen.closed = true
    }
  }
  return { seen, items: items() }
}

/** Work that ends when it is told to. */
const held = () => {
  const waiting = new Map<number, () => void>()
  return {
    underWay: () => waiting.size,
    work: async (item: number): Promise<number> => {
      await new Promise<void>((resolve) => waiting.set(item, resolve))
      waiting.delete(item)
      return item
    },
    end: (item: number): void => waiting.get(item)?.(),
  }
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}

const numbers = (length: number): ReadonlyArray<number> => Array.from({ length }, (_, item) => item)

describe.each([
  ['in the order of the items', inOrder, [0, 1, 2, 3]],
  ['as soon as they are there', asDone, [3, 2, 1, 0]],
] as const)('results %s', (_, worked, expected) => {
  test('come once each, whichever work ends first', async () => {
    const { work, end } = held()
    const results: Array<number> = []
    const all = (async () => {
      for await (const result of worked(source(4).items, 4, work)) results.push(result)
    })()
    for (const item of [3, 2, 1, 0]) {
      await turns()
      end(item)
    }
    await all
    expect(results).toEqual(expected)
  })

  test('come of as many items as there are, none lost', async () => {
    const results: Array<number> = []
    for await (const result of worked(source(10_000).items, 32, (item) => Promise.resolve(item))) results.push(result)
    expect(results.sort((a, b) => a - b)).toEqual(numbers(10_000))
  })

  test('are not worked ahead of: a bounded number of items is pulled while none is taken', async () => {
    const { seen, items } = source(1_000)
    const results = worked(items, 2, (item) => Promise.resolve(item))
    await results.next()
    await turns()
    expect(seen.pulled).toBeLessThanOrEqual(2 * 4 + 2)
    await results.return(undefined)
  })

  test('that nobody takes any more end only once all work under way has ended, with the source closed', async () => {
    const { seen, items } = source(100)
    const { work, end, underWay } = held()
    const results = worked(items, 3, work)
    const first = results.next()
    await turns()
    end(0)
    await first
    await turns()
    let ended = false
    const returned = results.return(undefined).then(() => {
      ended = true
    })
    await turns()
    expect([underWay(), ended, seen.closed]).toEqual([3, false, false])
    for (const item of [1, 2, 3]) end(item)
    await returned
    expect([underWay(), seen.closed]).toEqual([0, true])
  })

  test('end with the failure of an item, once the others under way have ended', async () => {
    const { seen, items } = source(100)
    const { work, end, underWay } = held()
    const failing = (item: number): Promise<number> => (item === 1 ? Promise.reject(new Error('item 1')) : work(item))
    const failed = expect(worked(items, 2, failing).next()).rejects.toThrow('item 1')
    await turns()
    expect(underWay()).toBe(1)
    end(0)
    await failed
    expect([seen.pulled, seen.closed, underWay()]).toEqual([2, true, 0])
  })
})
