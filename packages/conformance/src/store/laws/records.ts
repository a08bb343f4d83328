import assert from 'node:assert/strict'
import { type Store } from '@mini-domains/core/adapter'
import { allKeys, left, right, written } from '../answers.js'
import { type StoreCase } from '../world.js'

const indices = (count: number): ReadonlyArray<number> => [...Array(count).keys()]

// Somebody wins each round, so that no one loses more rounds than there are others.
const countUp = async (store: Store, key: string, rounds: number): Promise<void> => {
  for (const _round of indices(rounds)) {
    const found = await right(store.get(key))
    const next = String(Number(found?.value ?? '0') + 1)
    if ((await right(store.put(key, next, found?.version ?? 0))) !== undefined) return
  }
  assert.fail(`no write came through in ${rounds} rounds`)
}

const readsItsWrites: StoreCase = {
  name: 'a handle reads what it and any other wrote, and nothing where nothing was written',
  run: async (world) => {
    const [one, two] = [await world.open(), await world.open()]
    assert.equal(await right(one.get('key')), undefined)
    const first = await written(one, 'key', 'first')
    assert.deepEqual(await right(one.get('key')), first)
    assert.deepEqual(await right(two.get('key')), first)
    const second = await written(two, 'key', 'second', first.version)
    assert.deepEqual(await right(one.get('key')), second)
    assert.equal(await right(one.get('ke')), undefined)
  },
}

const writesOnlyAsExpected: StoreCase = {
  name: 'put writes only at the expected version',
  run: async (world) => {
    const store = await world.open()
    assert.equal(await right(store.put('key', 'x', 1)), undefined, 'nothing is there at version 1')
    assert.equal(await right(store.get('key')), undefined)
    const first = await written(store, 'key', 'first')
    for (const wrong of [0, first.version + 1, first.version - 1, -1])
      assert.equal(await right(store.put('key', 'x', wrong)), undefined, `${wrong} is not ${first.version}`)
    assert.deepEqual(await right(store.get('key')), first, 'what was refused changed nothing')
    const second = await written(store, 'key', 'second', first.version)
    assert.equal(await right(store.put('key', 'x', first.version)), undefined)
    assert.deepEqual(await right(store.get('key')), second)
  },
}

const oneWriterWins: StoreCase = {
  name: 'exactly one of many writers at once wins, over two handles',
  run: async (world, { racers }) => {
    const handles = [await world.open(), await world.open()]
    for (const round of ['a', 'b', 'c']) {
      const base = await right(handles[0]?.get(round) ?? assert.fail())
      const results = await Promise.all(
        handles.flatMap((store, handle) =>
          indices(racers).map((racer) => right(store.put(round, `${handle}-${racer}`, base?.version ?? 0))),
        ),
      )
      const winners = results.filter((result) => result !== undefined)
      assert.equal(winners.length, 1, 'one writer wins')
      for (const store of handles) assert.deepEqual(await right(store.get(round)), winners[0])
    }
  },
}

const losesNoUpdate: StoreCase = {
  name: 'no update is lost when many count up at once, over two handles',
  run: async (world, { racers }) => {
    const handles = [await world.open(), await world.open()]
    await Promise.all(handles.flatMap((store) => indices(racers).map(() => countUp(store, 'count', 2 * racers))))
    for (const store of handles) assert.equal((await right(store.get('count')))?.value, String(2 * racers))
  },
}

const versionsGrow: StoreCase = {
  name: 'versions grow with every write, of the same value and after a removal, too',
  run: async (world) => {
    const store = await world.open()
    const seen: Array<number> = []
    for (const step of indices(5)) {
      const { version } = await written(store, 'key', 'same', seen.at(-1) ?? 0)
      assert.ok(version > (seen.at(-1) ?? 0), `step ${step}: ${version} is greater than ${seen.at(-1)}`)
      seen.push(version)
    }
    assert.equal(await right(store.remove('key', seen.at(-1) ?? 0)), true)
    const again = await written(store, 'key', 'same')
    assert.ok(again.version > (seen.at(-1) ?? 0), 'a version is given once')
    for (const old of seen) assert.equal(await right(store.put('key', 'x', old)), undefined)
  },
}

