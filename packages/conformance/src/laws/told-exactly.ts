import {
  type DomainSet,
  type Kind,
  type ListedDomains,
  addDomains,
  deleteDomains,
  setDomains,
} from '@mini-domains/core'
import { fromKinds, schemeOf } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type PlaceName, listAt, placeNames } from '../harness/address.js'
import { prove } from '../checks/prove.js'
import { request } from '../fixture/request.js'
import { succeed } from '../checks/settle.js'
import { domain, under } from '../fixture/spelling.js'
import { type Stage, at, kindsAt, look, put } from '../fixture/fixture.js'

const sorted = (list: ReadonlyArray<string> | undefined): ReadonlyArray<string> => [...(list ?? [])].sort()

/**
 * Holds what is told of each kind against what it has to be, letter for letter and each domain once.
 */
const checkLetters = (kinds: ReadonlyArray<Kind>, told: DomainSet<Kind>, expected: DomainSet<Kind>): void => {
  for (const kind of kinds) assert.deepEqual(sorted(told[kind]), sorted(expected[kind]), `${kind}, to the letter`)
}

// What the vendor lists once in each spelling, and what has been listed under rules that were others than today's.
const oldHosts = ['xn--bcher-kva.example.com', 'my_host.example.com', '192.0.2.7', 'localhost']

const oldSchemes = (kind: Kind): ReadonlyArray<string> =>
  schemeOf(kind) === 'none' ? [] : [kind === 'socket' ? 'ws://old.example.com' : 'http://old.example.com']

const oldList = everywhere(
  'what is listed and would not be taken today is told like all else, with its own scheme',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const held = fromKinds(kinds, (kind) => [...oldHosts.map((host) => domain(kind, host)), ...oldSchemes(kind)])
    await put(stage, at(stage, place), held)
    checkLetters(
      kinds,
      (await succeed(listAt(stage.provider, at(stage, place)).get())).domains,
      await look(stage, at(stage, place)),
    )
  },
)

const sameText = (one: ListedDomains<Kind>, other: ListedDomains<Kind>, kinds: ReadonlyArray<Kind>): void => {
  checkLetters(kinds, one.domains, other.domains)
  for (const name of ['published', 'testing'] as const)
    checkLetters(kinds, one.versions?.[name] ?? {}, other.versions?.[name] ?? {})
  assert.deepEqual(Object.keys(one.domains).sort(), Object.keys(other.domains).sort(), 'the same kinds are told')
  assert.deepEqual(Object.keys(one).sort(), Object.keys(other).sort(), 'the same versions are told')
}

const before = everywhere('before is told as get tells the list, to the letter', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const [first, ...others] = kinds
  if (first === undefined) return
  const one = domain(first, 'one.example.com')
  const list = listAt(stage.provider, at(stage, place))
  await put(stage, at(stage, place), { ...under(others), [first]: [one.toUpperCase(), one, `${one}/`] })
  const seen = await succeed(list.get())
  checkLetters(kinds, seen.domains, { ...under(others), ...under([first], 'one.example.com') })
  const { before: told } = await succeed(list.modify(addDomains(under([first], 'new.example.com'))))
  sameText(told, seen, kinds)
})

const portsTold = everywhere(
  'hosts with ports and without are written, told and taken off each for itself',
  async (stage, place) => {
    if (!stage.variations.limits[place].ports) return
    const kinds = kindsAt(stage, place)
    const address = at(stage, place)
    const list = listAt(stage.provider, address)
    const hosts = ['www.example.com', 'www.example.com:8443', 'api.example.com:9443']
    await put(stage, address, under(kinds, 'www.example.com'))
    const { items } = await prove(stage, address, request('add', under(kinds, ...hosts)))
    for (const kind of kinds)
      assert.deepEqual(
        sorted(items.filter((item) => item.kind === kind).map((item) => item.domain)),
        sorted(under([kind], ...hosts)[kind]),
        'each is told with its port',
      )
    checkLetters(kinds, (await succeed(list.get())).domains, under(kinds, ...hosts))
    const { before: told } = await prove(stage, address, request('delete', under(kinds, 'www.example.com:8443')))
    checkLetters(kinds, told.domains, under(kinds, ...hosts))
    checkLetters(kinds, (await succeed(list.get())).domains, under(kinds, 'www.example.com', 'api.example.com:9443'))
    await prove(stage, address, request('set', under(kinds, ...hosts)))
  },
)

// The list at the vendor, as it is spelt there: where a default port is told apart, no other form may be compared.
const spelt = async (stage: Stage, place: PlaceName): Promise<DomainSet<Kind>> => stage.vendor.lists(at(stage, place))

const defaultPort = everywhere(
  'a host with the default port is an entry of its own where the vendor tells the two apart',
  async (stage, place) => {
    if (stage.variations.limits[place].defaultPort !== 'kept') return
    const kinds = kindsAt(stage, place)
    const { get, modify } = listAt(stage.provider, at(stage, place))
    await put(stage, at(stage, place), under(kinds, 'www.example.com'))
    const { items } = await succeed(modify(addDomains(under(kinds, 'www.example.com:443', 'www.example.com'))))
    const both = under(kinds, 'www.example.com', 'www.example.com:443')
    for (const kind of kinds)
      for (const host of ['www.example.com', 'www.example.com:443'])
        assert.equal(
          items.find((item) => item.kind === kind && item.domain === domain(kind, host))?.verdict,
          host === 'www.example.com' ? 'already' : 'accepted',
          `${kind} ${host}`,
        )
    checkLetters(kinds, await spelt(stage, place), both)
    checkLetters(kinds, (await succeed(get())).domains, both)
    await succeed(modify(deleteDomains(under(kinds, 'www.example.com:443'))))
    checkLetters(kinds, await spelt(stage, place), under(kinds, 'www.example.com'))
    await succeed(modify(setDomains(under(kinds, 'www.example.com:443'))))
    checkLetters(kinds, await spelt(stage, place), under(kinds, 'www.example.com:443'))
  },
)

const longest = 1_000

const longList = (place: PlaceName): Case => ({
  name: `${place}: a list that is as long as it may be is read, added to and kept to the last`,
  run: async (stage) => {
    const kinds = kindsAt(stage, place)
    const { perKind, total = longest } = stage.variations.limits[place]
    const address = at(stage, place)
    const count = Math.min(perKind ?? 150, Math.floor(Math.min(total, longest) / kinds.length))
    const [first = '', ...hosts] = Array.from({ length: count }, (_, index) => `h${index}.example.com`)
    await put(stage, address, under(kinds, ...hosts))
    const list = listAt(stage.provider, address)
    checkLetters(kinds, (await succeed(list.get())).domains, under(kinds, ...hosts))
    // How many a list takes that has no figure, nobody knows.
    if (perKind === undefined) return
    await prove(stage, address, request('add', under(kinds, first)))
    checkLetters(kinds, (await succeed(list.get())).domains, under(kinds, first, ...hosts))
  },
})

const longLists: ReadonlyArray<Case> = placeNames.map(longList)

/**
 * Law 1: what is told is told to the letter, behind the first value too.
 */
export const toldExactly: Chapter = {
  law: 1,
  cases: () => [...oldList, ...before, ...portsTold, ...defaultPort, ...longLists],
}
