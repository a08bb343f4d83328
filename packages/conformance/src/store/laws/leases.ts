import assert from 'node:assert/strict'
import { type Lease } from '@mini-domains/core/adapter'
import { right, taken, written } from '../answers.js'
import { roomyMs, type StoreCase } from '../world.js'

const assertGrows = (leases: ReadonlyArray<Lease>): void =>
  leases.forEach((lease, index) => {
    const before = leases[index - 1]
    assert.ok(before === undefined || lease.fence > before.fence, `fence ${lease.fence} follows ${before?.fence}`)
  })

const oneHolder: StoreCase = {
  name: 'a lease has one holder, over all handles, until it is given back',
  run: async (world) => {
    const [one, two] = [await world.open(), await world.open()]
    const lease = await taken(one, 'name', 'one')
    assert.equal(await right(two.acquire('name', 'two', 60_000)), undefined)
    assert.equal(await right(one.acquire('name', 'two', 60_000)), undefined)
    await taken(two, 'other', 'two')
    await right(one.release(lease))
    await taken(two, 'name', 'two')
    assert.equal(await right(one.acquire('name', 'one', 60_000)), undefined)
  },
}

const oneOfMany: StoreCase = {
  name: 'exactly one of many owners at once gets a lease, over two handles',
  run: async (world, { racers }) => {
    const handles = [await world.open(), await world.open()]
    const owners = handles.flatMap((store, handle) =>
      [...Array(racers).keys()].map((racer) => right(store.acquire('name', `${handle}-${racer}`, 60_000))),
    )
    assert.equal((await Promise.all(owners)).filter((lease) => lease !== undefined).length, 1)
  },
}

const runsOut: StoreCase = {
  name: 'a lease runs out by time, and is then over for the one who had it',
  run: async (world, { shortMs }) => {
    const [one, two] = [await world.open(), await world.open()]
    const lease = await taken(one, 'name', 'one', shortMs)
    await world.pass(shortMs + 5)
    assert.equal(await right(one.renew(lease, 60_000)), false, 'what has run out is not renewed')
    const next = await taken(two, 'name', 'two')
    assertGrows([lease, next])
    assert.equal(await right(one.renew(lease, 60_000)), false)
    await right(one.release(lease))
    assert.equal(await right(one.acquire('name', 'one', 1000)), undefined, 'a late release ends no other lease')
  },
}

const fencesGrow: StoreCase = {
  name: 'fences grow after release, after expiry and for the same owner, over all handles',
  run: async (world, { shortMs }) => {
    const [one, two] = [await world.open(), await world.open()]
    const leases = [await taken(one, 'name', 'a')]
    await right(one.release(leases[0] ?? assert.fail()))
    leases.push(await taken(two, 'name', 'a'))
    leases.push(await taken(one, 'name', 'a'))
    await right(two.release(leases[2] ?? assert.fail()))
    leases.push(await taken(two, 'name', 'b', shortMs))
    await world.pass(shortMs + 5)
    leases.push(await taken(one, 'name', 'c'))
    assertGrows(leases)
  },
}

const renewsFromNow: StoreCase = {
  name: 'renew sets the end from now on, longer or shorter',
  run: async (world) => {
    const store = await world.open()
    const longer = await taken(store, 'longer', 'one', roomyMs)
    const shorter = await taken(store, 'shorter', 'one', 60_000)
    assert.equal(await right(store.renew(longer, 60_000)), true)
    assert.equal(await right(store.renew(shorter, roomyMs)), true)
    await world.pass(roomyMs + 5)
    assert.equal(await right(store.acquire('longer', 'two', 1000)), undefined)
    await taken(store, 'shorter', 'two')
    assert.equal(await right(store.renew(longer, 60_000)), true, 'and again')
  },
}

const onlyUnderItsFence: StoreCase = {
  name: 'renew and release do something only under the fence of the lease that is held',
  run: async (world) => {
    const store = await world.open()
    const old = await taken(store, 'name', 'one')
    const lease = await taken(store, 'name', 'one')
    const wrong = [old, { ...lease, fence: lease.fence + 1 }, { ...lease, name: 'other' }]
    for (const stale of wrong) {
      assert.equal(await right(store.renew(stale, 60_000)), false)
      await right(store.release(stale))
      assert.equal(await right(store.acquire('name', 'two', 1000)), undefined, 'the lease is still held')
    }
    assert.equal(await right(store.renew(lease, 60_000)), true)
    await right(store.release(lease))
    await right(store.release(lease))
    assert.equal(await right(store.renew(lease, 60_000)), false, 'what was given back is not renewed')
    await taken(store, 'name', 'two')
  },
}

const takesAnyTime: StoreCase = {
  name: 'a time to live that is no whole number, or very long, is taken',
  run: async (world) => {
    const store = await world.open()
    for (const ttlMs of [1000.5, 1e12]) {
      const lease = await taken(store, 'name', 'one', ttlMs)
      assert.equal(await right(store.acquire('name', 'two', 1000)), undefined)
      assert.equal(await right(store.renew(lease, ttlMs)), true)
    }
  },
}

const dayMs = 86_400_000

const clockSetBack: StoreCase = {
  name: 'a clock that is set back by a day lets no lease be held for a day, and fences and versions go on growing',
  run: async (world) => {
    if (world.setBack === undefined) return
    const store = await world.open()
    const old = await taken(store, 'name', 'one', 1000)
    const free = await taken(store, 'free', 'one', 1000)
    const record = await written(store, 'key', 'value')
    await right(store.release(free))
    await world.setBack(dayMs)
    await world.pass(1001)
    const next = await taken(store, 'name', 'two')
    assertGrows([old, next])
    assertGrows([free, await taken(store, 'free', 'two')])
    assert.equal(await right(store.renew(old, 1000)), false)
    assert.equal((await right(store.transact([], old)))._tag, 'LeaseLost')
    assert.equal((await right(store.transact([], next)))._tag, 'Committed')
    assert.equal(await right(store.acquire('name', 'one', 1000)), undefined, 'the new lease is held')
    const second = await written(store, 'key', 'value', record.version)
    assert.ok(second.version > record.version, `version ${second.version} follows ${record.version}`)
  },
}

/**
 * What is asked of leases.
 */
export const leaseLaws: ReadonlyArray<StoreCase> = [
  oneHolder,
  oneOfMany,
  runsOut,
  fencesGrow,
  renewsFromNow,
  onlyUnderItsFence,
  takesAnyTime,
  clockSetBack,
]
