import { addDomains } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type FaultName } from '../harness/fault.js'
import { faultTable, faultsUnder } from '../harness/fault-table.js'
import { type PlaceName, addressOf, levelOf, listAt, placeNames } from '../harness/address.js'
import { leftOf, rightOf, settle, succeed } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { type Stage, firstKind, kindsAt, look, put, setTheStage } from '../fixture/fixture.js'
import { truthOf } from '../fixture/actual-state.js'
import { type Variations } from '../harness/variations.js'
import { checkFailure, checkOutcome } from '../checks/outcome.js'
import { request } from '../fixture/request.js'
import { witnessed } from '../fixture/recorder.js'

const appsAt = (stage: Stage, place: PlaceName) =>
  (levelOf(place) === 'app' ? stage.variations.apps : [stage.variations.apps[0]]).map((appId) =>
    addressOf(place, appId),
  )

/**
 * Once the vendor works again, whatever it said before holds for nobody: neither for those who heard it nor for others.
 */
const allIsWell = async (stage: Stage, place: PlaceName): Promise<void> => {
  const kinds = kindsAt(stage, place)
  for (const address of [...appsAt(stage, place)].reverse()) {
    await put(stage, address, under(kinds, 'held.example.com'))
    const list = listAt(stage.provider, address)
    assert.deepEqual(truthOf(kinds, await succeed(list.get)), truthOf(kinds, under(kinds, 'held.example.com')))
    await succeed(list.modify(addDomains(under(kinds, 'new.example.com'))))
    assert.deepEqual(
      await look(stage, address),
      truthOf(kinds, under(kinds, 'held.example.com', 'new.example.com')),
      'a change is made as if nothing had been',
    )
  }
}

const forgotten = (place: PlaceName, fault: FaultName): Case => ({
  name: `${place}: ${fault} is told of the call that met it, and no longer once all is well`,
  run: async (stage) => {
    const [address] = appsAt(stage, place)
    if (address === undefined) return
    const list = listAt(stage.provider, address)
    await stage.vendor.script({ name: fault, place, strikes: 'get', lands: 'never', times: 20 })
    leftOf(await settle(list.get))
    leftOf(await settle(list.modify(addDomains(under([firstKind(stage, place)], 'new.example.com')))))
    await setTheStage(stage.vendor, stage.variations)
    await allIsWell(stage, place)
  },
})

const budgets = everywhere("a budget that is spent is that list's own, and of its month", async (stage, place) => {
  const [address, other] = appsAt(stage, place)
  if (address === undefined || !(await stage.vendor.leaveModifications(address, 0))) return
  const change = addDomains(under([firstKind(stage, place)], 'new.example.com'))
  assert.equal(leftOf(await settle(listAt(stage.provider, address).modify(change)))._tag, 'BudgetSpent')
  await succeed(listAt(stage.provider, address).get)
  if (other !== undefined) await succeed(listAt(stage.provider, other).modify(change))
  await setTheStage(stage.vendor, stage.variations)
  await allIsWell(stage, place)
})

/**
 * Only the call of one app fails; the error is of that app, however many others were asked for meanwhile.
 */
const ownErrors = everywhere(
  'an error is of the app whose call failed, whoever else was asked for',
  async (stage, place) => {
    const addresses = appsAt(stage, place)
    const lists = addresses.map((address) => listAt(stage.provider, address))
    const change = addDomains(under([firstKind(stage, place)], 'new.example.com'))
    for (const [index, list] of lists.entries()) {
      const subject = addresses[index]?.subject
      const expected = subject?._tag === 'App' ? `app ${subject.appId}` : 'platform'
      for (const strikes of ['get', 'add'] as const) {
        await stage.vendor.script({ name: 'unknown-code', place, strikes, lands: 'never', times: 1 })
        const result = await settle<unknown>(strikes === 'get' ? list.get : list.modify(change))
        assert.equal(leftOf(result).subject, expected)
      }
    }
  },
)

/**
 * What the vendor answered last time says nothing of a call that has no answer.
 */
const noOldAnswer = everywhere('a change without an answer is not told as the one before it', async (stage, place) => {
  const [address] = appsAt(stage, place)
  if (address === undefined || !faultsUnder(stage.variations).includes('hang-up')) return
  const kinds = kindsAt(stage, place)
  const wanted = request('add', under(kinds, 'new.example.com'))
  rightOf((await witnessed(stage, address, wanted)).result)
  await put(stage, address, under(kinds, 'held.example.com'))
  await stage.vendor.script({ name: 'hang-up', place, strikes: 'add', lands: 'never', times: 20 })
  const witness = await witnessed(stage, address, wanted)
  if (E.isRight(witness.result)) {
    checkOutcome(kinds, witness.result.right, witness)
    assert.fail('what was not carried out is no success')
  }
  checkFailure(witness.result.left, witness)
})

const ids = everywhere('tokens are asked for by the very id that was given', async (stage, place) => {
  if (levelOf(place) !== 'app') return
  const [appId] = stage.variations.apps
  const other = [appId.toUpperCase(), appId.toLowerCase()].find((id) => id !== appId)
  if (other === undefined) return
  const { subject } = addressOf(place, other)
  await settle(listAt(stage.provider, addressOf(place, other)).get)
  assert.deepEqual(stage.ledger.subjects(), [subject])
})

const lasting = (variations: Variations): ReadonlyArray<FaultName> =>
  faultsUnder(variations).filter(
    (fault) => faultTable[fault].tags.length > 0 && !faultTable[fault].slow && fault !== 'unreachable',
  )

/**
 * Law 14: a failure is of its own call.
 */
export const failuresApart: Chapter = {
  law: 14,
  cases: (variations) => [
    ...placeNames.flatMap((place) => lasting(variations).map((fault) => forgotten(place, fault))),
    ...budgets,
    ...ownErrors,
    ...noOldAnswer,
    ...ids,
  ],
}
