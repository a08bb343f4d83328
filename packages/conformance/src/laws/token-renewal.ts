import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type FaultName } from '../harness/fault.js'
import { faultsUnder, tokenFaults } from '../harness/fault-table.js'
import { type PlaceName, listAt, placeNames } from '../harness/address.js'
import { prove } from '../checks/prove.js'
import { request } from '../fixture/request.js'
import { fail, leftOf, settle, succeed } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { at, firstKind, kindsAt, look, put, writesIn } from '../fixture/fixture.js'
import { truthOf } from '../fixture/actual-state.js'
import { type Variations } from '../harness/variations.js'
import { checkError } from '../checks/error.js'
import { witnessed } from '../fixture/recorder.js'

const readRenewed = (place: PlaceName, fault: FaultName): Case => ({
  name: `${place}: a get whose token is refused once (${fault}) works with a new one`,
  run: async (stage) => {
    const kinds = kindsAt(stage, place)
    await put(stage, at(stage, place), under(kinds, 'held.example.com'))
    await stage.vendor.script({ name: fault, place, strikes: 'get', lands: 'never', times: 1 })
    const list = await succeed(listAt(stage.provider, at(stage, place)).get)
    assert.deepEqual(truthOf(kinds, list), await look(stage, at(stage, place)))
    assert.equal(stage.ledger.refused(), 1, 'one refresh')
    assert.equal((await stage.vendor.attempts()).length, 2, 'one more try')
  },
})

const writeRenewed = (place: PlaceName, fault: FaultName): Case => ({
  name: `${place}: a change whose token is refused once (${fault}) works with a new one`,
  run: async (stage) => {
    const kind = firstKind(stage, place)
    await stage.vendor.script({ name: fault, place, strikes: 'add', lands: 'never', times: 1 })
    const witness = await witnessed(stage, at(stage, place), request('add', under([kind], 'new.example.com')))
    assert.equal(witness.result._tag, 'Right')
    assert.equal(stage.ledger.refused(), 1, 'one refresh')
    assert.equal(witness.writes.length, 2, 'one more try')
    assert.equal(witness.counted, 1, 'one modification')
  },
})

const readRefused = (place: PlaceName, fault: FaultName): Case => ({
  name: `${place}: a get whose tokens are all refused (${fault}) ends after one refresh and one more try`,
  run: async (stage) => {
    await stage.vendor.script({ name: fault, place, strikes: 'get', lands: 'never', times: 20 })
    const error = await fail(listAt(stage.provider, at(stage, place)).get)
    checkError(error)
    assert.equal(error._tag, 'TokenRejected')
    assert.equal((await stage.vendor.attempts()).length, 2)
    assert.equal(stage.ledger.refused(), 1)
  },
})

const writeRefused = (place: PlaceName, fault: FaultName): Case => ({
  name: `${place}: a change whose tokens are all refused (${fault}) ends after one refresh and one more try`,
  run: async (stage) => {
    const kind = firstKind(stage, place)
    await stage.vendor.script({ name: fault, place, strikes: 'add', lands: 'never', times: 20 })
    const witness = await witnessed(stage, at(stage, place), request('add', under([kind], 'new.example.com')))
    const error = leftOf(witness.result)
    checkError(error)
    assert.equal(error._tag, 'TokenRejected')
    assert.equal(error.fate, 'not-done')
    assert.equal(error.modification, 'not-spent')
    assert.equal(writesIn(witness.attempts).length, 2)
    assert.equal(stage.ledger.refused(), 1)
  },
})

const scripted = (variations: Variations): ReadonlyArray<Case> =>
  placeNames.flatMap((place) =>
    faultsUnder(variations)
      .filter((fault) => tokenFaults.includes(fault))
      .flatMap((fault) => [
        readRenewed(place, fault),
        writeRenewed(place, fault),
        readRefused(place, fault),
        writeRefused(place, fault),
      ]),
  )

const voided = (how: 'expired' | 'revoked'): ReadonlyArray<Case> =>
  everywhere(`a token that is ${how} between two calls is renewed`, async (stage, place) => {
    const kind = firstKind(stage, place)
    const address = at(stage, place)
    await prove(stage, address, request('add', under([kind], 'one.example.com')))
    const old = await stage.ledger.current(address.subject)
    await stage.vendor.voidToken(old, how)
    await prove(stage, address, request('add', under([kind], 'two.example.com')))
    assert.equal(stage.ledger.refused(), 1)
    assert.notEqual(await stage.ledger.current(address.subject), old)
  })

const ownToken = everywhere('a call carries the token of its own subject', async (stage, place) => {
  const address = at(stage, place)
  await succeed(listAt(stage.provider, address).get)
  for (const { subject } of await stage.vendor.attempts()) assert.deepEqual(subject, address.subject)
})

const otherErrors = everywhere('an error that is not of the token renews none', async (stage, place) => {
  for (const name of ['busy', 'unknown-code', 'authorization-lost', 'permission-missing', 'rate-limited'] as const) {
    if (!faultsUnder(stage.variations).includes(name)) continue
    await stage.vendor.script({ name, place, strikes: 'get', lands: 'never', times: 1 })
    await settle(listAt(stage.provider, at(stage, place)).get)
  }
  assert.equal(stage.ledger.refused(), 0)
})

/**
 * Law 9.
 */
export const tokenRenewal: Chapter = {
  law: 9,
  cases: (variations) => [
    ...scripted(variations),
    ...voided('expired'),
    ...voided('revoked'),
    ...ownToken,
    ...otherErrors,
  ],
}
