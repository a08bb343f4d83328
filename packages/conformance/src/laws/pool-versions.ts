import {
  type DomainSet,
  type Kind,
  type ListedDomains,
  type PoolVersion,
  addDomains,
  setDomains,
} from '@mini-domains/core'
import { type PoolVersions } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type FaultName, type Landing } from '../harness/fault.js'
import { faultTable, faultsUnder } from '../harness/fault-table.js'
import { checkFailure, checkOutcome, checkVersions } from '../checks/outcome.js'
import { type PlaceName, capabilitiesAt, listAt, placeNames } from '../harness/address.js'
import { afterVersions, hasVersions } from '../fixture/pool-state.js'
import { prove } from '../checks/prove.js'
import { hostsAt, requestAt } from '../fixture/random-request.js'
import { type Request, changeOf, request } from '../fixture/request.js'
import { leftOf, rightOf, settle, succeed } from '../checks/settle.js'
import { domain, under } from '../fixture/spelling.js'
import {
  type Stage,
  at,
  firstKind,
  kindsAt,
  look,
  lookAtVersions,
  putVersions,
  setTheStage,
  writesIn,
} from '../fixture/fixture.js'
import { truthOf } from '../fixture/actual-state.js'
import { type Variations } from '../harness/variations.js'
import { checkError } from '../checks/error.js'
import { witnessed } from '../fixture/recorder.js'

const both: ReadonlyArray<PoolVersion> = ['both', 'testing']

/** The hosts of each version; without `published` the platform was never published. */
interface Hosts {
  readonly published?: ReadonlyArray<string>
  readonly testing: ReadonlyArray<string>
}

const versionsOf = (kinds: ReadonlyArray<Kind>, { published, testing }: Hosts): PoolVersions<Kind> => ({
  ...(published === undefined ? {} : { published: under(kinds, ...published) }),
  testing: under(kinds, ...testing),
})

const held = 'held.example.org'
const old = 'old.example.org'
const beta = 'beta.example.org'
const fresh = 'new.example.org'

const apart: Hosts = { published: [held, old], testing: [held, beta] }

const ahead: Hosts = { published: [held], testing: [held, beta] }

const starts: ReadonlyArray<readonly [string, Hosts]> = [
  ['each lists something of its own', apart],
  ['the testing one is ahead', ahead],
  ['the testing one lists nothing', { published: [held, old], testing: [] }],
  ['the published one lists nothing', { published: [], testing: [held, beta] }],
  ['the platform was never published', { testing: [held, beta] }],
]

const requests: ReadonlyArray<readonly [Exclude<Request['name'], 'copyPool'>, ReadonlyArray<string>]> = [
  ['add', [fresh]],
  ['add', [held, old, beta, fresh]],
  ['delete', [held]],
  ['delete', [old, beta]],
  ['delete', [fresh]],
  ['set', [held, fresh]],
  ['set', [beta, fresh]],
  ['set', [old]],
  ['set', []],
]

const poolsOf = (variations: Variations): ReadonlyArray<PlaceName> =>
  placeNames.filter((place) => hasVersions(variations, place))

/** The same test at each pool with two versions, which list what is given. */
const atPools =
  (variations: Variations) =>
  (name: string, hosts: Hosts, run: (stage: Stage, place: PlaceName) => Promise<void>): ReadonlyArray<Case> =>
    poolsOf(variations).map((place) => ({
      name: `${place}: ${name}`,
      run: async (stage) => {
        await putVersions(stage, at(stage, place), versionsOf(kindsAt(stage, place), hosts))
        await run(stage, place)
      },
    }))

const checkRead = async (stage: Stage, place: PlaceName): Promise<void> => {
  const kinds = kindsAt(stage, place)
  const told = await succeed(listAt(stage.provider, at(stage, place)).get())
  const truth = await lookAtVersions(stage, at(stage, place))
  assert.ok(truth !== undefined, 'the harness tells both versions')
  checkVersions(kinds, told, truth)
}

const reads = (variations: Variations): ReadonlyArray<Case> =>
  starts.flatMap(([what, hosts]) => atPools(variations)(`get gives each version, where ${what}`, hosts, checkRead))

const oddReads = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('each version is read in canonical form, each domain once', apart, async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const odd = (host: string): DomainSet<Kind> => ({
      ...Object.fromEntries(kinds.map((kind) => [kind, [domain(kind, host.toUpperCase()), domain(kind, host)]])),
    })
    await putVersions(stage, at(stage, place), { published: odd(held), testing: odd(beta) })
    const { versions } = await succeed(listAt(stage.provider, at(stage, place)).get())
    assert.deepEqual(versions, { published: under(kinds, held), testing: under(kinds, beta) })
  })

