import { addDomains, deleteDomains, setDomains } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { succeed } from '../../checks/settle.js'
import { at } from '../../fixture/fixture.js'
import { stateOf } from '../../fixture/state.js'
import { type LawCases, everywhere } from '../../suite/case.js'

const unchanged = everywhere(
  'what is handed in is not changed, and neither is what the provider says of itself',
  async (list) => {
    const { domains, all } = list
    const saying = JSON.stringify(list.provider.capabilities)
    for (const change of [
      addDomains(all('B.example.com', 'a.example.com', 'a.example.com')),
      setDomains(all('c.example.com', 'a.example.com')),
      deleteDomains(all('c.example.com')),
    ]) {
      const observed = await succeed(domains.get())
      const before = JSON.stringify([change, observed])
      domains.cost(change, observed)
      await succeed(domains.modify(change, { observed }))
      assert.equal(JSON.stringify([change, observed]), before, 'the caller has what it handed in')
    }
    assert.equal(JSON.stringify(list.provider.capabilities), saying)
  },
)

const again = everywhere('a task that is run again asks anew', async (list) => {
  const { kinds, all } = list
  const { get, modify } = list.domains
  const read = get()
  for (const host of ['one.example.com', 'two.example.com']) {
    await list.hold(host)
    assert.deepEqual(stateOf(kinds, (await succeed(read)).domains), stateOf(kinds, all(host)))
  }
  const add = modify(addDomains(all('new.example.com')))
  assert.deepEqual(await list.writes(), [], 'a task that was not run sends nothing')
  for (const verdict of ['accepted', 'already', 'accepted'] as const) {
    if (verdict === 'accepted') await list.hold('two.example.com')
    const { items } = await succeed(add)
    assert.ok(
      items.every((item) => item.verdict === verdict),
      `told anew: ${verdict}`,
    )
  }
  assert.deepEqual(await list.state(), stateOf(kinds, all('new.example.com', 'two.example.com')))
})

const isOpen = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (!Object.isFrozen(value) && Object.values(value).every(isOpen))

const leftOpen = everywhere('what is handed in is not frozen', async ({ domains, all }) => {
  const given = { observed: structuredClone(await succeed(domains.get())) }
  for (const change of [
    addDomains(all('new.example.com')),
    setDomains(all('last.example.com')),
    deleteDomains(all('last.example.com')),
  ]) {
    domains.cost(change, given.observed)
    await succeed(domains.modify(change, given))
    assert.ok(isOpen(change), 'the caller can go on with its change')
  }
  assert.ok(isOpen(given), 'the caller can go on with what it observed')
})

/** Does with what it is given what its new owner may do: empties every array in it. */
const emptied = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  if (Array.isArray(value)) value.length = 0
  else for (const each of Object.values(value)) emptied(each)
}

const handedOut = everywhere("what is handed out is nobody else's", async (list) => {
  const { kinds, domains } = list
  await list.hold('held.example.com')
  const state = await list.state()
  for (const read of [domains, domains, at(list, list.place).domains]) {
    const told = await succeed(read.get())
    assert.deepEqual(stateOf(kinds, told.domains), state)
    emptied(told)
  }
  const change = domains.modify(addDomains(list.all('held.example.com')))
  for (let times = 0; times < 3; times += 1) {
    const outcome = await succeed(change)
    assert.equal(outcome.items.length, kinds.length, 'an outcome tells of its own run')
    assert.deepEqual(stateOf(kinds, outcome.before.domains), state)
    emptied(outcome)
  }
  assert.deepEqual(stateOf(kinds, (await succeed(domains.get())).domains), state)
})

const lookAnew = everywhere('a change that is run again looks again', async (list) => {
  const state = (...hosts: ReadonlyArray<string>) => stateOf(list.kinds, list.all(...hosts))
  const add = list.domains.modify(addDomains(list.all('new.example.com')))
  await succeed(add)
  for (const hosts of [['other.example.com'], ['new.example.com', 'other.example.com'], []]) {
    await list.hold(...hosts)
    const outcome = await succeed(add)
    assert.deepEqual(stateOf(list.kinds, outcome.before.domains), state(...hosts), 'before is what it found')
    assert.deepEqual(await list.state(), state(...hosts, 'new.example.com'))
  }
})

/**
 * Law 1: a task is a description, what is handed in stays the caller's, and what is handed out becomes it.
 */
export const purity: LawCases = {
  law: 1,
  cases: () => [...unchanged, ...again, ...leftOpen, ...handedOut, ...lookAnew],
}
