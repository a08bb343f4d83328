import { addDomains, setDomains } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { callsAt } from '../fixture/calls.js'
import { type Chapter, everywhere } from '../suite/case.js'
import { faultsUnder } from '../harness/fault-table.js'
import { until } from '../checks/until.js'
import { addressOf, listAt, placeNames } from '../harness/address.js'
import { leftOf, rightOf, settle, succeed } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { type Stage, at, firstKind, keyOf, kindsAt, look, setTheStage, writesIn } from '../fixture/fixture.js'
import { truthOf } from '../fixture/actual-state.js'

const everyAddress = ({ variations }: Stage) => {
  const all = variations.apps.flatMap((appId) => placeNames.map((place) => addressOf(place, appId)))
  return [...new Map(all.map((address) => [keyOf(address), address])).values()]
}

const holdsUpNobody = (strikes: 'get' | 'add') =>
  everywhere(`${strikes} that does not end holds up no other list, and no read of its own`, async (stage, place) => {
    if (!faultsUnder(stage.variations).includes('stalled-headers')) return
    const address = at(stage, place)
    const cancel = new AbortController()
    await stage.vendor.script({ name: 'stalled-headers', place, strikes, lands: 'never', times: 1 })
    const list = listAt(stage.provider.with({ signal: cancel.signal }), address)
    const change = list.modify(addDomains(under([firstKind(stage, place)], 'new.example.com')))
    const stuck = settle<unknown>(strikes === 'get' ? list.get : change)
    await until('the call arrives', async () => {
      const attempts = await stage.vendor.attempts()
      return strikes === 'get' ? attempts.length === 1 : writesIn(attempts).length === 1
    })
    for (const other of everyAddress(stage))
      if (keyOf(other) === keyOf(address)) await succeed(listAt(stage.provider, address).get)
      else for (const { task } of callsAt(stage, other, stage.provider)) rightOf(await settle(task, 6_000))
    cancel.abort()
    assert.equal(leftOf(await stuck)._tag, 'Cancelled')
  })

const inOrder = everywhere(
  'changes of one list are made in the order in which they were asked for',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const list = listAt(stage.provider, at(stage, place))
    await stage.vendor.script({ name: 'slow', place, strikes: 'add', lands: 'before', times: 1, delayMs: 60 })
    const hosts = ['two.example.com', 'three.example.com', 'four.example.com']
    const results = await Promise.all([
      settle(list.modify(addDomains(under(kinds, 'one.example.com')))),
      ...hosts.map((host) => settle(list.modify(setDomains(under(kinds, host))))),
    ])
    for (const result of results) rightOf(result)
    assert.deepEqual(await look(stage, at(stage, place)), truthOf(kinds, under(kinds, 'four.example.com')))
  },
)

const twiceAtOnce = everywhere(
  'a change that is run twice at once is made once, and found once',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const change = listAt(stage.provider, at(stage, place)).modify(addDomains(under(kinds, 'new.example.com')))
    const outcomes = await Promise.all([succeed(change), succeed(change)])
    assert.deepEqual(
      outcomes.map(({ items }) => [...new Set(items.map(({ verdict }) => verdict))]),
      [['accepted'], ['already']],
    )
    assert.equal(writesIn(await stage.vendor.attempts()).length, 1)
    for (const { items } of outcomes) assert.equal(items.length, kinds.length, 'each domain is told once')
  },
)

const failsOnce = everywhere('a call that failed is forgotten when the next one is made', async (stage, place) => {
  for (const fault of ['unknown-code', 'busy', 'hang-up', 'permission-missing'] as const) {
    if (!faultsUnder(stage.variations).includes(fault)) continue
    for (const { strikes } of callsAt(stage, at(stage, place), stage.provider)) {
      await stage.vendor.script({ name: fault, place, strikes, lands: 'never', times: 9 })
      const index = callsAt(stage, at(stage, place), stage.provider).findIndex((each) => each.strikes === strikes)
      const failing = callsAt(stage, at(stage, place), stage.provider, `${fault}.example.com`)[index]
      if (failing !== undefined) leftOf(await settle(failing.task))
      await setTheStage(stage.vendor, stage.variations)
    }
    for (const { task } of callsAt(stage, at(stage, place), stage.provider, `${fault}-2.example.com`))
      await succeed(task)
  }
})

/**
 * Law 14: one list does not wait for another, a read for nothing, and one change for the one before it.
 */
export const sideBySide: Chapter = {
  law: 14,
  cases: () => [...holdsUpNobody('get'), ...holdsUpNobody('add'), ...inOrder, ...twiceAtOnce, ...failsOnce],
}
