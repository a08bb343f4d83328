import assert from 'node:assert/strict'
import { allEntries, committed, put, removal, right, tagOf, taken, unchanged } from '../answers.js'
import { roomyMs, type StoreCase } from '../world.js'

const onlyUnderItsLease: StoreCase = {
  name: 'a transaction under a lease is done only while that lease is held under its fence',
  run: async (world, { shortMs }) => {
    const [one, two] = [await world.open(), await world.open()]
    const old = await taken(one, 'name', 'one')
    const lease = await taken(one, 'name', 'one')
    const other = await taken(two, 'other', 'two')
    const short = await taken(one, 'short', 'one', shortMs)
    const back = await taken(one, 'back', 'one')
    await right(two.release(back))
    await world.pass(shortMs + 5)
    let version = await committed(two, [put('a', '1')], lease)
    const lost = [old, { ...lease, fence: lease.fence + 1 }, { ...lease, name: 'other' }, short, back]
    for (const under of lost) {
      const before = await allEntries(one, '', 10)
      for (const writes of [[put('a', 'x', version), put('b', 'x')], [removal('a', version)], [put('a', 'x', 0)], []])
        assert.equal(await tagOf(one, writes, under), 'LeaseLost', JSON.stringify({ under, writes }))
      await unchanged(two, before, JSON.stringify(under))
    }
    version = await committed(one, [put('a', '2', version)], other)
    assert.equal(await tagOf(one, [put('a', 'x', version + 1)], lease), 'Conflict')
    await committed(one, [removal('a', version)], lease)
  },
}

const takenOver: StoreCase = {
  name: 'a lease that another took over writes nothing any more, and the new one does',
  run: async (world, { shortMs }) => {
    const [one, two] = [await world.open(), await world.open()]
    const late = await taken(one, 'name', 'one', shortMs)
    await world.pass(shortMs + 5)
    const next = await taken(two, 'name', 'two')
    assert.equal(await tagOf(one, [put('a', 'late')], late), 'LeaseLost')
    await committed(two, [put('a', 'next')], next)
    assert.equal(await tagOf(one, [put('b', 'late')], late), 'LeaseLost')
    assert.equal((await right(two.get('a')))?.value, 'next')
  },
}

const prolongsNothing: StoreCase = {
  name: 'a transaction does not prolong its lease, nor end it',
  run: async (world) => {
    const store = await world.open()
    const lease = await taken(store, 'name', 'one')
    await committed(store, [put('a', '1')], lease)
    assert.equal(await right(store.acquire('name', 'two', 1000)), undefined, 'it is held on')
    assert.equal(await right(store.renew(lease, roomyMs)), true)
    await committed(store, [put('b', '1')], lease)
    await world.pass(roomyMs + 5)
    assert.equal(await tagOf(store, [put('c', '1')], lease), 'LeaseLost')
    await taken(store, 'name', 'two')
  },
}

// Whoever took over looks at the record. From then on nobody with the old lease may write it.
const noLateWrite: StoreCase = {
  name: 'nothing is written under a lease once another has it, at whatever moment it is taken over',
  run: async (world, { racers }) => {
    const [one, two] = [await world.open(), await world.open()]
    for (let round = 0; round < racers; round++) {
      const key = `key-${round}`
      const lease = await taken(one, 'name', 'one')
      const writing = [one, two].map((store, at) => right(store.transact([put(`${key}-${at}`, 'late')], lease)))
      const takingOver = async (): Promise<void> => {
        for (let step = 0; step < round; step++) await Promise.resolve()
        await right(one.release(lease))
        const next = await taken(two, 'name', 'two')
        const seen = await allEntries(two, key, 10)
        await Promise.all(writing)
        assert.deepEqual(await allEntries(two, key, 10), seen, 'nothing came after the new holder had looked')
        await right(two.release(next))
      }
      await takingOver()
    }
  },
}

const asksForTheLease: StoreCase = {
  name: 'a transaction without writes only asks for the lease',
  run: async (world) => {
    const store = await world.open()
    const lease = await taken(store, 'name', 'one')
    assert.equal(await tagOf(store, []), 'Committed')
    assert.equal(await tagOf(store, [], lease), 'Committed')
    await right(store.release(lease))
    assert.equal(await tagOf(store, [], lease), 'LeaseLost')
    await unchanged(store, [], 'asking')
  },
}

/**
 * What is asked of transactions that are to be done only while a lease is held.
 */
export const leasedTransactLaws: ReadonlyArray<StoreCase> = [
  onlyUnderItsLease,
  takenOver,
  prolongsNothing,
  noLateWrite,
  asksForTheLease,
]
