import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import { allEntries, allKeys, committed, right, settled, taken, written } from '../answers.js'
import { type StoreCase } from '../world.js'

const survives: StoreCase = {
  name: 'what was written is there after a restart, or all of it is gone, as was said',
  run: async (world, { restart }) => {
    const before = await world.open()
    const first = await written(before, 'key', 'first')
    const record = await written(before, 'key', 'second', first.version)
    const gone = await written(before, 'gone', 'value')
    assert.equal(await right(before.remove('gone', gone.version)), true)
    await world.restart()
    const store = await world.open()
    assert.deepEqual(await right(store.get('key')), restart === 'kept' ? record : undefined)
    assert.deepEqual(await allKeys(store, '', 10), restart === 'kept' ? ['key'] : [])
  },
}

const transactionsSurvive: StoreCase = {
  name: 'what a transaction did is there after a restart, all of it, or all of it is gone, as was said',
  run: async (world, { restart }) => {
    const before = await world.open()
    const old = await written(before, 'old', 'value')
    const version = await committed(before, [
      { key: 'a', value: '1', expected: 0 },
      { key: 'old', value: undefined, expected: old.version },
      { key: 'b', value: '2', expected: 0 },
    ])
    await world.restart()
    const kept = [
      { key: 'a', value: '1', version },
      { key: 'b', value: '2', version },
    ]
    assert.deepEqual(await allEntries(await world.open(), '', 10), restart === 'kept' ? kept : [])
  },
}

const crashDividesNothing: StoreCase = {
  name: 'a crash in the middle leaves of each transaction all or nothing, and all of what was told',
  run: async (world, { restart, racers }) => {
    const before = [await world.open(), await world.open()]
    const keysOf = (name: string): ReadonlyArray<string> => ['x', 'y', 'z'].map((part) => `${name}:${part}`)
    const names = before.flatMap((_store, handle) => [...Array(racers).keys()].map((at) => `${handle}-${at}`))
    const running = names.map(async (name, at) => {
      const writes = keysOf(name).map((key) => ({ key, value: name, expected: 0 }))
      return { name, done: await settled((before[at % before.length] ?? assert.fail()).transact(writes)) }
    })
    await running[0]
    await world.restart()
    const told = (await Promise.all(running)).filter(({ done }) => E.isRight(done))
    assert.ok(told.length > 0, 'what is wrong is told')
    const store = await world.open()
    for (const name of names) {
      const there = await allKeys(store, `${name}:`, 10)
      assert.ok(there.length === 0 || there.length === 3, `of ${name} there is ${there.join()}`)
      if (restart === 'kept' && told.some((other) => other.name === name)) assert.equal(there.length, 3)
    }
  },
}

const fencesSurvive: StoreCase = {
  name: 'a lease that was promised is held after a restart, and fences and versions go on growing',
  run: async (world, { restart }) => {
    const before = await world.open()
    const free = await taken(before, 'free', 'one')
    const held = await taken(before, 'held', 'one')
    const gone = await written(before, 'gone', 'value')
    await right(before.release(free))
    await right(before.remove('gone', gone.version))
    await world.restart()
    const store = await world.open()
    assert.equal((await right(store.acquire('held', 'two', 1000))) === undefined, restart === 'kept')
    if (restart === 'lost') return
    assert.equal(await right(store.renew(held, 60_000)), true)
    const next = await taken(store, 'free', 'two')
    assert.ok(next.fence > free.fence, `fence ${next.fence} follows ${free.fence}`)
    assert.ok((await written(store, 'gone', 'value')).version > gone.version, 'a version is given once')
  },
}

const neighboursNeverMix: StoreCase = {
  name: 'stores that lie in the same place never mix',
  run: async (world) => {
    if (world.openNeighbour === undefined) return
    const [store, neighbour] = [await world.open(), await world.openNeighbour()]
    const record = await written(store, 'key', 'mine')
    const lease = await taken(store, 'name', 'me')
    assert.equal(await right(neighbour.get('key')), undefined)
    assert.deepEqual(await allKeys(neighbour, '', 10), [])
    assert.equal((await right(neighbour.transact([], lease)))._tag, 'LeaseLost')
    const theirs = await taken(neighbour, 'name', 'they')
    const other = await written(neighbour, 'key', 'theirs')
    assert.equal(await right(neighbour.remove('key', other.version)), true)
    await right(neighbour.release(theirs))
    assert.deepEqual(await right(store.get('key')), record)
    assert.equal(await right(store.renew(lease, 60_000)), true)
    assert.deepEqual(await allKeys(store, '', 10), ['key'])
  },
}

/**
 * What is asked of the place where the data lies.
 */
export const placeLaws: ReadonlyArray<StoreCase> = [
  survives,
  transactionsSurvive,
  crashDividesNothing,
  fencesSurvive,
  neighboursNeverMix,
]
