import { type DomainError, addDomains, deleteDomains } from '@mini-domains/core'
import { subjectName } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { checkError, checkExpected, checkSaid } from '../../checks/error.js'
import { fail, leftOf, settle, succeed } from '../../checks/settle.js'
import {
  adding,
  callsAt,
  deadlineMs,
  eachRead,
  eachReadFault,
  meeting,
  readThrough,
  readsOf,
  taskOf,
} from '../../fixture/calls.js'
import { type ListFixture, eachAt, startAfresh } from '../../fixture/fixture.js'
import { type FaultName, faultTable } from '../../harness/fault.js'
import { type Variations, canScript, faultsUnder, sentAs } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

const host = 'new.example.com'

const checkWhere = ({ provider, address }: ListFixture, operation: string, error: DomainError): void => {
  assert.equal(error.vendor, provider.vendor)
  assert.equal(error.operation, operation)
  assert.equal(error.subject, subjectName(address.subject))
}

const checkDeadline = (error: DomainError): void => {
  if (error._tag === 'TimedOut') assert.equal(error.afterMs, deadlineMs, 'the deadline that passed')
}

const telling = (variations: Variations): ReadonlyArray<FaultName> =>
  faultsUnder(variations).filter((fault) => faultTable[fault].tags.length > 0)

const reads = (variations: Variations): ReadonlyArray<Case> =>
  eachReadFault(
    readsOf(variations),
    telling(variations),
    (title, fault) => `${title.replace(': a get', ': get')} that meets ${fault} says who, whether, what and why`,
    async (list, read, fault) => {
      const { said, result } = await readThrough(list, read, fault)
      const error = leftOf(result)
      checkError(error)
      checkWhere(list, read.operation, error)
      checkSaid(error, said)
      checkExpected(error, fault)
      checkDeadline(error)
    },
  )

const writes = (variations: Variations): ReadonlyArray<Case> =>
  telling(variations)
    .filter((fault) => faultTable[fault].landings.includes('never'))
    .flatMap((fault) =>
      everywhere(`add that meets ${fault} says who, whether, what and why`, async (list) => {
        const said = await list.script(fault, 'add', { times: 20 })
        const error = await meeting(list, fault, 'add', (late) => fail(adding(late, host)))
        checkError(error)
        // A look that fails may be reported under the name of the change that it is for.
        if (fault !== 'unreachable') checkWhere(list, `${list.place}.add`, error)
        checkSaid(error, said)
        checkExpected(error, fault, true)
        checkDeadline(error)
      }),
    )

const budget = everywhere('a budget that is spent says until when', async (list) => {
  if (!(await list.vendor.leaveModifications(list.address, 0))) return
  const error = await fail(adding(list, host))
  checkError(error)
  assert.equal(error._tag, 'BudgetSpent')
  assert.equal(error.retry.when, 'next-month')
  assert.equal(error.actor, 'caller')
  assert.equal(error.modification, 'not-spent')
  checkWhere(list, `${list.place}.add`, error)
})

const ownHints = (variations: Variations): ReadonlyArray<Case> => {
  const faults = (['authorization-lost', 'address-refused', 'unknown-code'] as const).filter((fault) =>
    canScript(variations, fault),
  )
  return eachRead(
    readsOf(variations),
    (title) => `${title.replace(': a get', '')}: hints of different errors are different`,
    async (list, read) => {
      const hints = new Set<string>()
      for (const fault of faults) {
        await list.script(fault, read.strikes)
        hints.add(leftOf(await settle(taskOf(list, read))).hint.en)
      }
      assert.equal(hints.size, faults.length)
    },
  )
}

const requestIds = (['add', 'delete'] as const).flatMap((name) =>
  everywhere(`${name} that is done tells the vendor's id of its request, where the vendor gives one`, async (list) => {
    await list.hold('held.example.com')
    const change = name === 'add' ? addDomains(list.all(host)) : deleteDomains(list.all('held.example.com'))
    const outcome = await succeed(list.domains.modify(change))
    const write = (await list.attempts()).find(({ asks }) => asks === sentAs(list.variations, list.place, name))
    if (write?.requestId !== undefined) assert.equal(outcome.requestId, write.requestId)
  }),
)

const ownIds = everywhere('an outcome tells the request id of its own change', async (list) => {
  const ids: Array<string> = []
  for (const each of ['one.example.com', 'two.example.com', 'three.example.com']) {
    const { requestId } = await succeed(adding(list, each))
    if (requestId !== undefined) ids.push(requestId)
  }
  assert.equal(new Set(ids).size, ids.length, 'no two calls of a vendor have one request id')
})

const ownErrors = everywhere('an error tells of its own call, whatever failed before', async (first) => {
  const faults = ['html-502', 'permission-missing', 'unknown-code', 'busy', 'unknown-code'] as const
  for (const fault of faults.filter((each) => canScript(first.variations, each)))
    for (const list of [...eachAt(first, first.place)].reverse())
      for (const { strikes, operation, task } of callsAt(list, `${fault}.example.com`)) {
        const said = await list.script(fault, strikes, { times: 20 })
        const error = await fail(task)
        checkError(error)
        checkSaid(error, said)
        checkExpected(error, fault, strikes === 'add')
        checkWhere(list, operation, error)
        if (fault !== 'html-502' && error.httpStatus !== undefined) assert.equal(error.httpStatus, said.status ?? 200)
        await startAfresh(list)
      }
})

/**
 * Law 12.
 */
export const errors: LawCases = {
  law: 12,
  cases: (variations) => [
    ...reads(variations),
    ...writes(variations),
    ...budget,
    ...ownHints(variations),
    ...requestIds,
    ...ownIds,
    ...ownErrors,
  ],
}
