import { type DomainError, addDomains, deleteDomains } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type Asking, type FaultName } from '../harness/fault.js'
import { changeDeadline, faultTable, faultsUnder, placesFor, readDeadline } from '../harness/fault-table.js'
import { type PlaceName, levelOf, listAt } from '../harness/address.js'
import { fail, succeed } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { type Stage, at, firstKind, kindsAt, put } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'
import { checkError, checkExpected, checkSaid } from '../checks/error.js'

const checkWhere = (stage: Stage, place: PlaceName, asks: Asking, error: DomainError): void => {
  assert.equal(error.vendor, stage.provider.vendor)
  assert.equal(error.operation, `${place}.${asks}`)
  const [appId] = stage.variations.apps
  assert.equal(error.subject, levelOf(place) === 'app' ? `app ${appId}` : 'platform')
}

const caseOf = (place: PlaceName, fault: FaultName, asks: 'get' | 'add'): Case => ({
  name: `${place}: ${asks} that meets ${fault} says who, whether, what and why`,
  run: async (stage) => {
    const said = await stage.vendor.script({ name: fault, place, strikes: asks, lands: 'never', times: 20 })
    const timeoutMs = asks === 'get' ? readDeadline : changeDeadline
    const provider = faultTable[fault].slow ? stage.provider.with({ timeoutMs }) : stage.provider
    const list = listAt(provider, at(stage, place))
    const change = addDomains(under([firstKind(stage, place)], 'new.example.com'))
    const error = await fail<unknown>(asks === 'get' ? list.get : list.modify(change))
    checkError(error)
    // A look that fails may be told under the name of the change that it is for.
    if (fault !== 'unreachable') checkWhere(stage, place, asks, error)
    checkSaid(error, said)
    checkExpected(error, fault, asks === 'add')
    if (error._tag === 'TimedOut')
      assert.ok(error.afterMs >= timeoutMs && error.afterMs < 10 * timeoutMs, 'the deadline that passed')
  },
})

const eachFault = (variations: Variations): ReadonlyArray<Case> =>
  faultsUnder(variations)
    .filter((fault) => faultTable[fault].tags.length > 0)
    .flatMap((fault) =>
      placesFor(fault).flatMap((place) =>
        (['get', 'add'] as const)
          .filter((asks) => asks === 'get' || faultTable[fault].landings.includes('never'))
          .map((asks) => caseOf(place, fault, asks)),
      ),
    )

const budget = everywhere('a budget that is spent says until when', async (stage, place) => {
  if (!(await stage.vendor.leaveModifications(at(stage, place), 0))) return
  const list = listAt(stage.provider, at(stage, place))
  const error = await fail(list.modify(addDomains(under([firstKind(stage, place)], 'new.example.com'))))
  checkError(error)
  assert.equal(error._tag, 'BudgetSpent')
  assert.equal(error.retry.when, 'next-month')
  assert.equal(error.actor, 'caller')
  assert.equal(error.modification, 'not-spent')
  checkWhere(stage, place, 'add', error)
})

const ownHints = everywhere('hints of different errors are different', async (stage, place) => {
  const hints = new Set<string>()
  const faults = (['authorization-lost', 'address-refused', 'rate-limited', 'unknown-code'] as const).filter((fault) =>
    faultsUnder(stage.variations).includes(fault),
  )
  for (const name of faults) {
    await stage.vendor.script({ name, place, strikes: 'get', lands: 'never', times: name === 'rate-limited' ? 6 : 1 })
    const { hint } = await fail(listAt(stage.provider, at(stage, place)).get)
    hints.add(hint.en)
    if (name === 'rate-limited') break
  }
  assert.equal(hints.size, Math.min(faults.length, 3))
})

const requestIds = (['add', 'delete'] as const).flatMap((name) =>
  everywhere(
    `${name} that is done tells the vendor's id of its request, where the vendor gives one`,
    async (stage, place) => {
      const kinds = kindsAt(stage, place)
      await put(stage, at(stage, place), under(kinds, 'held.example.com'))
      const change =
        name === 'add' ? addDomains(under(kinds, 'new.example.com')) : deleteDomains(under(kinds, 'held.example.com'))
      const outcome = await succeed(listAt(stage.provider, at(stage, place)).modify(change))
      const write = (await stage.vendor.attempts()).find(({ asks }) => asks === name)
      if (write?.requestId !== undefined) assert.equal(outcome.requestId, write.requestId)
    },
  ),
)

/**
 * Law 12.
 */
export const verdicts: Chapter = {
  law: 12,
  cases: (variations) => [...eachFault(variations), ...budget, ...ownHints, ...requestIds],
}
