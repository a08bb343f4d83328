import { copyPool } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { checkError } from '../../checks/error.js'
import { checkHonest, checkOutcome } from '../../checks/outcome.js'
import { leftOf, rightOf, succeed } from '../../checks/settle.js'
import { checkCost } from '../../checks/spent.js'
import { type ListFixture, startAfresh } from '../../fixture/fixture.js'
import { forAny, hostsAt, keptAt, requestAt } from '../../fixture/random-request.js'
import { record } from '../../fixture/recorder.js'
import { type Request, changeOf, request } from '../../fixture/request.js'
import { domain, under } from '../../fixture/spelling.js'
import { placeNames } from '../../harness/address.js'
import { type FaultName, type Landing } from '../../harness/fault.js'
import { type Variations, copiesPoolAt, kindsAt, landingsUnder } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

/**
 * Says what a request costs, makes it, and holds the one against the other.
 */
const proveCost = async (list: ListFixture, wanted: Request): Promise<number> => {
  const observed = await succeed(list.domains.get())
  const said = rightOf(list.domains.cost(changeOf(wanted), observed))
  const recording = await record(list, wanted, { observed })
  checkCost(said, checkOutcome(recording), recording)
  return said
}

const anyChange = everywhere(
  'what any change is said to cost is what the vendor counts and what the outcome tells',
  (list) => {
    const { variations, place, kinds } = list
    const start = fc
      .tuple(...kinds.map(() => fc.subarray([...hostsAt(place)])))
      .map((hosts) =>
        fromKinds(kinds, (kind) =>
          [...keptAt(variations, place), ...(hosts[kinds.indexOf(kind)] ?? [])].map((host) => domain(kind, host)),
        ),
      )
    return forAny(list, fc.record({ start, wanted: requestAt(variations, place) }), async ({ start: held, wanted }) => {
      await startAfresh(list)
      await list.put(held)
      await proveCost(list, wanted)
    })
  },
)

/**
 * A set that empties one kind while it adds to another: what some vendors cannot do in one call. None where a list has one kind.
 */
const emptyAndFill = ({ kinds, one }: ListFixture): Request | undefined => {
  const second = kinds.slice(1, 2)
  return second.length === 0
    ? undefined
    : request('set', { ...one(), ...under(second, 'held.example.com', 'new.example.com') })
}

const hold = (list: ListFixture): Promise<void> => list.hold('held.example.com', 'old.example.com')

const twoCalls = everywhere(
  'a set that empties a kind while it adds to another costs what it is said to',
  async (list) => {
    const wanted = emptyAndFill(list)
    if (wanted === undefined) return
    await hold(list)
    const said = await proveCost(list, wanted)
    assert.ok(said >= 1 && said <= list.variations.modificationsPerSet, 'no more than the vendor needs')
  },
)

const onlyTaking = everywhere('a set that only takes domains off costs one', async (list) => {
  await hold(list)
  const wanted = { ...under(list.kinds.slice(1), 'held.example.com'), ...list.one() }
  assert.equal(await proveCost(list, request('set', wanted)), 1, 'what has to go can go in one call')
})

type Strikes = 'add' | 'delete' | 'set'

const broken = (variations: Variations, strikes: Strikes, fault: FaultName, lands: Landing): ReadonlyArray<Case> =>
  everywhere(
    `a set that may take two calls, whose ${strikes} meets ${fault}, landing ${lands}, tells what both spent`,
    async (list) => {
      const wanted = emptyAndFill(list)
      if (wanted === undefined) return
      await hold(list)
      await list.script(fault, strikes, { lands })
      checkHonest(await record(list, wanted))
    },
    placeNames.filter((place) => kindsAt(variations, place).length > 1),
  )

const telling: ReadonlyArray<FaultName> = ['hang-up', 'cut-body', 'busy', 'unknown-code', 'rate-limited']

const brokenSets = (variations: Variations): ReadonlyArray<Case> =>
  (['add', 'delete', 'set'] as const).flatMap((strikes) =>
    landingsUnder(variations, telling).flatMap(({ fault, lands }) => broken(variations, strikes, fault, lands)),
  )

// A request that was sent behind the answer's back has arrived, by and large, when a later one is answered.
const unasked = everywhere('what a change costs is said without asking the vendor', async (list) => {
  const { cost, get } = list.domains
  const wanted = changeOf(request('add', list.all('new.example.com')))
  for (let count = 0; count < 8; count += 1) rightOf(cost(wanted, { domains: list.all() }))
  await succeed(get())
  assert.equal((await list.attempts()).length, 1, 'nothing but the read that was asked for is sent')
})

const noCost = everywhere('what would be refused has no cost, and nothing is sent to find out', async (list) => {
  const { cost } = list.domains
  const refused = leftOf(cost(changeOf(request('add', list.all('127.0.0.1'))), { domains: list.all() }))
  checkError(refused)
  assert.equal(refused._tag, 'InvalidChange')
  if (!copiesPoolAt(list.variations, list.place))
    assert.equal(leftOf(cost(copyPool, { domains: list.all() }))._tag, 'Unsupported')
  assert.deepEqual(await list.attempts(), [], 'nothing is sent')
})

/**
 * Law 15.
 */
export const cost: LawCases = {
  law: 15,
  cases: (variations) => [...anyChange, ...twoCalls, ...onlyTaking, ...brokenSets(variations), ...unasked, ...noCost],
}
