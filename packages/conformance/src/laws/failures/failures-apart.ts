import { addDomains } from '@mini-domains/core'
import { subjectName } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { checkFailure } from '../../checks/outcome.js'
import { leftOf, rightOf, settle, succeed } from '../../checks/settle.js'
import { adding, callsAt } from '../../fixture/calls.js'
import { type ListFixture, eachAt, startAfresh } from '../../fixture/fixture.js'
import { record } from '../../fixture/recorder.js'
import { request } from '../../fixture/request.js'
import { stateOf } from '../../fixture/state.js'
import { type FaultName } from '../../harness/fault.js'
import { type Variations, canScript, plainFaults } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

const host = 'new.example.com'

/**
 * Once the vendor works again, whatever it said before holds for nobody: neither for the calls that got it nor for others.
 */
const checkAllIsWell = async (first: ListFixture): Promise<void> => {
  await startAfresh(first)
  for (const list of [...eachAt(first, first.place)].reverse()) {
    const { kinds, all, domains } = list
    await list.hold('held.example.com')
    assert.deepEqual(stateOf(kinds, (await succeed(domains.get())).domains), stateOf(kinds, all('held.example.com')))
    await succeed(domains.modify(addDomains(all(host))))
    const expected = stateOf(kinds, all('held.example.com', host))
    assert.deepEqual(await list.state(), expected, 'a change is made as if nothing had been')
  }
}

const forgotten = (fault: FaultName): ReadonlyArray<Case> =>
  everywhere(`${fault} is told of the call that met it, and no longer once all is well`, async (list) => {
    await list.script(fault, 'get', { times: 20 })
    leftOf(await settle(list.domains.get()))
    leftOf(await settle(adding(list, host)))
    await checkAllIsWell(list)
  })

const budgets = everywhere("a budget that is spent is that list's own, and of its month", async (list) => {
  const [, other] = eachAt(list, list.place)
  if (!(await list.vendor.leaveModifications(list.address, 0))) return
  assert.equal(leftOf(await settle(adding(list, host)))._tag, 'BudgetSpent')
  await succeed(list.domains.get())
  if (other !== undefined) await succeed(adding(other, host))
  await checkAllIsWell(list)
})

/**
 * Only the call of one app fails; the error is of that app, however many others were asked for meanwhile.
 */
const ownErrors = everywhere('an error is of the app whose call failed, whoever else was asked for', async (first) => {
  const lists = eachAt(first, first.place).map((list) => ({ list, domains: list.domains }))
  for (const { list, domains } of lists)
    for (const strikes of ['get', 'add'] as const) {
      await list.script('unknown-code', strikes)
      const task = strikes === 'get' ? domains.get() : domains.modify(addDomains(list.one(host)))
      assert.equal(leftOf(await settle<unknown>(task)).subject, subjectName(list.address.subject))
    }
})

/**
 * What the vendor answered last time says nothing of a call that has no answer.
 */
const noOldAnswer = everywhere('a change without an answer is not told as the one before it', async (list) => {
  const wanted = request('add', list.all(host))
  rightOf((await record(list, wanted)).result)
  await list.hold('held.example.com')
  await list.script('hang-up', 'add', { times: 20 })
  checkFailure(await record(list, wanted))
})

const failsOnce = everywhere('a call that failed is forgotten when the next one is made', async (list) => {
  for (const fault of ['unknown-code', 'busy', 'hang-up', 'permission-missing'] as const) {
    if (!canScript(list.variations, fault)) continue
    for (const { strikes, task } of callsAt(list, `${fault}.example.com`)) {
      await list.script(fault, strikes, { times: 9 })
      leftOf(await settle(task))
      await startAfresh(list)
    }
    for (const { task } of callsAt(list, `${fault}-2.example.com`)) await succeed(task)
  }
})

/**
 * Law 14: a failure is of its own call.
 */
export const failuresApart: LawCases = {
  law: 14,
  cases: (variations: Variations) => [
    ...plainFaults(variations).flatMap(forgotten),
    ...(canScript(variations, 'wrong-types') ? forgotten('wrong-types') : []),
    ...budgets,
    ...ownErrors,
    ...(canScript(variations, 'hang-up') ? noOldAnswer : []),
    ...failsOnce,
  ],
}
