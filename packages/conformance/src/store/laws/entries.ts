import assert from 'node:assert/strict'
import { allEntries, allKeys, committed, pageOf, right, written } from '../answers.js'
import { type StoreCase } from '../world.js'

const givesWhatGetGives: StoreCase = {
  name: 'entries gives each record as get does, as any handle wrote it last',
  run: async (world) => {
    const [one, two] = [await world.open(), await world.open()]
    const first = await written(one, 'a', 'first')
    const removed = await written(one, 'b', 'value')
    await written(two, 'c', '授权\u0000😀')
    assert.deepEqual((await right(two.entries('', '', 10)))[0], { key: 'a', ...first })
    await written(two, 'a', 'second', first.version)
    assert.equal(await right(two.remove('b', removed.version)), true)
    await committed(two, [
      { key: 'd', value: '', expected: 0 },
      { key: 'e', value: 'x', expected: 0 },
    ])
    for (const store of [one, two]) {
      const entries = await right(store.entries('', '', 10))
      assert.deepEqual(
        entries.map(({ key }) => key),
        ['a', 'c', 'd', 'e'],
      )
      for (const { key, ...record } of entries) assert.deepEqual(record, await right(one.get(key)))
    }
    await written(one, 'b', 'again')
    assert.equal((await right(one.entries('b', '', 10)))[0]?.value, 'again')
  },
}

const thousands: StoreCase = {
  name: 'entries come in pages of a thousand, each once, with their values',
  run: async (world) => {
    const store = await world.open()
    const all = [...Array(2500).keys()].map((at) => `k${String(at).padStart(4, '0')}`)
    for (const start of [0, 1000, 2000]) {
      const writes = all.slice(start, start + 1000).map((key) => ({ key, value: `value of ${key}`, expected: 0 }))
      await committed(store, writes)
    }
    const found = await allEntries(store, 'k', 1000)
    assert.deepEqual(
      found.map(({ key, value }) => ({ key, value })),
      all.map((key) => ({ key, value: `value of ${key}` })),
    )
    assert.equal((await pageOf(store, 'k', '', 1000)).length, 1000)
    assert.deepEqual(await pageOf(store, 'k', all.at(-1) ?? '', 1000), [])
  },
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const oneMoment: StoreCase = {
  name: 'a page of entries is of one moment, however many write meanwhile',
  run: async (world, { racers }) => {
    const [one, two] = [await world.open(), await world.open()]
    const keys = ['a', 'b', 'c', 'd']
    const writeAll = (value: string, expected: number): Promise<number> =>
      committed(
        one,
        keys.map((key) => ({ key, value, expected })),
      )
    let version = await writeAll('0', 0)
    let isRunning = true
    const writing = async (): Promise<void> => {
      for (let round = 1; round <= 3 * racers; round++) {
        version = await writeAll(String(round), version)
        await nextTurn()
      }
      isRunning = false
    }
    const looking = async (): Promise<void> => {
      while (isRunning) {
        await nextTurn()
        const page = await right(two.entries('', '', 10))
        assert.equal(new Set(page.map((entry) => `${entry.value} at ${entry.version}`)).size, 1, 'all are of one write')
        assert.equal(page.length, keys.length)
      }
    }
    await Promise.all([writing(), ...keys.map(looking)])
    assert.deepEqual(await allKeys(two, '', 1), keys)
  },
}

/**
 * What is asked of pages of records, beyond what is asked of pages of keys.
 */
export const entryLaws: ReadonlyArray<StoreCase> = [givesWhatGetGives, thousands, oneMoment]
