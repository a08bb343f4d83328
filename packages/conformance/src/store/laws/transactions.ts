import assert from 'node:assert/strict'
import { type Store, type StoreEntry } from '@mini-domains/core/adapter'
import { allEntries, committed, left, put, removal, right, tagOf, taken, unchanged, written } from '../answers.js'
import { type StoreCase } from '../world.js'

const doesAll: StoreCase = {
  name: 'a transaction creates, writes and removes, all at one version, for every handle',
  run: async (world) => {
    const [one, two] = [await world.open(), await world.open()]
    const [a, b, c] = [await written(one, 'a', '1'), await written(one, 'b', '1'), await written(two, 'c', '1')]
    const writes = [put('new', 'x'), put('a', '2', a.version), removal('b', b.version), put('c', '1', c.version)]
    const version = await committed(two, writes)
    const expected = [
      { key: 'a', value: '2', version },
      { key: 'c', value: '1', version },
      { key: 'new', value: 'x', version },
    ]
    for (const store of [one, two]) {
      assert.deepEqual(await allEntries(store, '', 2), expected)
      assert.deepEqual(await right(store.get('a')), { value: '2', version })
      assert.equal(await right(store.get('b')), undefined)
    }
    for (const { version: old } of [a, b, c]) assert.ok(version > old, `version ${version} follows ${old}`)
  },
}

const versionsAsOfPut: StoreCase = {
  name: 'the versions of a transaction are those of put: they grow, and each is expected by the next write',
  run: async (world) => {
    const store = await world.open()
    const seen: Array<number> = []
    for (const _round of [1, 2, 3]) {
      const first = await committed(store, [put('a', 'same', seen.at(-1) ?? 0), put('b', 'same', seen.at(-1) ?? 0)])
      const second = await written(store, 'a', 'same', first)
      const third = await committed(store, [removal('a', second.version), put('b', 'same', first)])
      const fourth = await committed(store, [put('a', 'same'), put('b', 'same', third)])
      seen.push(first, second.version, third, fourth)
    }
    assert.deepEqual(
      seen,
      [...new Set(seen)].sort((a, b) => a - b),
      'each is greater than the one before',
    )
    for (const old of seen.slice(0, -1)) assert.equal(await tagOf(store, [put('a', 'x', old)]), 'Conflict')
    assert.equal(await right(store.remove('a', seen.at(-1) ?? 0)), true)
    assert.equal(await right(store.remove('b', seen.at(-1) ?? 0)), true)
    assert.ok((await written(store, 'b', 'same')).version > (seen.at(-1) ?? 0), 'also after a removal')
  },
}

const conflictWritesNothing: StoreCase = {
  name: 'one record that is not as expected, wherever it stands, and nothing is written',
  run: async (world) => {
    const store = await world.open()
    const [a, b] = [await written(store, 'a', '1'), await written(store, 'b', '1')]
    const before = await allEntries(store, '', 10)
    const fitting = [put('a', 'x', a.version), removal('b', b.version), put('new', 'x')]
    const wrong = [
      put('a', 'x', 0),
      put('a', 'x', a.version + 1),
      put('a', 'x', -1),
      removal('b', a.version === b.version ? b.version + 1 : a.version),
      removal('b', 0),
      put('new', 'x', 1),
      removal('new', b.version),
    ]
    for (const write of wrong)
      for (const at of [0, 1, 2]) {
        const writes = fitting.filter(({ key }) => key !== write.key)
        const mixed = [...writes.slice(0, at), write, ...writes.slice(at)]
        assert.equal(await tagOf(store, mixed), 'Conflict', JSON.stringify(mixed))
        await unchanged(store, before, JSON.stringify(mixed))
      }
    await committed(store, fitting)
  },
}

const removesInside: StoreCase = {
  name: 'a removal in a transaction takes away what is there as expected; at 0 it says that nothing is',
  run: async (world) => {
    const store = await world.open()
    await committed(store, [removal('none', 0), put('a', '1')])
    assert.equal(await right(store.get('none')), undefined)
    const { version } = (await right(store.get('a'))) ?? assert.fail()
    assert.equal(await tagOf(store, [removal('a', 0)]), 'Conflict')
    await committed(store, [removal('a', version)])
    assert.deepEqual(await allEntries(store, '', 10), [])
    assert.equal(await tagOf(store, [removal('a', version)]), 'Conflict')
  },
}

const twiceIsRefused: StoreCase = {
  name: 'a transaction that names a key twice is corrupt, and writes nothing',
  run: async (world) => {
    const store = await world.open()
    const { version } = await written(store, 'a', '1')
    const before = await allEntries(store, '', 10)
    const doubles = [
      [put('a', '2', version), put('a', '3', version)],
      [put('b', '2'), put('c', '2'), put('b', '2')],
      [removal('a', version), put('a', '2')],
      [put('b', '2'), removal('b', 0)],
    ]
    for (const writes of doubles) {
      assert.equal((await left(store.transact(writes))).reason, 'corrupt')
      await unchanged(store, before, JSON.stringify(writes))
    }
    await committed(store, [put('A', '1'), put('a ', '1'), put('a\u0000', '1'), put('é', '1'), put('e\u0301', '1')])
  },
}

