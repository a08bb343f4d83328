import { type DomainSet, type Kind, type PoolVersion, addDomains, setDomains } from '@mini-domains/core'
import { type PoolVersions } from '@mini-domains/core/adapter'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { checkError } from '../../checks/error.js'
import { checkOutcome, checkVersions } from '../../checks/outcome.js'
import { prove } from '../../checks/prove.js'
import { leftOf, rightOf, settle, succeed } from '../../checks/settle.js'
import { type ListFixture, startAfresh } from '../../fixture/fixture.js'
import { forAny, hostsAt, requestAt } from '../../fixture/random-request.js'
import { record } from '../../fixture/recorder.js'
import { type Request, changeOf, request } from '../../fixture/request.js'
import { domain, under } from '../../fixture/spelling.js'
import { hasVersions, stateOf } from '../../fixture/state.js'
import { placeNames } from '../../harness/address.js'
import { type Variations } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

/**
 * What a change can be for.
 */
export const eachVersion: ReadonlyArray<PoolVersion> = ['both', 'testing']

/** The hosts of each version; without `published` the platform was never published. */
interface Hosts {
  readonly published?: ReadonlyArray<string>
  readonly testing: ReadonlyArray<string>
}

/**
 * The two versions of a pool, each with these hosts under each kind.
 */
export const versionsOf = (kinds: ReadonlyArray<Kind>, { published, testing }: Hosts): PoolVersions<Kind> => ({
  ...(published === undefined ? {} : { published: under(kinds, ...published) }),
  testing: under(kinds, ...testing),
})

export const [held, old, beta, fresh] = [
  'held.example.org',
  'old.example.org',
  'beta.example.org',
  'new.example.org',
] as const

/**
 * Versions of which each lists something of its own.
 */
export const apart: Hosts = { published: [held, old], testing: [held, beta] }

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

/**
 * The same case at each pool with two versions, which list what is given.
 */
export const atPools =
  (variations: Variations) =>
  (name: string, hosts: Hosts, run: (list: ListFixture) => Promise<void>): ReadonlyArray<Case> =>
    everywhere(
      name,
      async (list) => {
        await list.putVersions(versionsOf(list.kinds, hosts))
        await run(list)
      },
      placeNames.filter((place) => hasVersions(variations, place)),
    )

const reads = (variations: Variations): ReadonlyArray<Case> =>
  starts.flatMap(([what, hosts]) =>
    atPools(variations)(`get gives each version, where ${what}`, hosts, async (list) => {
      const state = await list.versions()
      assert.ok(state !== undefined, 'the harness tells both versions')
      checkVersions(list.kinds, await succeed(list.domains.get()), state)
    }),
  )

const oddReads = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('each version is read in canonical form, each domain once', apart, async (list) => {
    const odd = (host: string): DomainSet<Kind> =>
      Object.fromEntries(list.kinds.map((kind) => [kind, [domain(kind, host.toUpperCase()), domain(kind, host)]]))
    await list.putVersions({ published: odd(held), testing: odd(beta) })
    const { versions } = await succeed(list.domains.get())
    assert.deepEqual(versions, { published: list.all(held), testing: list.all(beta) })
  })

const proveCost = async (list: ListFixture, wanted: Request, version: PoolVersion): Promise<void> => {
  const said = rightOf(list.domains.cost(changeOf(wanted), await succeed(list.domains.get()), version))
  const outcome = await prove(list, wanted, { version })
  assert.equal(outcome.modifications, said, 'what a change was said to cost is what it spent')
  assert.equal(outcome.uncertain, 0, 'nothing that was answered is uncertain')
}

const changes = (variations: Variations): ReadonlyArray<Case> =>
  eachVersion.flatMap((version) =>
    requests.flatMap(([name, hosts]) =>
      starts.flatMap(([what, start]) => {
        const named = hosts.length === 0 ? 'nothing' : hosts.map((host) => host.split('.')[0]).join(', ')
        return atPools(variations)(`${name} of ${named} for ${version}, where ${what}`, start, (list) =>
          proveCost(list, request(name, list.all(...hosts)), version),
        )
      }),
    ),
  )

const usual = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('a change that names no version is for both', apart, async (list) => {
    await prove(list, request('set', list.all(held, fresh)))
  })