const proveCost = async (stage: Stage, place: PlaceName, wanted: Request, version: PoolVersion): Promise<void> => {
  const list = listAt(stage.provider, at(stage, place))
  const said = rightOf(list.cost(changeOf(wanted), await succeed(list.get()), version))
  const outcome = await prove(stage, at(stage, place), wanted, { options: { version } })
  assert.equal(outcome.modifications, said, 'what a change was said to cost is what it spent')
  assert.equal(outcome.uncertain, 0, 'nothing that was answered is uncertain')
}

const changes = (variations: Variations): ReadonlyArray<Case> =>
  both.flatMap((version) =>
    requests.flatMap(([name, hosts]) =>
      starts.flatMap(([what, start]) => {
        const named = hosts.length === 0 ? 'nothing' : hosts.map((host) => host.split('.')[0]).join(', ')
        return atPools(variations)(`${name} of ${named} for ${version}, where ${what}`, start, async (stage, place) => {
          await proveCost(stage, place, request(name, under(kindsAt(stage, place), ...hosts)), version)
        })
      }),
    ),
  )

const usual = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('a change that names no version is for both', apart, async (stage, place) => {
    await prove(stage, at(stage, place), request('set', under(kindsAt(stage, place), held, fresh)))
  })

const givenBack = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('what get gave is set again without a write', ahead, async (stage, place) => {
    const { get, modify } = listAt(stage.provider, at(stage, place))
    const before = await lookAtVersions(stage, at(stage, place))
    const outcome = rightOf(await settle(modify(setDomains((await succeed(get())).domains))))
    assert.ok(
      outcome.items.every(({ verdict }) => verdict === 'already'),
      'all is so already',
    )
    assert.deepEqual(writesIn(await stage.vendor.attempts()), [])
    assert.deepEqual(await lookAtVersions(stage, at(stage, place)), before)
  })

interface Drawn {
  readonly published: ReadonlyArray<string> | undefined
  readonly testing: ReadonlyArray<string>
  readonly wanted: Request
  readonly version: PoolVersion
}

const drawn = (variations: Variations, place: PlaceName): fc.Arbitrary<Drawn> =>
  fc.record({
    published: fc.option(fc.subarray([...hostsAt(place)]), { nil: undefined, freq: 5 }),
    testing: fc.subarray([...hostsAt(place)]),
    wanted: requestAt(variations, place),
    version: fc.constantFrom(...both),
  })

const anyChange = (variations: Variations): ReadonlyArray<Case> =>
  poolsOf(variations).map((place) => ({
    name: `${place}: whatever each version lists, any change does what it says to each, and costs what it is said to`,
    run: async (stage) => {
      await fc.assert(
        fc.asyncProperty(drawn(variations, place), async ({ published, testing, wanted, version }) => {
          await setTheStage(stage.vendor, variations)
          const kinds = kindsAt(stage, place)
          const hosts = published === undefined ? { testing } : { published, testing }
          await putVersions(stage, at(stage, place), versionsOf(kinds, hosts))
          await proveCost(stage, place, wanted, version)
        }),
        { numRuns: stage.runs, ...(stage.seed === undefined ? {} : { seed: stage.seed }) },
      )
    },
  }))

interface Broken {
  readonly version: PoolVersion
  readonly strikes: 'add' | 'delete' | 'set'
  readonly fault: FaultName
  readonly lands: Landing
}

// Held, and old that has to go, and new that has to come, while beta is to stay where it is: two calls, and the fault at either.
const broken = async (stage: Stage, place: PlaceName, { version, strikes, fault, lands }: Broken): Promise<void> => {
  const kinds = kindsAt(stage, place)
  const address = at(stage, place)
  const start = await lookAtVersions(stage, address)
  assert.ok(start !== undefined, 'the harness tells both versions')
  await stage.vendor.script({ name: fault, place, strikes, lands })
  const wanted = request('set', under(kinds, held, fresh))
  const options = { version }
  const witness = await witnessed(stage, address, wanted, { options })
  if (E.isRight(witness.result)) checkOutcome(kinds, witness.result.right, witness)
  else {
    checkError(witness.result.left)
    checkFailure(witness.result.left, witness)
  }
  const sent = witness.writes.map((write) => write.sent)
  assert.deepEqual(sent, [...new Set(sent)], 'the same write is not sent again')
  const model = afterVersions(kinds, start, wanted, version)
  const now = await lookAtVersions(stage, address)
  for (const kind of kinds) {
    if (version === 'both') assert.ok(now?.testing[kind]?.includes(domain(kind, beta)), 'what is staged stays')
    else assert.deepEqual(now?.published, start.published, 'the published version is left alone')
  }
  const again = await witnessed(stage, address, wanted, { options })
  checkOutcome(kinds, rightOf(again.result), again)
  assert.deepEqual(await lookAtVersions(stage, address), model, 'the same change again brings each version to its end')
}

