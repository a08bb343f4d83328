import { type ChangeName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { type Case, type Chapter } from '../suite/case.js'
import { type FaultName, type Landing } from '../harness/fault.js'
import { faultTable, faultsUnder, changeDeadline, tokenFaults } from '../harness/fault-table.js'
import { type Attempt } from '../harness/harness.js'
import { checkFailure, checkOutcome } from '../checks/outcome.js'
import { until } from '../checks/until.js'
import { type PlaceName, placeNames } from '../harness/address.js'
import { type Request, after, request } from '../fixture/request.js'
import { rightOf } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { type Stage, at, firstKind, kindsAt, look, put } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'
import { checkError } from '../checks/error.js'
import { type Witness, witnessed } from '../fixture/recorder.js'

type Name = Exclude<ChangeName, 'copyPool'>

interface Plan {
  readonly place: PlaceName
  readonly name: Name
  readonly fault: FaultName
  readonly lands: Landing
  readonly bytes?: number
  /** Whether reads fail as well, so that there is no reading back. */
  readonly blind?: boolean
}

const requestOf = (stage: Stage, { place, name }: Plan): Request => {
  const kind = firstKind(stage, place)
  const hosts = { add: ['new.example.com'], delete: ['held.example.com'], set: ['held.example.com', 'new.example.com'] }
  return request(name, under([kind], ...hosts[name]))
}

/**
 * Within one call the same write is never sent again, not even after a read: it may still land late.
 */
const assertNoRepeat = (writes: ReadonlyArray<Attempt>): void => {
  const sent = writes.map((write) => write.sent)
  assert.deepEqual(sent, [...new Set(sent)], 'the same write is not sent again')
}

const landedLate = (stage: Stage) => async (): Promise<void> => {
  await until('the write lands late', async () => (await stage.vendor.attempts()).some(({ landed }) => landed))
}

const checkWitness = (stage: Stage, plan: Plan, witness: Witness): void => {
  const { result, writes, counted, before, after: now } = witness
  const { hidesFate } = faultTable[plan.fault]
  const tries = tokenFaults.includes(plan.fault) ? 2 : hidesFate ? 1 : 3
  if (hidesFate) assertNoRepeat(writes)
  else assert.ok(writes.length <= tries, 'a write that was refused is not sent again and again')
  assert.ok(counted <= 1, 'no modification is spent twice')
  if (E.isLeft(result)) {
    checkError(result.left)
    checkFailure(result.left, witness)
    if (plan.lands === 'late' && hidesFate) assert.equal(result.left.fate, 'unknown')
    return
  }
  if (plan.lands !== 'late') checkOutcome(kindsAt(stage, plan.place), result.right, witness)
  assert.ok(
    writes.some(({ landed }) => landed) && JSON.stringify(before) !== JSON.stringify(now),
    'a change that was never carried out is not told to be a success',
  )
}

/**
 * The same change again, with nothing in its way, brings the list to where it was to be, and spends nothing if it is there.
 */
const converge = async (stage: Stage, plan: Plan, wanted: Request, start: Witness['before']): Promise<void> => {
  const kinds = kindsAt(stage, plan.place)
  const again = await witnessed(stage, at(stage, plan.place), wanted)
  checkOutcome(kinds, rightOf(again.result), again)
  const expected = after(kinds, start, wanted, {})
  if (JSON.stringify(again.before) === JSON.stringify(expected)) assert.deepEqual(again.writes, [])
  assert.deepEqual(await look(stage, at(stage, plan.place)), expected)
}

const run = async (stage: Stage, plan: Plan): Promise<void> => {
  const { place, name, fault, lands, bytes, blind } = plan
  const kind = firstKind(stage, place)
  const held = under([kind], 'held.example.com')
  await put(stage, at(stage, place), held)
  await stage.vendor.script({ name: fault, place, strikes: name, lands, ...(bytes === undefined ? {} : { bytes }) })
  if (blind === true) await stage.vendor.script({ name: 'hang-up', place, strikes: 'get', lands: 'never', times: 9 })
  const wanted = requestOf(stage, plan)
  const provider = faultTable[fault].slow ? stage.provider.with({ timeoutMs: changeDeadline }) : stage.provider
  const witness = await witnessed(stage, at(stage, place), wanted, {
    provider,
    ...(blind === true ? { options: { observed: { domains: { ...under(kindsAt(stage, place)), ...held } } } } : {}),
    ...(lands === 'late' ? { meanwhile: landedLate(stage) } : {}),
  })
  checkWitness(stage, plan, witness)
  if (fault !== 'unreachable' && blind !== true) await converge(stage, plan, wanted, witness.before)
}

const caseOf = (plan: Plan): Case => ({
  name:
    `${plan.place}: ${plan.name} that meets ${plan.fault}${plan.bytes === undefined ? '' : ` at byte ${plan.bytes}`}` +
    `, the write landing ${plan.lands}${plan.blind === true ? ', reads failing too' : ''}`,
  run: (stage) => run(stage, plan),
})

const adds = (variations: Variations): ReadonlyArray<Plan> =>
  placeNames.flatMap((place) =>
    faultsUnder(variations).flatMap((fault) =>
      faultTable[fault].landings.map((lands) => ({ place, name: 'add' as const, fault, lands })),
    ),
  )

const telling: ReadonlyArray<FaultName> = [
  'hang-up',
  'reset',
  'cut-body',
  'busy',
  'html-502',
  'empty-body',
  'unknown-code',
]

const others = (variations: Variations): ReadonlyArray<Plan> =>
  placeNames.flatMap((place) =>
    (['delete', 'set'] as const).flatMap((name) =>
      faultsUnder(variations)
        .filter((fault) => telling.includes(fault))
        .flatMap((fault) => faultTable[fault].landings.map((lands) => ({ place, name, fault, lands }))),
    ),
  )

const cuts = (variations: Variations): ReadonlyArray<Plan> =>
  faultsUnder(variations).includes('cut-body')
    ? placeNames.flatMap((place) =>
        [0, 1, 2, 9, 13, 14, 25].map((bytes) => ({
          place,
          name: 'add' as const,
          fault: 'cut-body' as const,
          lands: 'before' as const,
          bytes,
        })),
      )
    : []

const blind = (variations: Variations): ReadonlyArray<Plan> =>
  placeNames.flatMap((place) =>
    (['add', 'delete', 'set'] as const).flatMap((name) =>
      faultsUnder(variations)
        .filter((fault) => telling.includes(fault))
        .map((fault) => ({ place, name, fault, lands: 'before' as const, blind: true })),
    ),
  )

/**
 * Law 8: the oracle. It knows of each fault whether the write took effect, and holds against it what the adapter says.
 */
export const unknownFate: Chapter = {
  law: 8,
  cases: (variations) =>
    [...adds(variations), ...others(variations), ...cuts(variations), ...blind(variations)].map(caseOf),
}