const givenBack = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('what get gave is set again without a write', ahead, async (list) => {
    const before = await list.versions()
    const { items } = await succeed(list.domains.modify(setDomains((await succeed(list.domains.get())).domains)))
    assert.ok(
      items.every(({ verdict }) => verdict === 'already'),
      'all is so already',
    )
    assert.deepEqual(await list.writes(), [])
    assert.deepEqual(await list.versions(), before)
  })

const anyChange = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)(
    'whatever each version lists, any change does what it says to each, and costs what it is said to',
    apart,
    (list) => {
      const hosts = [...hostsAt(list.place)]
      const drawn = fc.record({
        published: fc.option(fc.subarray(hosts), { nil: undefined, freq: 5 }),
        testing: fc.subarray(hosts),
        wanted: requestAt(variations, list.place),
        version: fc.constantFrom(...eachVersion),
      })
      return forAny(list, drawn, async ({ published, testing, wanted, version }) => {
        await startAfresh(list)
        const start = published === undefined ? { testing } : { published, testing }
        await list.putVersions(versionsOf(list.kinds, start))
        await proveCost(list, wanted, version)
      })
    },
  )

const observedWhole = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('a list observed with its versions is not looked at first', apart, async (list) => {
    for (const version of eachVersion) {
      const observed = await succeed(list.domains.get())
      const recording = await record(list, request('add', list.all(`${version}.example.org`)), { observed, version })
      assert.notEqual(recording.attempts[0]?.asks, 'get')
      checkOutcome(recording)
    }
  })

const atOnce = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('changes of one version and of both at once are all there', apart, async (list) => {
    const { kinds, all } = list
    const { modify } = list.domains
    for (const strikes of ['add', 'delete'] as const)
      await list.script('slow', strikes, { lands: 'before', delayMs: 40 })
    const results = await Promise.all([
      settle(modify(addDomains(all(fresh)))),
      settle(modify(addDomains(all('staged.example.org')), { version: 'testing' })),
      settle(modify(setDomains(all(held, fresh, 'last.example.org')))),
    ])
    for (const result of results) rightOf(result)
    assert.deepEqual(await list.versions(), {
      published: stateOf(kinds, all(held, fresh, 'last.example.org')),
      testing: stateOf(kinds, all(held, beta, fresh, 'staged.example.org', 'last.example.org')),
    })
  })

const spelling = (variations: Variations): ReadonlyArray<Case> =>
  atPools(variations)('what is staged stays letter for letter', apart, async (list) => {
    const spelt = (host: string): DomainSet<Kind> =>
      Object.fromEntries(list.kinds.map((kind) => [kind, [domain(kind, host)]]))
    const before = spelt(beta.toUpperCase())
    await list.putVersions({ published: spelt(held), testing: before })
    await succeed(list.domains.modify(setDomains(list.all(held, fresh))))
    const { testing = {} } = (await list.vendor.versions?.lists(list.address)) ?? {}
    for (const kind of list.kinds) {
      const entries: ReadonlyArray<string> = testing[kind] ?? []
      for (const entry of before[kind] ?? [])
        assert.ok(
          entries.some((each) => entry.endsWith(each)),
          entry,
        )
    }
  })

const told = (variations: Variations): ReadonlyArray<Case> =>
  everywhere('the versions that a change can be for are told', async (list) => {
    const { versions } = list.capabilities
    if (hasVersions(variations, list.place)) {
      assert.deepEqual([...(versions ?? [])].sort(), [...eachVersion].sort())
      assert.equal(versions?.[0], 'both', 'the default is both')
      return
    }
    assert.equal(versions, undefined, 'a list with one version has none to choose from')
    const before = await list.state()
    const change = addDomains(list.all('new.example.com'))
    for (const version of eachVersion) {
      const error = leftOf(await settle(list.domains.modify(change, { version })))
      checkError(error)
      assert.equal(error._tag, 'Unsupported')
      assert.equal(leftOf(list.domains.cost(change, { domains: {} }, version))._tag, 'Unsupported')
    }
    assert.deepEqual(await list.attempts(), [], 'nothing is sent')
    assert.deepEqual(await list.state(), before)
  })

/**
 * Law 17.
 */
export const poolVersions: LawCases = {
  law: 17,
  cases: (variations) =>
    [told, reads, oddReads, usual, changes, givenBack, anyChange, observedWhole, atOnce, spelling].flatMap((part) =>
      part(variations),
    ),
}
