import { type DomainError, addDomains, copyPool, deleteDomains, setDomains } from '@mini-domains/core'
import { type Capability, type Fact } from '@mini-domains/core/adapter'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import assert from 'node:assert/strict'
import { checkBilingual, checkError } from '../../checks/error.js'
import { prove, stateOfAll } from '../../checks/prove.js'
import { fail, succeed } from '../../checks/settle.js'
import { type Fixture, type ListFixture, at, poolOf } from '../../fixture/fixture.js'
import { request } from '../../fixture/request.js'
import { stateOf } from '../../fixture/state.js'
import { type PlaceName, confirmFileAt, levelOf, placeNames } from '../../harness/address.js'
import { type Variations, abilityOf, copiesPoolAt, hasAbility, hasList } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

const checkCannot = async (
  fixture: Fixture,
  capability: Capability,
  task: TE.TaskEither<DomainError, unknown>,
): Promise<void> => {
  if (capability._tag !== 'Cannot') return assert.fail('what the vendor cannot do is told so')
  checkBilingual(capability.why, 'why it cannot')
  assert.match(capability.link, /^https:\/\//, 'why it cannot, with a link')
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

const get = (variations: Variations, place: PlaceName): Case =>
  showing(
    `${place}.get`,
    place,
    hasList(variations, place),
    ({ capabilities }) => capabilities.get,
    ({ domains }) => domains.get(),
    async (list) => {
      await list.hold('held.example.com')
      assert.deepEqual(stateOf(list.kinds, (await succeed(list.domains.get())).domains), await list.state())
    },
  )

const change = (variations: Variations, place: PlaceName, name: 'add' | 'delete' | 'set'): Case =>
  showing(
    `${place}.${name}`,
    place,
    hasList(variations, place),
    ({ capabilities }) => capabilities[name],
    ({ domains }) => domains[name]({}),
    async (list) => {
      await list.hold('held.example.com', 'other.example.com')
      const hosts = name === 'delete' ? ['held.example.com'] : ['held.example.com', 'new.example.com']
      await prove(list, request(name, list.all(...hosts)))
    },
  )

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

const kinds = everywhere('the kinds are those of the vendor', async (list) =>
  Promise.resolve(assert.deepEqual([...list.capabilities.kinds].sort(), [...list.kinds].sort())),
)

const limits = everywhere('the limits, totals and months are those of the vendor', async (list) => {
  const { perKind, total, monthlyModifications, ports, forbiddenHosts, defaultPort, http } = list.capabilities.limits
  const known = list.limits
  if (known.perKind !== undefined) assert.equal(perKind?.value, known.perKind)
  if (known.total !== undefined) assert.equal(total?.value, known.total)
  if (known.monthlyModifications !== undefined) assert.equal(monthlyModifications?.value, known.monthlyModifications)
  assert.equal(ports.value, known.ports)
  assert.deepEqual([...forbiddenHosts.value].sort(), [...known.forbiddenHosts].sort())
  assert.equal(defaultPort?.value ?? 'dropped', known.defaultPort ?? 'dropped', 'whether a port goes without saying')
  if (known.http !== undefined) assert.equal(http?.value ?? false, known.http)
  return Promise.resolve()
})

const confidences: ReadonlyArray<string> = [
  'vendor document',
  'official doc copy',
  'SDK source',
  'wire',
  'guess',
  'config',
]

const sourced = everywhere('each figure says where it is from, of when, and how sure it is', async (list) => {
  const figures: ReadonlyArray<readonly [string, Fact<unknown> | undefined]> = Object.entries(list.capabilities.limits)
  for (const [name, figure] of figures) {
    if (figure === undefined) continue
    assert.match(figure.source, /\S/, `where ${name} is from`)
    assert.ok(confidences.includes(figure.confidence), `how sure ${name} is: ${figure.confidence}`)
    if (figure.confidence !== 'config') assert.match(figure.date, /^\d{4}(-\d\d){0,2}$/, `of when ${name} is`)
  }
  return Promise.resolve()
})

const filled = everywhere('as many domains as its limit says can be listed, in one write', async (list) => {
  const { perKind, ports } = list.capabilities.limits
  const count = Math.min(perKind?.value ?? 20, 1_000)
  const hosts = Array.from({ length: count }, (_, index) => `h${index}.example.com`)
  await prove(list, request('set', list.one(...hosts)))
  if (!ports.value) return
  await prove(list, request('set', list.one('www.example.com:8443', 'www.example.com')))
})

const portsOfEachKind = everywhere('a port is kept in every kind that may have one', async (list) => {
  if (!list.limits.ports) return
  const wanted = list.all('www.example.com:8443', 'www.example.com:9443')
  await succeed(list.domains.modify(setDomains(wanted)))
  assert.deepEqual(await list.state(), stateOf(list.kinds, wanted))
  assert.deepEqual(stateOf(list.kinds, (await succeed(list.domains.get())).domains), stateOf(list.kinds, wanted))
})

/**
 * Law 13.
 */
export const capabilities: LawCases = {
  law: 13,
  cases: (variations) => [
    ...placeNames.flatMap((place) => [
      get(variations, place),
      ...(['add', 'delete', 'set'] as const).map((name) => change(variations, place, name)),
      copying(variations, place),
      effective(variations, place),
    ]),
    confirmFile(variations, 'app.webview'),
    confirmFile(variations, 'platform.webview'),
    ...observed(variations),
    ...withOptions,
    ...kinds,
    ...limits,
    ...sourced,
    ...filled,
    ...portsOfEachKind,
  ],
}