const halvesAreRefused: StoreCase = {
  name: 'half of a character anywhere in a transaction is refused, and nothing of it is written',
  run: async (world) => {
    const store = await world.open()
    const lease = await taken(store, 'name', 'owner')
    const half = 'a\ud83d'
    const tasks = [
      store.transact([put('a', 'x'), put(half, 'x')]),
      store.transact([put('a', half), put('b', 'x')]),
      store.transact([put('a', 'x'), removal(half, 0)], lease),
      store.transact([put('a', 'x')], { ...lease, name: half }),
    ]
    for (const task of tasks) assert.equal((await left(task)).reason, 'corrupt')
    await unchanged(store, [], 'half of a character')
  },
}

const oneWins: StoreCase = {
  name: 'exactly one of many transactions at once that share a record wins, and nothing is left of the others',
  run: async (world, { racers }) => {
    const handles = [await world.open(), await world.open()]
    for (const round of ['a', 'b', 'c']) {
      const { version } = await written(handles[0] ?? assert.fail(), round, 'start')
      const results = await Promise.all(
        handles.flatMap((store, handle) =>
          [...Array(racers).keys()].map(async (racer) => {
            const name = `${round}-${handle}-${racer}`
            return { name, tag: await tagOf(store, [put(name, name), put(round, name, version)]) }
          }),
        ),
      )
      const winners = results.filter(({ tag }) => tag === 'Committed')
      assert.equal(winners.length, 1, 'one transaction wins')
      for (const store of handles) {
        const found = await allEntries(store, round, 1000)
        assert.deepEqual(
          found.map(({ value }) => value),
          [winners[0]?.name, winners[0]?.name],
        )
      }
    }
  },
}

const accounts = ['a', 'b', 'c', 'd']

const numberAt = (entries: ReadonlyArray<StoreEntry>, key: string): StoreEntry =>
  entries.find((entry) => entry.key === key) ?? assert.fail(`${key} is gone`)

const keepsTheSum: StoreCase = {
  name: 'what is moved between records by many at once is neither lost nor doubled, at any moment',
  run: async (world, { racers }) => {
    const handles = [await world.open(), await world.open()]
    const total = async (store: Store): Promise<number> =>
      (await right(store.entries('', '', 100))).reduce((sum, { value }) => sum + Number(value), 0)
    await committed(
      handles[0] ?? assert.fail(),
      accounts.map((key) => put(key, '100')),
    )
    const move = async (store: Store, from: string, to: string): Promise<void> => {
      for (let round = 0; round < 4 * racers; round++) {
        const entries = await right(store.entries('', '', 100))
        const [source, target] = [numberAt(entries, from), numberAt(entries, to)]
        const writes = [
          put(from, String(Number(source.value) - 1), source.version),
          put(to, String(Number(target.value) + 1), target.version),
        ]
        if ((await tagOf(store, writes)) === 'Committed') return
        assert.equal(await total(store), 400)
      }
      assert.fail('no transaction came through')
    }
    await Promise.all(
      handles.flatMap((store, handle) =>
        [...Array(racers).keys()].map((racer) =>
          move(store, accounts[racer % 2] ?? '', accounts[2 + ((racer + handle) % 2)] ?? ''),
        ),
      ),
    )
    const entries = await allEntries(handles[1] ?? assert.fail(), '', 10)
    assert.equal(Number(numberAt(entries, 'a').value) + Number(numberAt(entries, 'b').value), 200 - 2 * racers)
    assert.equal(Number(numberAt(entries, 'c').value) + Number(numberAt(entries, 'd').value), 200 + 2 * racers)
  },
}

const thousandAtOnce: StoreCase = {
  name: 'a thousand writes are one transaction, too',
  run: async (world) => {
    const store = await world.open()
    const writes = [...Array(1000).keys()].map((at) => put(`k${String(at).padStart(3, '0')}`, `value ${at}`))
    const { version } = await written(store, 'k999', 'there')
    assert.equal(await tagOf(store, writes), 'Conflict')
    assert.equal((await allEntries(store, '', 1000)).length, 1)
    assert.equal(await right(store.remove('k999', version)), true)
    const all = await committed(store, writes)
    assert.deepEqual(
      await allEntries(await world.open(), '', 1000),
      writes.map(({ key, value }) => ({ key, value, version: all })),
    )
    assert.equal(
      await tagOf(store, [...writes.slice(1).map(({ key }) => removal(key, all)), put('k000', 'x')]),
      'Conflict',
    )
    assert.equal((await allEntries(store, '', 1000)).length, 1000)
    await committed(
      store,
      writes.map(({ key }) => removal(key, all)),
    )
    await unchanged(store, [], 'what was removed')
  },
}

/**
 * What is asked of transactions.
 */
export const transactLaws: ReadonlyArray<StoreCase> = [
  doesAll,
  versionsAsOfPut,
  conflictWritesNothing,
  removesInside,
  twiceIsRefused,
  halvesAreRefused,
  oneWins,
  keepsTheSum,
  thousandAtOnce,
]
