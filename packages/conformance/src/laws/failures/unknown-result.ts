import { type ChangeName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { checkFailure, checkHonest, checkOutcome } from '../../checks/outcome.js'
import { succeed, until } from '../../checks/settle.js'
import { meeting } from '../../fixture/calls.js'
import { type ListFixture, at } from '../../fixture/fixture.js'
import { after } from '../../fixture/model.js'
import { type Recording, record } from '../../fixture/recorder.js'
import { type Request, request } from '../../fixture/request.js'
import { under } from '../../fixture/spelling.js'
import { type PlaceName, placeNames } from '../../harness/address.js'
import { type FaultName, type Landing, faultTable, tokenFaults } from '../../harness/fault.js'
import { type Attempt } from '../../harness/harness.js'
import { type Variations, canScript, faultsUnder, looksAnyway } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

type Name = Exclude<ChangeName, 'copyPool'>

const names: ReadonlyArray<Name> = ['add', 'delete', 'set']

interface Plan {
  readonly place: PlaceName
  readonly name: Name
  readonly fault: FaultName
  readonly lands: Landing
  readonly bytes?: number
  /** Whether reads fail as well, so that there is no reading back. */
  readonly blind?: boolean
}

const requestOf = (list: ListFixture, name: Name): Request => {
  const hosts = { add: ['new.example.com'], delete: ['held.example.com'], set: ['held.example.com', 'new.example.com'] }
  return request(name, list.one(...hosts[name]))
}

/**
 * Within one call the same write is never sent again, not even after a read: it may still land late.
 */
const checkNoRepeat = (writes: ReadonlyArray<Attempt>): void => {
  const sent = writes.map((write) => write.sent)
  assert.deepEqual(sent, [...new Set(sent)], 'the same write is not sent again')
}

const checkRecording = ({ fault, lands }: Plan, recording: Recording): void => {
  const { result, writes, counted, before, after: now } = recording
  const { hidesResult } = faultTable[fault]
  if (hidesResult) checkNoRepeat(writes)
  else assert.ok(writes.length <= (tokenFaults.includes(fault) ? 2 : 3), 'a refused write is not sent again and again')
  assert.ok(counted <= 1, 'no modification is spent twice')
  if (E.isLeft(result)) {
    const { applied } = checkFailure(recording)
    if (lands === 'late' && hidesResult) assert.equal(applied, 'unknown')
    return
  }
  if (lands !== 'late') checkOutcome(recording)
  assert.ok(
    writes.some(({ landed }) => landed) && JSON.stringify(before) !== JSON.stringify(now),
    'a change that was never carried out is not told to be a success',
  )
}

/**
 * The same change again, with nothing in its way, brings the list to where it was to be, and spends nothing if it is there.
 */
const converge = async (list: ListFixture, wanted: Request, start: Recording['before']): Promise<void> => {
  const again = await record(list, wanted)
  checkOutcome(again)
  const expected = after(list.kinds, start, wanted, {})
  if (JSON.stringify(again.before) === JSON.stringify(expected)) assert.deepEqual(again.writes, [])
  assert.deepEqual(await list.state(), expected)
}

const landedLate = (list: ListFixture) => () =>
  until('the write lands late', async () => (await list.attempts()).some(({ landed }) => landed))

const run = async (list: ListFixture, plan: Plan): Promise<void> => {
  const { name, fault, lands, bytes, blind } = plan
  const held = list.one('held.example.com')
  await list.put(held)
  await list.script(fault, name, { lands, ...(bytes === undefined ? {} : { bytes }) })
  if (blind === true) await list.script('hang-up', 'get', { times: 9, skips: looksAnyway(list.variations, list.place) })
  const wanted = requestOf(list, name)
  const manner = {
    ...(blind === true ? { observed: { domains: { ...list.all(), ...held } } } : {}),
    ...(lands === 'late' ? { meanwhile: landedLate(list) } : {}),
  }
  const recording = await meeting(list, fault, name, (late) => record(late, wanted, manner), 1)
  checkRecording(plan, recording)
  if (fault !== 'unreachable' && blind !== true) await converge(list, wanted, recording.before)
}

const caseOf = (plan: Plan): Case => ({
  place: plan.place,
  name:
    `${plan.place}: ${plan.name} that meets ${plan.fault}${plan.bytes === undefined ? '' : ` at byte ${plan.bytes}`}` +
    `, the write landing ${plan.lands}${plan.blind === true ? ', reads failing too' : ''}`,
  run: (fixture) => run(at(fixture, plan.place), plan),
})

const telling: ReadonlyArray<FaultName> = [
  'hang-up',
  'reset',
  'cut-body',
  'busy',
  'html-502',
  'empty-body',
  'unknown-code',
]

const plans = (variations: Variations): ReadonlyArray<Plan> => {
  const faults = faultsUnder(variations)
  const told = faults.filter((fault) => telling.includes(fault))
  const cuts = canScript(variations, 'cut-body') ? [0, 1, 2, 9, 13, 14, 25] : []
  const landing = (place: PlaceName, name: Name, fault: FaultName): ReadonlyArray<Plan> =>
    faultTable[fault].landings.map((lands) => ({ place, name, fault, lands }))
  return placeNames.flatMap((place) => [
    ...faults.flatMap((fault) => landing(place, 'add', fault)),
    ...told.flatMap((fault) => [...landing(place, 'delete', fault), ...landing(place, 'set', fault)]),
    ...cuts.map((bytes) => ({ place, name: 'add', fault: 'cut-body', lands: 'before', bytes }) as const),
    ...names.flatMap((name) => told.map((fault) => ({ place, name, fault, lands: 'before', blind: true }) as const)),
  ])
}

/**
 * Whoever answered in the vendor's place, whether the vendor carried the write out is not known: it is looked up, reported as it is, and
 * the write is not sent again.
 */
const strangers = (fault: 'html-502' | 'empty-body', statuses: ReadonlyArray<number>, what: string) =>
  statuses.flatMap((status) =>
    names.flatMap((name) =>
      (['never', 'before'] as const).flatMap((lands) =>
        everywhere(
          `${name} that meets ${what} of ${status}, the write landing ${lands}, is told as it is`,
          async (list) => {
            await list.hold('held.example.com', 'kept.example.com')
            await list.script(fault, name, { lands, status })
            const recording = await record(list, requestOf(list, name))
            const { result, writes } = recording
            assert.ok(writes.length <= 1, 'a write of which nobody knows is not sent again')
            checkHonest(recording)
            if (lands === 'never' && E.isRight(result))
              assert.ok(
                result.right.items.some(({ verdict }) => verdict === 'rejected'),
                'what was not carried out is no success',
              )
            assert.equal(list.ledger.refused(), 0, 'nobody refused a token')
          },
        ),
      ),
    ),
  )

const readBackFailing: ReadonlyArray<FaultName> = [
  'hang-up',
  'html-502',
  'empty-body',
  'busy',
  'unknown-code',
  'authorization-lost',
]

/**
 * The second failure: the write is done, and the read that should show it fails.
 */
const afterSuccess = (fault: FaultName): ReadonlyArray<Case> =>
  names.flatMap((name) =>
    everywhere(`${name} that is done, and whose read-back meets ${fault}, is not told to be undone`, async (list) => {
      await list.hold('held.example.com')
      const observed = await succeed(list.domains.get())
      const looks = looksAnyway(list.variations, list.place)
      await list.script(fault, 'get', { times: 20, skips: looks })
      const host = name === 'delete' ? 'held.example.com' : 'new.example.com'
      const recording = await record(list, request(name, list.one(host)), { observed })
      const { asks } = recording.attempts[looks] ?? {}
      assert.notEqual(asks, 'get', 'a list that was observed whole is not looked at more than it must')
      if (E.isRight(recording.result)) return void checkOutcome(recording)
      assert.equal(checkFailure(recording).retry.when, 'after-read', 'a change that may be done is not repeated unseen')
    }),
  )

/**
 * While a `set` of unknown result is read back, other kinds are found to be gone: that is not the success that was asked for.
 */
const othersGone = everywhere(
  'a set of unknown result after which other kinds are gone is no plain success',
  async (list) => {
    const others = list.kinds.slice(1)
    if (others.length === 0) return
    const observed = list.all('held.example.com')
    await list.put(observed)
    await list.script('cut-body', 'set', { lands: 'before' })
    list.ledger.onAsked(async (count) => {
      if (count === 2 + looksAnyway(list.variations, list.place)) await list.put(under(others))
    })
    checkHonest(
      await record(list, request('set', list.one('new.example.com', 'held.example.com')), {
        observed: { domains: observed },
      }),
    )
  },
)

/**
 * Law 8: the oracle. It knows of each fault whether the write took effect, and holds against it what the adapter says.
 */
export const unknownResult: LawCases = {
  law: 8,
  cases: (variations) => [
    ...plans(variations).map(caseOf),
    ...(canScript(variations, 'html-502')
      ? strangers('html-502', [400, 401, 403, 404, 413, 429, 500, 503, 504], 'a page')
      : []),
    ...(canScript(variations, 'empty-body') ? strangers('empty-body', [204, 403, 503], 'nothing but a status') : []),
    ...faultsUnder(variations)
      .filter((fault) => readBackFailing.includes(fault))
      .flatMap(afterSuccess),
    ...(canScript(variations, 'cut-body') ? othersGone : []),
  ],
}
