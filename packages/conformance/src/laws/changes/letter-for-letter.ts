import assert from 'node:assert/strict'
import { type Kind, deleteListed, setDomains } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import { succeed } from '../../checks/settle.js'
import { type ListFixture } from '../../fixture/fixture.js'
import { domain } from '../../fixture/spelling.js'
import { stateOf } from '../../fixture/state.js'
import { type LawCases, everywhere } from '../../suite/case.js'

// The same host twice in one list, each spelt in a way of its own.
const odd = (kind: Kind): ReadonlyArray<string> => [
  domain(kind, 'example.com').toUpperCase(),
  `${domain(kind, 'example.com')}/`,
  domain(kind, 'held.example.com'),
]

const entries = async ({ vendor, address }: ListFixture) => vendor.lists(address)

const repeated = everywhere('a set of one kind sends the others back as they are spelt', async (list) => {
  await list.put({ ...fromKinds(list.kinds, odd), ...list.one('example.com') })
  const before = await entries(list)
  await succeed(list.domains.modify(setDomains(list.one('example.com', 'example.net'))))
  const after = await entries(list)
  for (const kind of list.kinds.slice(1))
    assert.deepEqual([...(after[kind] ?? [])].sort(), [...(before[kind] ?? [])].sort())
})

const keptBeside = everywhere('a set that keeps an entry and adds another leaves it as it is spelt', async (list) => {
  await list.put(fromKinds(list.kinds, odd))
  const before = await entries(list)
  const wanted = list.all('example.com', 'held.example.com', 'new.example.com')
  const { items } = await succeed(list.domains.modify(setDomains(wanted)))
  assert.ok(
    items.every(({ verdict }) => verdict !== 'rejected'),
    'nothing that was listed is rejected',
  )
  const after = await entries(list)
  for (const kind of list.kinds)
    for (const entry of before[kind] ?? []) assert.ok(after[kind]?.includes(entry), `${entry} is there as it was spelt`)
})

const takenOff = everywhere('what get gave is taken off however it is spelt', async (list) => {
  await list.put(fromKinds(list.kinds, odd))
  const got = await succeed(list.domains.get())
  const gone = fromKinds(list.kinds, (kind) =>
    (got.domains[kind] ?? []).filter((each) => each === domain(kind, 'example.com')),
  )
  await succeed(list.domains.modify(deleteListed(gone)))
  assert.deepEqual(await list.state(), stateOf(list.kinds, list.all('held.example.com')))
})

const givenBack = everywhere('what get gave may be set again, and changes nothing', async (list) => {
  await list.put(fromKinds(list.kinds, (kind) => [...odd(kind), 'ftp://old.example.com']))
  const before = await entries(list)
  const { items } = await succeed(list.domains.modify(setDomains((await succeed(list.domains.get())).domains)))
  assert.ok(
    items.every(({ verdict }) => verdict === 'already'),
    'all is so already',
  )
  assert.deepEqual(await entries(list), before)
})

/**
 * Law 16.
 */
export const letterForLetter: LawCases = {
  law: 16,
  cases: () => [...repeated, ...keptBeside, ...takenOff, ...givenBack],
}
