import {
  type DomainChange,
  type DomainError,
  type Kind,
  addDomains,
  copyPool,
  deleteDomains,
  setDomains,
} from '@mini-domains/core'
import { type Capability } from '@mini-domains/core/adapter'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import assert from 'node:assert/strict'
import { copiesPoolAt, abilityOf, hasAbility } from '../harness/ability.js'
import { type Case, type Chapter } from '../suite/case.js'
import {
  type Address,
  type PlaceName,
  addressOf,
  capabilitiesAt,
  confirmFileAt,
  levelOf,
  listAt,
  placeNames,
  poolOf,
} from '../harness/address.js'
import { prove } from '../checks/prove.js'
import { request } from '../fixture/request.js'
import { fail, succeed } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { type Stage, at, kindsAt, look, lookAround, put } from '../fixture/fixture.js'
import { truthOf } from '../fixture/actual-state.js'
import { type Ability, type Variations } from '../harness/variations.js'
import { checkBilingual, checkError } from '../checks/error.js'

const checkCannot = async (
  stage: Stage,
  capability: Capability,
  task: TE.TaskEither<DomainError, unknown>,
): Promise<void> => {
  assert.equal(capability._tag, 'Cannot', 'what the vendor cannot do is told so')
  if (capability._tag === 'Cannot') {
    checkBilingual(capability.why, 'why it cannot')
    assert.match(capability.link, /^https:\/\//, 'why it cannot, with a link')
  }
  const before = await lookAround(stage)
  const error = await fail(task)
  checkError(error)
  assert.equal(error._tag, 'Unsupported')
  assert.equal(error.actor, 'caller', 'who must act')
  if (error._tag === 'Unsupported') {
    checkBilingual(error.why, 'why it cannot')
    if (capability._tag === 'Cannot')
      assert.deepEqual(error.why, capability.why, 'why, as it is told of what it can do')
  }
  assert.equal(error.modification, 'not-spent')
  assert.equal(error.fate, 'not-done')
  assert.equal(error.retry.when, 'never')
  assert.deepEqual(await stage.vendor.attempts(), [], 'nothing is sent')
  assert.deepEqual(await lookAround(stage), before)
}

const checkCan = (capability: Capability): void =>
  assert.notEqual(capability._tag, 'Cannot', 'what the vendor can do is not told to be impossible')

const getCase = (place: PlaceName): Case => ({
  name: `${place}.get works`,
  shows: `${place}.get`,
  run: async (stage) => {
    checkCan(capabilitiesAt(stage.provider, place).get)
    const kinds = kindsAt(stage, place)
    await put(stage, at(stage, place), under(kinds, 'held.example.com'))
    const list = await succeed(listAt(stage.provider, at(stage, place)).get())
    assert.deepEqual(truthOf(kinds, list.domains), await look(stage, at(stage, place)))
  },
})

const changeCase = (place: PlaceName, name: 'add' | 'delete' | 'set', change: DomainChange<Kind>['_tag']): Case => ({
  name: `${place}.${name} works`,
  shows: `${place}.${name}`,
  run: async (stage) => {
    checkCan(capabilitiesAt(stage.provider, place)[name])
    const kinds = kindsAt(stage, place)
    await put(stage, at(stage, place), under(kinds, 'held.example.com', 'other.example.com'))
    const hosts = change === 'Delete' ? ['held.example.com'] : ['held.example.com', 'new.example.com']
    await prove(stage, at(stage, place), request(name, under(kinds, ...hosts)))
  },
})

const copyPoolCase = (variations: Variations, place: PlaceName): Case => {
  const can = copiesPoolAt(variations, place)
  return {
    name: `${place}.copyPool ${can ? 'works' : 'is refused and sends nothing'}`,
    shows: `${place}.copyPool`,
    run: async (stage) => {
      const { copyPool: ability } = capabilitiesAt(stage.provider, place)
      if (!can) return checkCannot(stage, ability, listAt(stage.provider, at(stage, place)).modify(copyPool))
      checkCan(ability)
      const before = await look(stage, addressOf(poolOf(place), stage.variations.apps[0]))
      await prove(stage, at(stage, place), request('copyPool', {}))
      assert.deepEqual(await look(stage, addressOf(poolOf(place), stage.variations.apps[0])), before)
    },
  }
}

const checkEffective = async (stage: Stage, address: Address): Promise<void> => {
  const kinds = kindsAt(stage, address.place)
  const list = listAt(stage.provider, address)
  const configured = under(kinds, 'live.example.com', 'also.example.com')
  await put(stage, address, configured)
  assert.deepEqual(truthOf(kinds, (await succeed(list.effective())).effective), truthOf(kinds, {}), 'not live yet')
  await stage.vendor.release(stage.variations.apps[0])
  const { effective } = await succeed(list.effective())
  assert.deepEqual(truthOf(kinds, effective), truthOf(kinds, configured), 'live after a release')
  await put(stage, address, under(kinds))
  const still = await succeed(list.effective())
  assert.deepEqual(truthOf(kinds, still.effective), truthOf(kinds, configured), 'live until the next release')
  assert.deepEqual(truthOf(kinds, (await succeed(list.get())).domains), truthOf(kinds, {}))
}

const effectiveCase = (variations: Variations, place: PlaceName): Case => {
  const can = hasAbility(variations, abilityOf(place, 'effective'))
  return {
    name: `${place}.effective ${can ? 'works' : 'is refused and sends nothing'}`,
    shows: `${place}.effective`,
    run: async (stage) => {
      const { effective } = capabilitiesAt(stage.provider, place)
      if (!can) return checkCannot(stage, effective, listAt(stage.provider, at(stage, place)).effective())
      checkCan(effective)
      await checkEffective(stage, at(stage, place))
    },
  }
}

const confirmFileCase = (variations: Variations, place: PlaceName): Case => {
  const ability: Ability = levelOf(place) === 'app' ? 'app.confirmFile' : 'platform.confirmFile'
  const can = variations.abilities.includes(ability)
  return {
    name: `${ability} ${can ? 'works' : 'is refused and sends nothing'}`,
    shows: ability,
    run: async (stage) => {
      const { task, capability } = confirmFileAt(stage.provider, at(stage, place))
      if (!can) return checkCannot(stage, capability, task)
      checkCan(capability)
      const file = await succeed(task)
      const expected = await stage.vendor.confirmFile(at(stage, place).subject)
      assert.equal(file.name, expected?.name)
      assert.deepEqual(Buffer.from(file.content), Buffer.from(expected?.content ?? []), 'byte for byte')
    },
  }
}

const kindsCase = (place: PlaceName): Case => ({
  name: `${place} has the kinds that the vendor has`,
  run: async (stage) => {
    assert.deepEqual([...capabilitiesAt(stage.provider, place).kinds].sort(), [...kindsAt(stage, place)].sort())
    return Promise.resolve()
  },
})

const limitsTold = (place: PlaceName): Case => ({
  name: `${place} tells the limits that the vendor has`,
  run: async (stage) => {
    const { perKind, ports, forbiddenHosts, defaultPort, http, ...others } = capabilitiesAt(
      stage.provider,
      place,
    ).limits
    const limits = stage.variations.limits[place]
    if (limits.perKind !== undefined) assert.equal(perKind?.value, limits.perKind)
    assert.equal(ports.value, limits.ports)
    assert.deepEqual([...forbiddenHosts.value].sort(), [...limits.forbiddenHosts].sort())
    assert.equal(defaultPort?.value ?? 'dropped', limits.defaultPort ?? 'dropped')
    if (limits.http !== undefined) assert.equal(http?.value ?? false, limits.http)
    const { total, monthlyModifications } = others
    for (const figure of [perKind, ports, forbiddenHosts, defaultPort, http, total, monthlyModifications])
      if (figure !== undefined)
        for (const text of [figure.source, figure.confidence])
          assert.ok(text.trim() !== '', 'a figure says where it is from, and how sure it is')
    return Promise.resolve()
  },
})

const limitsCase = (place: PlaceName): Case => ({
  name: `${place}: as many domains as its limit says can be listed, in one write`,
  run: async (stage) => {
    const { perKind, ports } = capabilitiesAt(stage.provider, place).limits
    const [kind] = kindsAt(stage, place)
    if (kind === undefined) return
    const count = Math.min(perKind?.value ?? 20, 1_000)
    const hosts = Array.from({ length: count }, (_, index) => `h${index}.example.com`)
    await prove(stage, at(stage, place), request('set', under([kind], ...hosts)))
    if (!ports.value) return
    await prove(stage, at(stage, place), request('set', under([kind], 'www.example.com:8443', 'www.example.com')))
  },
})

/**
 * What a `cannot` refuses is refused whatever the caller knows, and however the change is spelt.
 */
const observedCase = (variations: Variations, place: PlaceName): ReadonlyArray<Case> =>
  copiesPoolAt(variations, place)
    ? []
    : [
        {
          name: `${place}.copyPool is refused when the list was observed before, too`,
          run: async (stage) => {
            const observed = { domains: under(kindsAt(stage, place)) }
            const list = listAt(stage.provider, at(stage, place))
            const { copyPool: ability } = capabilitiesAt(stage.provider, place)
            await checkCannot(stage, ability, list.modify(copyPool, { observed }))
          },
        },
      ]

const withOptions = (place: PlaceName): Case => ({
  name: `${place}: the same provider with other options does the same`,
  run: async (stage) => {
    const kinds = kindsAt(stage, place)
    const list = listAt(stage.provider.with({ timeoutMs: 9_000 }), at(stage, place))
    await put(stage, at(stage, place), under(kinds, 'held.example.com'))
    await succeed(list.modify(addDomains(under(kinds, 'new.example.com'))))
    await succeed(list.modify(deleteDomains(under(kinds, 'held.example.com'))))
    await succeed(list.modify(setDomains(under(kinds, 'last.example.com'))))
    assert.deepEqual(await look(stage, at(stage, place)), truthOf(kinds, under(kinds, 'last.example.com')))
    const once = stage.provider.with({ timeoutMs: 9_000 })
    for (const { vendor, capabilities } of [once, once.with({})]) {
      assert.equal(vendor, stage.provider.vendor)
      assert.deepEqual(capabilities, stage.provider.capabilities, 'it says the same of what it can do')
    }
  },
})

/**
 * Law 13.
 */
export const capabilityHonesty: Chapter = {
  law: 13,
  cases: (variations) => [
    ...placeNames.flatMap((place) => [
      kindsCase(place),
      getCase(place),
      changeCase(place, 'add', 'Add'),
      changeCase(place, 'delete', 'Delete'),
      changeCase(place, 'set', 'Set'),
      copyPoolCase(variations, place),
      effectiveCase(variations, place),
      limitsTold(place),
      limitsCase(place),
      withOptions(place),
      ...observedCase(variations, place),
    ]),
    confirmFileCase(variations, 'app.webview'),
    confirmFileCase(variations, 'platform.webview'),
  ],
}
