import { addDomains, adoptPool, deleteDomains, setDomains } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { type Chapter, everywhere } from '../suite/case.js'
import { addressOf, listAt, poolOf } from '../harness/address.js'
import { prove } from '../checks/prove.js'
import { request } from '../fixture/request.js'
import { fail, settle } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { type Stage, at, firstKind, kindsAt, look, lookAround, put } from '../fixture/fixture.js'
import { adoptsAt } from '../harness/ability.js'
import { listed } from '../fixture/actual-state.js'

const assertNeverAdopted = async (stage: Stage): Promise<void> => {
  const attempts = await stage.vendor.attempts()
  assert.deepEqual(
    attempts.filter(({ asks }) => asks === 'adopt'),
    [],
    'no request adopts the pool',
  )
}

const byOmission = everywhere('changes that name little or nothing never adopt', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const list = listAt(stage.provider, at(stage, place))
  const held = under(kinds, 'held.example.com')
  await put(stage, at(stage, place), held)
  const before = await lookAround(stage)
  for (const change of [addDomains({}), deleteDomains({}), setDomains({})]) await settle(list.modify(change))
  for (const change of [addDomains(under(kinds)), deleteDomains(under(kinds)), addDomains(held), setDomains(held)])
    await settle(list.modify(change))
  await settle(list.modify(deleteDomains(under(kinds, 'gone.example.com'))))
  await settle(list.get)
  assert.deepEqual(await lookAround(stage), before)
  await assertNeverAdopted(stage)
})

const byEmptying = everywhere('emptying a list does not adopt', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  for (const change of [setDomains(under(kinds)), deleteDomains(under(kinds, 'held.example.com'))]) {
    await put(stage, at(stage, place), under(kinds, 'held.example.com'))
    await settle(listAt(stage.provider, at(stage, place)).modify(change))
    for (const kind of kinds) assert.deepEqual(listed(await look(stage, at(stage, place)), kind), [])
  }
  await assertNeverAdopted(stage)
})

const ordinary = everywhere('ordinary changes do not adopt', async (stage, place) => {
  const kind = firstKind(stage, place)
  await prove(stage, at(stage, place), request('add', under([kind], 'one.example.com', 'two.example.com')))
  await prove(stage, at(stage, place), request('set', under([kind], 'two.example.com', 'three.example.com')))
  await prove(stage, at(stage, place), request('delete', under([kind], 'two.example.com')))
  await prove(stage, at(stage, place), request('set', under([kind])))
  await assertNeverAdopted(stage)
})

const asked = everywhere('adopt brings the pool and keeps what is there, or is refused', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  await put(stage, at(stage, place), under(kinds, 'held.example.com'))
  if (adoptsAt(stage.variations, place)) {
    await prove(stage, at(stage, place), request('adopt', {}))
    const pool = await look(stage, addressOf(poolOf(place), stage.variations.apps[0]))
    for (const kind of kinds)
      for (const each of listed(pool, kind))
        assert.ok(listed(await look(stage, at(stage, place)), kind).includes(each), 'what was there stays there')
    return
  }
  const before = await lookAround(stage)
  const error = await fail(listAt(stage.provider, at(stage, place)).modify(adoptPool))
  assert.equal(error._tag, 'Unsupported')
  assert.deepEqual(await stage.vendor.attempts(), [])
  assert.deepEqual(await lookAround(stage), before)
})

/**
 * Law 6.
 */
export const adoption: Chapter = {
  law: 6,
  cases: () => [...byOmission, ...byEmptying, ...ordinary, ...asked],
}
