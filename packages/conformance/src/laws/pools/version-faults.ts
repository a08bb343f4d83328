import { type Kind, type ListedDomains, type PoolVersion } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { checkFailure, checkHonest, checkOutcome } from '../../checks/outcome.js'
import { prove } from '../../checks/prove.js'
import { succeed } from '../../checks/settle.js'
import { type ListFixture } from '../../fixture/fixture.js'
import { afterVersions } from '../../fixture/model.js'
import { record } from '../../fixture/recorder.js'
import { changeOf, request } from '../../fixture/request.js'
import { domain } from '../../fixture/spelling.js'
import { type FaultName, type Landing } from '../../harness/fault.js'
import { type Variations, landingsUnder } from '../../harness/variations.js'
import { type Case, type LawCases } from '../../suite/case.js'
import { apart, atPools, beta, eachVersion, fresh, held, old, versionsOf } from './versions.js'

interface Broken {
  readonly version: PoolVersion
  readonly strikes: 'add' | 'delete' | 'set'
  readonly fault: FaultName
  readonly lands: Landing
}

// Held, and old that has to go, and new that has to come, while beta is to stay where it is: two calls, and the fault at either.
const broken = async (list: ListFixture, { version, strikes, fault, lands }: Broken): Promise<void> => {
  const { kinds } = list
  const start = await list.versions()
  assert.ok(start !== undefined, 'the harness tells both versions')
  await list.script(fault, strikes, { lands })
  const wanted = request('set', list.all(held, fresh))
  const recording = await record(list, wanted, { version })
  checkHonest(recording)
  const sent = recording.writes.map((write) => write.sent)
  assert.deepEqual(sent, [...new Set(sent)], 'the same write is not sent again')
  const now = await list.versions()
  for (const kind of kinds) {
    if (version === 'both') assert.ok(now?.testing[kind]?.includes(domain(kind, beta)), 'what is staged stays')
    else assert.deepEqual(now?.published, start.published, 'the published version is left alone')
  }
  checkOutcome(await record(list, wanted, { version }))
  const model = afterVersions(kinds, start, wanted, version)
  assert.deepEqual(await list.versions(), model, 'the same change again brings each version to its end')
}

const telling: ReadonlyArray<FaultName> = ['hang-up', 'cut-body', 'empty-body', 'busy', 'unknown-code', 'rate-limited']

const brokenSets = (variations: Variations): ReadonlyArray<Case> =>
  eachVersion.flatMap((version) =>
    (['add', 'delete', 'set'] as const).flatMap((strikes) =>
      landingsUnder(variations, telling).flatMap(({ fault, lands }) =>
        atPools(variations)(
          `a set for ${version}, whose ${strikes} meets ${fault}, landing ${lands}, loses nothing of the other version`,
          apart,
          (list) => broken(list, { version, strikes, fault, lands }),
        ),
      ),
    ),
  )

const many = (count: number, name: string): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `${name}${index}.example.org`)

const full = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('what the testing version has no room for is refused unwritten', apart, async (list) => {
    const limit = list.limits.perKind
    if (limit === undefined) return
    const staged = many(limit - 1, 'staged')
    await list.putVersions(versionsOf([list.kind], { published: [held, old], testing: [held, ...staged] }))
    for (const wanted of [
      request('add', list.one(fresh)),
      request('set', list.one(held, fresh)),
      request('add', list.one(old)),
    ]) {
      const recording = await record(list, wanted)
      assert.equal(checkFailure(recording)._tag, 'InvalidChange', 'what cannot fit is known before it is sent')
      assert.deepEqual(recording.writes, [], 'nothing is written')
      const cost = list.domains.cost(changeOf(wanted), await succeed(list.domains.get()))
      assert.ok(E.isLeft(cost), 'what cannot fit has no cost')
    }
    await prove(list, request('delete', list.one(staged[0] ?? held)))
    await prove(list, request('add', list.one(fresh)))
  })

const fullBefore = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('a set that makes room in a full version is made, and loses nothing', apart, async (list) => {
    const limit = list.limits.perKind
    if (limit === undefined) return
    const testing = [held, old, ...many(limit - 2, 'staged')]
    await list.putVersions(versionsOf([list.kind], { published: [held, old], testing }))
    await prove(list, request('set', list.one(held, fresh)))
  })

const fullElsewhere = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('a full published version is no hindrance to the testing one', apart, async (list) => {
    const limit = list.limits.perKind
    if (limit === undefined) return
    await list.putVersions(versionsOf([list.kind], { published: many(limit, 'live'), testing: [beta] }))
    await prove(list, request('add', list.one(fresh)), { version: 'testing' })
  })

const withoutVersions = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('an observed list without its versions is looked at', apart, async (list) => {
    const inForce = list.all(held, old)
    const partial: ReadonlyArray<ListedDomains<Kind>> = [
      { domains: inForce },
      { domains: inForce, versions: { testing: {} } },
      { domains: inForce, versions: { published: inForce, testing: {} } },
      { domains: inForce, versions: { published: {}, testing: list.all(held, beta) } },
    ]
    for (const observed of partial) {
      await list.putVersions(versionsOf(list.kinds, apart))
      const wanted = request('set', list.all(held, fresh))
      const recording = await record(list, wanted, { observed })
      checkOutcome(recording)
      const { before = { testing: {} }, after } = recording.versions ?? {}
      assert.deepEqual(after, afterVersions(list.kinds, before, wanted, 'both'))
    }
  })

/**
 * While a change is under way another writer takes from the version that nobody looks at: that has to be reported.
 */
const takenMeanwhile = (
  variations: Variations,
  version: PoolVersion,
  from: 'testing' | 'published',
  rest: typeof apart,
  wanted: ReadonlyArray<string>,
  gone: string,
): ReadonlyArray<Case> =>
  atPools(variations)(`what goes from the ${from} version during a set for ${version} is told`, apart, async (list) => {
    const observed = await succeed(list.domains.get())
    const asked = list.ledger.asked()
    list.ledger.onAsked(async (count) => {
      if (count === asked + 2) await list.putVersions(versionsOf(list.kinds, rest))
    })
    const { items } = checkOutcome(await record(list, request('set', list.all(...wanted)), { observed, version }))
    for (const kind of list.kinds) {
      const item = items.find((each) => each.domain === domain(kind, gone))
      assert.ok(
        item?.verdict === 'rejected' && item.rejection.reason === 'lost',
        'what went unasked is told to be lost',
      )
    }
  })

const taken = (variations: Variations): ReadonlyArray<Case> => {
  const fromTesting = { published: [held, old, fresh], testing: [held, fresh] }
  const fromPublished = { published: [old], testing: [held, fresh] }
  return [
    ...takenMeanwhile(variations, 'both', 'testing', fromTesting, [held, old, fresh], beta),
    ...takenMeanwhile(variations, 'testing', 'published', fromPublished, [held, fresh], held),
  ]
}

/**
 * Law 17, where a version is full, goes wrong or is gone.
 */
export const poolVersionFaults: LawCases = {
  law: 17,
  cases: (variations) =>
    [brokenSets, full, fullBefore, fullElsewhere, withoutVersions, taken].flatMap((part) => part(variations)),
}
