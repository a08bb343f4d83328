import { addDomains, copyPool, deleteDomains, setDomains } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { prove, stateOfAll } from '../../checks/prove.js'
import { fail, settle } from '../../checks/settle.js'
import { type ListFixture, poolOf } from '../../fixture/fixture.js'
import { request } from '../../fixture/request.js'
import { listed } from '../../fixture/state.js'
import { copiesPoolAt } from '../../harness/variations.js'
import { type LawCases, everywhere } from '../../suite/case.js'

const checkNeverCopied = async (list: ListFixture): Promise<void> => {
  const copies = (await list.attempts()).filter(({ asks }) => asks === 'copyPool')
  assert.deepEqual(copies, [], 'no request copies the pool')
}

const byOmission = everywhere('changes that name little or nothing never copy the pool', async (list) => {
  const { domains, all } = list
  const held = all('held.example.com')
  await list.put(held)
  const before = await stateOfAll(list)
  for (const change of [
    ...[addDomains({}), deleteDomains({}), setDomains({})],
    ...[addDomains(all()), deleteDomains(all()), addDomains(held), setDomains(held)],
    deleteDomains(all('gone.example.com')),
  ])
    await settle(domains.modify(change))
  await settle(domains.get())
  assert.deepEqual(await stateOfAll(list), before)
  await checkNeverCopied(list)
})

const byEmptying = everywhere('emptying a list does not copy the pool', async (list) => {
  for (const change of [setDomains(list.all()), deleteDomains(list.all('held.example.com'))]) {
    await list.hold('held.example.com')
    await settle(list.domains.modify(change))
    for (const kind of list.kinds) assert.deepEqual(listed(await list.state(), kind), [])
  }
  await checkNeverCopied(list)
})

const ordinary = everywhere('ordinary changes do not copy the pool', async (list) => {
  await prove(list, request('add', list.one('one.example.com', 'two.example.com')))
  await prove(list, request('set', list.one('two.example.com', 'three.example.com')))
  await prove(list, request('delete', list.one('two.example.com')))
  await prove(list, request('set', list.one()))
  await checkNeverCopied(list)
})

const asked = everywhere('copyPool brings the pool and keeps what is there, or is refused', async (list) => {
  await list.hold('held.example.com')
  if (copiesPoolAt(list.variations, list.place)) {
    await prove(list, request('copyPool', {}))
    const [pool, state] = [await poolOf(list).state(), await list.state()]
    for (const kind of list.kinds)
      for (const each of listed(pool, kind)) assert.ok(listed(state, kind).includes(each), 'what was there stays there')
    return
  }
  const before = await stateOfAll(list)
  assert.equal((await fail(list.domains.modify(copyPool)))._tag, 'Unsupported')
  assert.deepEqual(await list.attempts(), [])
  assert.deepEqual(await stateOfAll(list), before)
})

/**
 * Law 6.
 */
export const copyingThePool: LawCases = {
  law: 6,
  cases: () => [...byOmission, ...byEmptying, ...ordinary, ...asked],
}
