import { type DomainError, addDomains, copyPool, deleteDomains, setDomains } from '@mini-domains/core'
import { type Capability } from '@mini-domains/core/adapter'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import assert from 'node:assert/strict'
import { checkBilingual, checkError } from '../../checks/error.js'
import { prove, stateOfAll } from '../../checks/prove.js'
import { fail, succeed } from '../../checks/settle.js'
import { type Fixture, type ListFixture, at, poolOf } from '../../fixture/fixture.js'
import { request } from '../../fixture/request.js'
import { stateOf } from '../../fixture/state.js'
import { type PlaceName, confirmFileAt, levelOf, placeNames } from '../../harness/address.js'
import { type Variations, abilityOf, copiesPoolAt, hasAbility, placesOf } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

const checkCannot = async (
  fixture: Fixture,
  capability: Capability,
  task: TE.TaskEither<DomainError, unknown>,
  link = /^https:\/\//,
): Promise<void> => {
  if (capability._tag !== 'Cannot') return assert.fail('what the vendor cannot do is told so')
  checkBilingual(capability.why, 'why it cannot')
  assert.match(capability.link, link, 'why it cannot, with a link')
  const before = await stateOfAll(fixture)
  const error = await fail(task)
  checkError(error)
  if (error._tag !== 'Unsupported') return assert.fail(`what it cannot do is told as ${error._tag}`)
  assert.equal(error.actor, 'caller', 'who must act')
  assert.deepEqual(error.why, capability.why, 'why, as it is told of what it can do')
  assert.equal(error.modification, 'not-spent')
  assert.equal(error.applied, 'no')
  assert.equal(error.retry.when, 'never')
  assert.deepEqual(await fixture.vendor.attempts(), [], 'nothing is sent')
  assert.deepEqual(await stateOfAll(fixture), before)
}

const checkCan = (capability: Capability): void =>
  assert.notEqual(capability._tag, 'Cannot', 'what the vendor can do is not told to be impossible')

/**
 * A case that shows what the vendor does through the adapter, or the adapter to refuse.
 */
const showing = (
  shows: string,
  place: PlaceName,
  can: boolean,
  capabilityOf: (list: ListFixture) => Capability,
  taskOf: (list: ListFixture) => TE.TaskEither<DomainError, unknown>,
  works: (list: ListFixture) => Promise<void>,
): Case => ({
  name: `${shows} ${can ? 'works' : 'is refused and sends nothing'}`,
  shows,
  run: async (fixture) => {
    const list = at(fixture, place)
    const capability = capabilityOf(list)
    if (!can) return checkCannot(fixture, capability, taskOf(list))
    checkCan(capability)
    await works(list)
  },
})

const get = (place: PlaceName): Case =>
  showing(
    `${place}.get`,
    place,
    true,
    ({ capabilities }) => capabilities.get,
    ({ domains }) => domains.get(),
    async (list) => {
      await list.hold('held.example.com')
      assert.deepEqual(stateOf(list.kinds, (await succeed(list.domains.get())).domains), await list.state())
    },
  )

const change = (place: PlaceName, name: 'add' | 'delete' | 'set'): Case =>
  showing(
    `${place}.${name}`,
    place,
    true,
    ({ capabilities }) => capabilities[name],
    ({ domains }) => domains.get(),
    async (list) => {
      await list.hold('held.example.com', 'other.example.com')
      const hosts = name === 'delete' ? ['held.example.com'] : ['held.example.com', 'new.example.com']
      await prove(list, request(name, list.all(...hosts)))
    },
  )

// Where a list is that the vendor does not have, not every vendor has a page for.
const anyLink = /^(https:\/\/.+)?$/

const callsOfNone = {
  get: ({ domains }: ListFixture) => domains.get(),
  add: ({ domains, one }: ListFixture) => domains.modify(addDomains(one('new.example.com'))),
  delete: ({ domains, one }: ListFixture) => domains.modify(deleteDomains(one('new.example.com'))),
  set: ({ domains, one }: ListFixture) => domains.modify(setDomains(one('new.example.com'))),
  copyPool: ({ domains }: ListFixture) => domains.modify(copyPool),
  effective: ({ domains }: ListFixture) => domains.effective(),
}

/**
 * A list that the vendor does not have: it has no kinds, and whatever is asked of it is refused.
 */
