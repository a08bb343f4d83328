import assert from 'node:assert/strict'
import { checkError } from '../../checks/error.js'
import { checkFailure, checkOutcome } from '../../checks/outcome.js'
import { prove } from '../../checks/prove.js'
import { fail, rightOf, settle, succeed } from '../../checks/settle.js'
import { callsAt, eachReadFault, readThrough, readsOf } from '../../fixture/calls.js'
import { at, eachAt } from '../../fixture/fixture.js'
import { record } from '../../fixture/recorder.js'
import { request } from '../../fixture/request.js'
import { type FaultName, tokenFaults } from '../../harness/fault.js'
import { type Variations, canScript, faultsUnder } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

const readRenewed = (variations: Variations): ReadonlyArray<Case> =>
  eachReadFault(
    readsOf(variations),
    faultsUnder(variations).filter((fault) => tokenFaults.includes(fault)),
    (title, fault) => `${title} whose token is refused once (${fault}) works with a new one`,
    async (list, read, fault) => {
      const { expected, result } = await readThrough(list, read, fault, 1)
      assert.deepEqual(rightOf(result), expected)
      assert.equal(list.ledger.refused(), 1, 'one refresh')
      assert.equal((await list.attempts()).length, 2, 'one more try')
    },
  )

const writeRenewed = (fault: FaultName): ReadonlyArray<Case> =>
  everywhere(`a change whose token is refused once (${fault}) works with a new one`, async (list) => {
    await list.script(fault, 'add')
    const recording = await record(list, request('add', list.one('new.example.com')))
    checkOutcome(recording)
    assert.equal(list.ledger.refused(), 1, 'one refresh')
    assert.equal(recording.writes.length, 2, 'one more try')
    assert.equal(recording.counted, 1, 'one modification')
  })

const readRefused = (fault: FaultName): ReadonlyArray<Case> =>
  everywhere(`a get whose tokens are all refused (${fault}) ends after one refresh and one more try`, async (list) => {
    await list.script(fault, 'get', { times: 20 })
    const error = await fail(list.domains.get())
    checkError(error)
    assert.equal(error._tag, 'TokenRejected')
    assert.equal((await list.attempts()).length, 2)
    assert.equal(list.ledger.refused(), 1)
  })

const writeRefused = (fault: FaultName): ReadonlyArray<Case> =>
  everywhere(
    `a change whose tokens are all refused (${fault}) ends after one refresh and one more try`,
    async (list) => {
      await list.script(fault, 'add', { times: 20 })
      const recording = await record(list, request('add', list.one('new.example.com')))
      const error = checkFailure(recording)
      assert.equal(error._tag, 'TokenRejected')
      assert.equal(error.applied, 'no')
      assert.equal(error.modification, 'not-spent')
      assert.equal(recording.writes.length, 2)
      assert.equal(list.ledger.refused(), 1)
    },
  )

const voided = (how: 'expired' | 'revoked'): ReadonlyArray<Case> =>
  everywhere(`a token that is ${how} between two calls is renewed`, async (list) => {
    const { subject } = list.address
    await prove(list, request('add', list.one('one.example.com')))
    const old = await list.ledger.current(subject)
    await list.vendor.voidToken(old, how)
    await prove(list, request('add', list.one('two.example.com')))
    assert.equal(list.ledger.refused(), 1)
    assert.notEqual(await list.ledger.current(subject), old)
  })

const ownToken = everywhere('a call carries the token of its own subject', async (list) => {
  await succeed(list.domains.get())
  for (const { subject } of await list.attempts()) assert.deepEqual(subject, list.address.subject)
})

const rightRefusal = everywhere('tokens hear which token of whom was refused', async (first) => {
  const list = at(first, first.place, first.variations.apps[1])
  const { subject } = list.address
  const token = await list.ledger.current(subject)
  await list.vendor.voidToken(token, 'revoked')
  await settle(list.domains.get())
  assert.deepEqual(list.ledger.refusals(), [{ subject, token }])
})

const others = ['busy', 'unknown-code', 'permission-missing', 'rate-limited', 'address-refused'] as const

const otherErrors = everywhere('an error that is not of the token renews none', async (list) => {
  for (const fault of [...others, 'authorization-lost'] as const) {
    if (!canScript(list.variations, fault)) continue
    await list.script(fault, 'get')
    await settle(list.domains.get())
  }
  assert.equal(list.ledger.refused(), 0)
})

const nothingElse = everywhere('tokens hear of no failure that is none of the authorisation', async (list) => {
  for (const fault of [...others, 'token-stale'] as const) {
    if (!canScript(list.variations, fault)) continue
    await list.script(fault, 'get')
    await settle(list.domains.get())
  }
  assert.deepEqual(list.ledger.failures(), [])
})

const lossTold = everywhere(
  'a source of tokens hears once of a loss what the caller hears, of whom and of which token, before the caller does',
  async (first) => {
    for (const list of eachAt(first, first.place))
      for (const { strikes, operation, task } of callsAt(list)) {
        const { subject } = list.address
        const before = list.ledger.failures().length
        const said = await list.script('authorization-lost', strikes)
        const error = await fail(task)
        assert.equal(error._tag, 'AuthorizationLost', 'the loss is told')
        const told = list.ledger.failures().slice(before)
        assert.equal(told.length, 1, `${operation}: the source hears of it once`)
        assert.deepEqual(told[0]?.subject, subject, 'of the subject whose token it is')
        assert.equal(told[0]?.token, await list.ledger.current(subject), 'of the token that was sent')
        assert.equal(told[0]?.error?._tag, 'AuthorizationLost')
        assert.equal(told[0]?.error?.operation, error.operation)
        assert.equal(told[0]?.error?.subject, error.subject)
        assert.equal(told[0]?.error?.vendorCode, said.code, 'the source hears what the vendor said')
      }
  },
)

/**
 * Law 9.
 */
export const tokenRenewal: LawCases = {
  law: 9,
  cases: (variations) => [
    ...readRenewed(variations),
    ...faultsUnder(variations)
      .filter((fault) => tokenFaults.includes(fault))
      .flatMap((fault) => [...writeRenewed(fault), ...readRefused(fault), ...writeRefused(fault)]),
    ...voided('expired'),
    ...voided('revoked'),
    ...ownToken,
    ...rightRefusal,
    ...otherErrors,
    ...nothingElse,
    ...(canScript(variations, 'authorization-lost') ? lossTold : []),
  ],
}