const telling: ReadonlyArray<FaultName> = ['hang-up', 'cut-body', 'busy', 'empty-body', 'unknown-code', 'rate-limited']

const brokenSets = (variations: Variations): ReadonlyArray<Case> =>
  both.flatMap((version) =>
    (['add', 'delete', 'set'] as const).flatMap((strikes) =>
      faultsUnder(variations)
        .filter((fault) => telling.includes(fault))
        .flatMap((fault) =>
          faultTable[fault].landings
            .filter((lands) => lands !== 'late')
            .flatMap((lands) =>
              atPools(variations)(
                `a set for ${version}, whose ${strikes} meets ${fault}, landing ${lands}, loses nothing of the other version`,
                apart,
                (stage, place) => broken(stage, place, { version, strikes, fault, lands }),
              ),
            ),
        ),
    ),
  )

const many = (count: number, name: string): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `${name}${index}.example.org`)

const full = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('what the testing version has no room for is refused unwritten', apart, async (stage, place) => {
    const limit = stage.variations.limits[place].perKind
    if (limit === undefined) return
    const kind = firstKind(stage, place)
    const address = at(stage, place)
    const staged = many(limit - 1, 'staged')
    await putVersions(stage, address, versionsOf([kind], { published: [held, old], testing: [held, ...staged] }))
    for (const wanted of [
      request('add', under([kind], fresh)),
      request('set', under([kind], held, fresh)),
      request('add', under([kind], old)),
    ]) {
      const witness = await witnessed(stage, address, wanted)
      const error = leftOf(witness.result)
      checkError(error)
      checkFailure(error, witness)
      assert.equal(error._tag, 'InvalidChange', 'what cannot fit is known before it is sent')
      assert.deepEqual(witness.writes, [], 'nothing is written')
      assert.ok(
        E.isLeft(listAt(stage.provider, address).cost(changeOf(wanted), await readList(stage, place))),
        'what cannot fit has no cost',
      )
    }
    await prove(stage, address, request('delete', under([kind], staged[0] ?? held)))
    await prove(stage, address, request('add', under([kind], fresh)))
  })

const readList = (stage: Stage, place: PlaceName) => succeed(listAt(stage.provider, at(stage, place)).get())

const fullBefore = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)(
    'a set that makes room in a full version is made, and loses nothing',
    apart,
    async (stage, place) => {
      const limit = stage.variations.limits[place].perKind
      if (limit === undefined) return
      const kind = firstKind(stage, place)
      const staged = many(limit - 2, 'staged')
      const hosts = { published: [held, old], testing: [held, old, ...staged] }
      await putVersions(stage, at(stage, place), versionsOf([kind], hosts))
      await prove(stage, at(stage, place), request('set', under([kind], held, fresh)))
    },
  )

const fullElsewhere = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('a full published version is no hindrance to the testing one', apart, async (stage, place) => {
    const limit = stage.variations.limits[place].perKind
    if (limit === undefined) return
    const kind = firstKind(stage, place)
    const hosts = { published: many(limit, 'live'), testing: [beta] }
    await putVersions(stage, at(stage, place), versionsOf([kind], hosts))
    await prove(stage, at(stage, place), request('add', under([kind], fresh)), { options: { version: 'testing' } })
  })

const withoutVersions = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('an observed list without its versions is looked at', apart, async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const partial: ReadonlyArray<ListedDomains<Kind>> = [
      { domains: under(kinds, held, old) },
      { domains: under(kinds, held, old), versions: { testing: {} } },
      { domains: under(kinds, held, old), versions: { published: under(kinds, held, old), testing: {} } },
      { domains: under(kinds, held, old), versions: { published: {}, testing: under(kinds, held, beta) } },
    ]
    for (const observed of partial) {
      await putVersions(stage, at(stage, place), versionsOf(kinds, apart))
      const wanted = request('set', under(kinds, held, fresh))
      const witness = await witnessed(stage, at(stage, place), wanted, { options: { observed } })
      checkOutcome(kinds, rightOf(witness.result), witness)
      assert.deepEqual(witness.versions?.after, afterVersions(kinds, witness.versions?.before ?? never, wanted, 'both'))
    }
  })

const never = { testing: {} }

const observedWhole = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('a list observed with its versions is not looked at first', apart, async (stage, place) => {
    for (const version of both) {
      const kinds = kindsAt(stage, place)
      const observed = await readList(stage, place)
      const wanted = request('add', under(kinds, `${version}.example.org`))
      const witness = await witnessed(stage, at(stage, place), wanted, { options: { observed, version } })
      assert.notEqual(witness.attempts[0]?.asks, 'get')
      checkOutcome(kinds, rightOf(witness.result), witness)
    }
  })