const absent = (place: PlaceName): ReadonlyArray<Case> =>
  (['get', 'add', 'delete', 'set', 'copyPool', 'effective'] as const).map((name) => ({
    name: `${place}.${name} is refused and sends nothing`,
    shows: `${place}.${name}`,
    run: async (fixture) => {
      const list = at(fixture, place)
      assert.deepEqual(list.capabilities.kinds, [], 'a list that is not there has no kinds')
      await checkCannot(fixture, list.capabilities[name], callsOfNone[name](list), anyLink)
    },
  }))

const copying = (variations: Variations, place: PlaceName): Case =>
  showing(
    `${place}.copyPool`,
    place,
    copiesPoolAt(variations, place),
    ({ capabilities }) => capabilities.copyPool,
    ({ domains }) => domains.modify(copyPool),
    async (list) => {
      const before = await poolOf(list).state()
      await prove(list, request('copyPool', {}))
      assert.deepEqual(await poolOf(list).state(), before)
    },
  )

const effective = (variations: Variations, place: PlaceName): Case =>
  showing(
    `${place}.effective`,
    place,
    hasAbility(variations, abilityOf(place, 'effective')),
    ({ capabilities }) => capabilities.effective,
    ({ domains }) => domains.effective(),
    async (list) => {
      const state = (...hosts: ReadonlyArray<string>) => stateOf(list.kinds, list.all(...hosts))
      const live = async () => stateOf(list.kinds, (await succeed(list.domains.effective())).effective)
      await list.hold('live.example.com', 'also.example.com')
      assert.deepEqual(await live(), state(), 'not live yet')
      await list.vendor.release(list.variations.apps[0])
      assert.deepEqual(await live(), state('live.example.com', 'also.example.com'), 'live after a release')
      await list.hold()
      assert.deepEqual(await live(), state('live.example.com', 'also.example.com'), 'live until the next release')
      assert.deepEqual(stateOf(list.kinds, (await succeed(list.domains.get())).domains), state())
    },
  )

const confirmFile = (variations: Variations, place: 'app.webview' | 'platform.webview'): Case => {
  const ability = `${levelOf(place)}.confirmFile` as const
  return showing(
    ability,
    place,
    variations.abilities.includes(ability),
    ({ provider, address }) => confirmFileAt(provider, address).capability,
    (list) => list.confirmFile,
    async (list) => {
      const file = await succeed(list.confirmFile)
      const expected = await list.vendor.confirmFile(list.address.subject)
      assert.equal(file.name, expected?.name)
      assert.deepEqual(Buffer.from(file.content), Buffer.from(expected?.content ?? []), 'byte for byte')
    },
  )
}

/**
 * What a `cannot` refuses is refused whatever the caller knows.
 */
const observed = (variations: Variations): ReadonlyArray<Case> =>
  everywhere(
    'copyPool is refused when the list was observed before, too',
    (list) =>
      checkCannot(
        list,
        list.capabilities.copyPool,
        list.domains.modify(copyPool, { observed: { domains: list.all() } }),
      ),
    placeNames.filter((place) => !copiesPoolAt(variations, place)),
  )

const withOptions = everywhere('the same provider with other options does the same', async (list) => {
  const { domains, provider } = list.with({ timeoutMs: 9_000 })
  await list.hold('held.example.com')
  await succeed(domains.modify(addDomains(list.all('new.example.com'))))
  await succeed(domains.modify(deleteDomains(list.all('held.example.com'))))
  await succeed(domains.modify(setDomains(list.all('last.example.com'))))
  assert.deepEqual(await list.state(), stateOf(list.kinds, list.all('last.example.com')))
  for (const { vendor, capabilities } of [provider, provider.with({})]) {
    assert.equal(vendor, list.provider.vendor)
    assert.deepEqual(capabilities, list.provider.capabilities, 'it says the same of what it can do')
  }
})

/**
 * Law 13: what the vendor can do works, and what it cannot is refused.
 */
export const capabilities: LawCases = {
  law: 13,
  cases: (variations) => [
    ...placeNames.flatMap((place) =>
      placesOf(variations).includes(place)
        ? [
            get(place),
            ...(['add', 'delete', 'set'] as const).map((name) => change(place, name)),
            copying(variations, place),
            effective(variations, place),
          ]
        : absent(place),
    ),
    confirmFile(variations, 'app.webview'),
    confirmFile(variations, 'platform.webview'),
    ...observed(variations),
    ...withOptions,
  ],
}