const removesOnlyAsExpected: StoreCase = {
  name: 'remove takes away only at the expected version, and says whether it did',
  run: async (world) => {
    const store = await world.open()
    assert.equal(await right(store.remove('key', 1)), false)
    assert.equal(await right(store.remove('key', 0)), false)
    const record = await written(store, 'key', 'value')
    const other = await written(store, 'other', 'value')
    assert.equal(await right(store.remove('key', 0)), false)
    assert.equal(await right(store.remove('key', record.version + 1)), false)
    assert.deepEqual(await right(store.get('key')), record)
    assert.equal(await right(store.remove('key', record.version)), true)
    assert.equal(await right(store.get('key')), undefined)
    assert.equal(await right(store.remove('key', record.version)), false)
    assert.deepEqual(await allKeys(store, '', 10), ['other'])
    assert.deepEqual(await right(store.get('other')), other)
  },
}

const oneRemoverWins: StoreCase = {
  name: 'exactly one of many removers at once does it, over two handles',
  run: async (world, { racers }) => {
    const handles = [await world.open(), await world.open()]
    const { version } = await written(handles[0] ?? assert.fail(), 'key', 'value')
    const results = await Promise.all(
      handles.flatMap((store) => indices(racers).map(() => right(store.remove('key', version)))),
    )
    assert.equal(results.filter((removed) => removed).length, 1)
  },
}

const isLazy: StoreCase = {
  name: 'a task does nothing before it is run, and does it again when it is run again',
  run: async (world) => {
    const store = await world.open()
    const put = store.put('key', 'value', 0)
    const read = store.get('key')
    const lease = store.acquire('name', 'owner', 60_000)
    const both = store.transact([{ key: 'both', value: 'value', expected: 0 }])
    const page = store.entries('', '', 10)
    assert.equal(await right(read), undefined)
    assert.equal(await right(store.get('both')), undefined)
    assert.notEqual(await right(store.acquire('name', 'other', 60_000)), undefined)
    assert.equal(await right(lease), undefined)
    assert.notEqual(await right(put), undefined)
    assert.equal((await right(read))?.value, 'value')
    assert.equal(await right(put), undefined)
    assert.equal((await right(both))._tag, 'Committed')
    assert.equal((await right(page)).length, 2)
    assert.equal((await right(both))._tag, 'Conflict')
  },
}

const closes: StoreCase = {
  name: 'a closed handle fails with a type, never throws, and leaves the others alone',
  run: async (world) => {
    const [store, other] = [await world.open(), await world.open()]
    const record = await written(store, 'key', 'value')
    const lease = { name: 'name', owner: 'owner', fence: 1 }
    await store.close()
    await store.close()
    const calls = [
      store.get('key'),
      store.put('key', 'x', record.version),
      store.remove('key', record.version),
      store.transact([{ key: 'key', value: 'x', expected: record.version }]),
      store.keys('', '', 1),
      store.entries('', '', 1),
      store.acquire('name', 'owner', 1000),
      store.renew(lease, 1000),
      store.release(lease),
    ]
    for (const call of calls) assert.equal((await left<unknown>(call)).reason, 'unavailable')
    assert.deepEqual(await right(other.get('key')), record)
    assert.deepEqual(await right((await world.open()).get('key')), record)
  },
}

/**
 * What is asked of records.
 */
export const recordLaws: ReadonlyArray<StoreCase> = [
  readsItsWrites,
  writesOnlyAsExpected,
  oneWriterWins,
  losesNoUpdate,
  versionsGrow,
  removesOnlyAsExpected,
  oneRemoverWins,
  isLazy,
  closes,
]