/**
 * While a change is under way another hand takes from the version that nobody looks at: that has to be told.
 */
const takenMeanwhile = (variations: Variations): ReadonlyArray<Case> =>
  both.flatMap((version) =>
    atPools(variations)(
      `what goes from the ${version === 'both' ? 'testing' : 'published'} version during a set for ${version} is told`,
      apart,
      async (stage, place) => {
        const kinds = kindsAt(stage, place)
        const observed = await readList(stage, place)
        const asked = stage.ledger.asked()
        const rest: Hosts =
          version === 'both'
            ? { published: [held, old, fresh], testing: [held, fresh] }
            : { published: [old], testing: [held, fresh] }
        stage.ledger.onAsked(async (count) => {
          if (count === asked + 2) await putVersions(stage, at(stage, place), versionsOf(kinds, rest))
        })
        const wanted =
          version === 'both'
            ? request('set', under(kinds, held, old, fresh))
            : request('set', under(kinds, held, fresh))
        const witness = await witnessed(stage, at(stage, place), wanted, { options: { observed, version } })
        const outcome = rightOf(witness.result)
        checkOutcome(kinds, outcome, witness)
        const gone = version === 'both' ? beta : held
        for (const kind of kinds)
          assert.ok(
            outcome.items.some(
              (item) =>
                item.domain === domain(kind, gone) && item.verdict === 'rejected' && item.rejection.reason === 'lost',
            ),
            'what went unasked is told to be lost',
          )
      },
    ),
  )

const atOnce = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('changes of one version and of both at once are all there', apart, async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const list = listAt(stage.provider, at(stage, place))
    for (const strikes of ['add', 'delete'] as const)
      await stage.vendor.script({ name: 'slow', place, strikes, lands: 'before', delayMs: 40 })
    const results = await Promise.all([
      settle(list.modify(addDomains(under(kinds, fresh)))),
      settle(list.modify(addDomains(under(kinds, 'staged.example.org')), { version: 'testing' })),
      settle(list.modify(setDomains(under(kinds, held, fresh, 'last.example.org')))),
    ])
    for (const result of results) rightOf(result)
    assert.deepEqual(await lookAtVersions(stage, at(stage, place)), {
      published: truthOf(kinds, under(kinds, held, fresh, 'last.example.org')),
      testing: truthOf(kinds, under(kinds, held, beta, fresh, 'staged.example.org', 'last.example.org')),
    })
  })

const spelling = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('what is staged stays letter for letter', apart, async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const spelt = (host: string) => Object.fromEntries(kinds.map((kind) => [kind, [domain(kind, host)]]))
    const odd = { published: spelt(held), testing: spelt(beta.toUpperCase()) }
    await putVersions(stage, at(stage, place), odd)
    rightOf(await settle(listAt(stage.provider, at(stage, place)).modify(setDomains(under(kinds, held, fresh)))))
    const { testing = {} } = (await stage.vendor.versions?.lists(at(stage, place))) ?? {}
    const before = odd.testing
    for (const kind of kinds) {
      const entries: ReadonlyArray<string> = testing[kind] ?? []
      for (const entry of before[kind] ?? [])
        assert.ok(
          entries.some((each) => entry.endsWith(each)),
          entry,
        )
    }
  })

const told = (variations: Variations): ReadonlyArray<Case> =>
  everywhere('the versions that a change can be for are told', async (stage, place) => {
    const { versions } = capabilitiesAt(stage.provider, place)
    if (hasVersions(variations, place)) {
      assert.deepEqual([...(versions ?? [])].sort(), [...both].sort())
      assert.equal(versions?.[0], 'both', 'the default is both')
      return
    }
    assert.equal(versions, undefined, 'a list with one version has none to choose from')
    const before = await look(stage, at(stage, place))
    const list = listAt(stage.provider, at(stage, place))
    const change = addDomains(under(kindsAt(stage, place), 'new.example.com'))
    for (const version of both) {
      const error = leftOf(await settle(list.modify(change, { version })))
      checkError(error)
      assert.equal(error._tag, 'Unsupported')
      assert.equal(leftOf(list.cost(change, { domains: {} }, version))._tag, 'Unsupported')
    }
    assert.deepEqual(await stage.vendor.attempts(), [], 'nothing is sent')
    assert.deepEqual(await look(stage, at(stage, place)), before)
  })

/**
 * Law 17.
 */
export const poolVersions: Chapter = {
  law: 17,
  cases: (variations) =>
    [
      told,
      reads,
      oddReads,
      usual,
      changes,
      givenBack,
      anyChange,
      brokenSets,
      full,
      fullBefore,
      fullElsewhere,
      withoutVersions,
      observedWhole,
      takenMeanwhile,
      atOnce,
      spelling,
    ].flatMap((part) => part(variations)),
}
