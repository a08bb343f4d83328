import { type DomainSet, type Kind } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { abilityOf, hasAbility } from '../harness/ability.js'
import { type Case, type Chapter } from '../suite/case.js'
import { type PlaceName, listAt } from '../harness/address.js'
import { succeed } from '../checks/settle.js'
import { domain, under } from '../fixture/spelling.js'
import { type Stage, at, kindsAt, put } from '../fixture/fixture.js'

const places = ['app.server', 'app.webview'] as const

const sorted = (list: ReadonlyArray<string> | undefined): ReadonlyArray<string> => [...(list ?? [])].sort()

const checkLetters = (what: string, kinds: ReadonlyArray<Kind>, told: DomainSet<Kind>, expected: DomainSet<Kind>) => {
  assert.deepEqual(Object.keys(told).sort(), [...kinds].sort(), `${what}: every kind of the list`)
  for (const kind of kinds)
    assert.deepEqual(sorted(told[kind]), sorted(expected[kind]), `${what}: ${kind}, to the letter`)
}

/**
 * Makes a list live, and holds what is told to be effective, and of the origins, against it.
 */
const checkLive = async (stage: Stage, place: PlaceName, held: DomainSet<Kind>, expected: DomainSet<Kind>) => {
  const kinds = kindsAt(stage, place)
  const { apps, origins = [] } = stage.variations
  await put(stage, at(stage, place), held)
  await stage.vendor.release(apps[0])
  const told = await succeed(listAt(stage.provider, at(stage, place)).effective())
  checkLetters('effective', kinds, told.effective, expected)
  for (const origin of origins) assert.ok(told.origins[origin] !== undefined, `what is of the ${origin} is told`)
  if (told.origins.platform !== undefined) checkLetters('of the platform', kinds, told.origins.platform, expected)
  for (const other of [told.origins.console, told.origins.direct])
    if (other !== undefined) for (const kind of kinds) assert.deepEqual(other[kind] ?? [], [], 'of nobody else')
}

const odd = (place: PlaceName): Case => ({
  name: `${place}: an effective list in odd spellings is told in canonical form, every kind, each domain once`,
  run: async (stage) => {
    const kinds = kindsAt(stage, place)
    const [first, ...others] = kinds
    if (first === undefined) return
    const one = domain(first, 'one.example.com')
    await checkLive(
      stage,
      place,
      { ...under(others), [first]: [one.toUpperCase(), one, `${one}/`, domain(first, 'two.example.com')] },
      { ...under(others), ...under([first], 'one.example.com', 'two.example.com') },
    )
  },
})

const many = (place: PlaceName): Case => ({
  name: `${place}: an effective list that is long, and has ports, is told to the last`,
  run: async (stage) => {
    const kinds = kindsAt(stage, place)
    const { perKind = 150, ports, defaultPort } = stage.variations.limits[place]
    const hosts = Array.from({ length: Math.min(perKind, 150) - 3 }, (_, index) => `h${index}.example.com`)
    const withPorts = ports ? ['h0.example.com:8443', ...(defaultPort === 'kept' ? ['h0.example.com:443'] : [])] : []
    const held = fromKinds(kinds, (kind) => [...hosts, ...withPorts].map((host) => domain(kind, host)))
    await checkLive(stage, place, held, held)
  },
})

/**
 * Law 13: what is effective is told as exactly as what is configured.
 */
export const effectiveTold: Chapter = {
  law: 13,
  cases: (variations) =>
    places
      .filter((place) => hasAbility(variations, abilityOf(place, 'effective')))
      .flatMap((place) => [odd(place), many(place)]),
}
