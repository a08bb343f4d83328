import { type DomainSet, type Kind, copyPool } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { copiesPoolAt } from '../harness/ability.js'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type FaultName, type Landing } from '../harness/fault.js'
import { faultTable, faultsUnder } from '../harness/fault-table.js'
import { checkFailure, checkOutcome } from '../checks/outcome.js'
import { type PlaceName, listAt, placeNames } from '../harness/address.js'
import { hostsAt, keptAt, requestAt } from '../fixture/random-request.js'
import { type Request, changeOf, request } from '../fixture/request.js'
import { leftOf, rightOf, succeed } from '../checks/settle.js'
import { checkSaid } from '../checks/spent.js'
import { domain, under } from '../fixture/spelling.js'
import { type Stage, at, kindsAt, put, setTheStage } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'
import { checkError } from '../checks/error.js'
import { witnessed } from '../fixture/recorder.js'

/**
 * Says what a request costs, makes it, and holds the one against the other.
 */
const proveCost = async (stage: Stage, place: PlaceName, wanted: Request): Promise<number> => {
  const list = listAt(stage.provider, at(stage, place))
  const observed = await succeed(list.get())
  const said = rightOf(list.cost(changeOf(wanted), observed))
  const witness = await witnessed(stage, at(stage, place), wanted, { options: { observed } })
  const outcome = rightOf(witness.result)
  checkOutcome(kindsAt(stage, place), outcome, witness)
  checkSaid(said, outcome, witness)
  return said
}

const startAt = (variations: Variations, place: PlaceName): fc.Arbitrary<DomainSet<Kind>> => {
  const kinds = variations.kinds[place]
  const kept = keptAt(variations, place)
  return fc
    .tuple(...kinds.map(() => fc.subarray([...hostsAt(place)])))
    .map((hosts) =>
      fromKinds(kinds, (kind) => [...kept, ...(hosts[kinds.indexOf(kind)] ?? [])].map((host) => domain(kind, host))),
    )
}

const anyChange = (variations: Variations, place: PlaceName): Case => ({
  name: `${place}: what any change is said to cost is what the vendor counts and what the outcome tells`,
  run: async (stage) => {
    const cases = fc.record({ start: startAt(variations, place), wanted: requestAt(variations, place) })
    await fc.assert(
      fc.asyncProperty(cases, async ({ start, wanted }) => {
        await setTheStage(stage.vendor, variations)
        await put(stage, at(stage, place), start)
        await proveCost(stage, place, wanted)
      }),
      { numRuns: stage.runs, ...(stage.seed === undefined ? {} : { seed: stage.seed }) },
    )
  },
})

/**
 * A set that empties one kind while it adds to another: what some vendors cannot do in one call. None where a list has one kind.
 */
const emptyAndFill = (kinds: ReadonlyArray<Kind>): Request | undefined => {
  const [first, second] = kinds
  return first === undefined || second === undefined
    ? undefined
    : request('set', { ...under([first]), ...under([second], 'held.example.com', 'new.example.com') })
}

const hold = (stage: Stage, place: PlaceName): Promise<void> =>
  put(stage, at(stage, place), under(kindsAt(stage, place), 'held.example.com', 'old.example.com'))

const twoCalls = everywhere(
  'a set that empties a kind while it adds to another costs what it is said to',
  async (stage, place) => {
    const wanted = emptyAndFill(kindsAt(stage, place))
    if (wanted === undefined) return
    await hold(stage, place)
    const said = await proveCost(stage, place, wanted)
    assert.ok(said >= 1 && said <= stage.variations.modificationsPerSet, 'no more than the vendor needs')
  },
)

const onlyTaking = everywhere('a set that only takes domains off costs one', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  await hold(stage, place)
  const [first, ...others] = kinds
  if (first === undefined) return
  const wanted = { ...under([first]), ...under(others, 'held.example.com') }
  assert.equal(await proveCost(stage, place, request('set', wanted)), 1, 'what has to go can go in one call')
})

interface Broken {
  readonly place: PlaceName
  readonly strikes: 'add' | 'delete' | 'set'
  readonly fault: FaultName
  readonly lands: Landing
}

const broken = ({ place, strikes, fault, lands }: Broken): Case => ({
  name: `${place}: a set that may take two calls, whose ${strikes} meets ${fault}, landing ${lands}, tells what both spent`,
  run: async (stage) => {
    const wanted = emptyAndFill(kindsAt(stage, place))
    if (wanted === undefined) return
    await hold(stage, place)
    await stage.vendor.script({ name: fault, place, strikes, lands })
    const witness = await witnessed(stage, at(stage, place), wanted)
    if (E.isRight(witness.result)) return checkOutcome(kindsAt(stage, place), witness.result.right, witness)
    checkError(witness.result.left)
    checkFailure(witness.result.left, witness)
  },
})

const telling: ReadonlyArray<FaultName> = ['hang-up', 'cut-body', 'busy', 'unknown-code', 'rate-limited']

const brokenSets = (variations: Variations): ReadonlyArray<Case> =>
  placeNames
    .filter((place) => variations.kinds[place].length > 1)
    .flatMap((place) =>
      (['add', 'delete', 'set'] as const).flatMap((strikes) =>
        faultsUnder(variations)
          .filter((fault) => telling.includes(fault))
          .flatMap((fault) =>
            faultTable[fault].landings
              .filter((lands) => lands !== 'late')
              .map((lands) => broken({ place, strikes, fault, lands })),
          ),
      ),
    )

// A request that was sent behind the answer's back has arrived, by and large, when a later one is answered.
const unasked = everywhere('what a change costs is said without asking the vendor', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const list = listAt(stage.provider, at(stage, place))
  const wanted = changeOf(request('add', under(kinds, 'new.example.com')))
  for (let count = 0; count < 8; count += 1) rightOf(list.cost(wanted, { domains: under(kinds) }))
  await succeed(list.get())
  assert.equal((await stage.vendor.attempts()).length, 1, 'nothing but the read that was asked for is sent')
})

const noCost = everywhere(
  'what would be refused has no cost, and nothing is sent to find out',
  async (stage, place) => {
    const list = listAt(stage.provider, at(stage, place))
    const kinds = kindsAt(stage, place)
    const wrong = changeOf(request('add', under(kinds, '127.0.0.1')))
    const refused = leftOf(list.cost(wrong, { domains: under(kinds) }))
    checkError(refused)
    assert.equal(refused._tag, 'InvalidChange')
    if (!copiesPoolAt(stage.variations, place))
      assert.equal(leftOf(list.cost(copyPool, { domains: under(kinds) }))._tag, 'Unsupported')
    assert.deepEqual(await stage.vendor.attempts(), [], 'nothing is sent')
  },
)

/**
 * Law 15.
 */
export const cost: Chapter = {
  law: 15,
  cases: (variations) => [
    ...placeNames.map((place) => anyChange(variations, place)),
    ...twoCalls,
    ...onlyTaking,
    ...brokenSets(variations),
    ...unasked,
    ...noCost,
  ],
}
