import { addDomains, deleteDomains, setDomains } from '@mini-domains/core'
import { type Fact } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type PlaceName, capabilitiesAt, listAt, placeNames } from '../harness/address.js'
import { succeed } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { at, kindsAt, look, put, writesIn } from '../fixture/fixture.js'
import { truthOf } from '../fixture/actual-state.js'

const unchanged = everywhere(
  'what is handed in is not changed, and neither is what the provider says of itself',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const list = listAt(stage.provider, at(stage, place))
    const saying = JSON.stringify(stage.provider.capabilities)
    for (const change of [
      addDomains(under(kinds, 'B.example.com', 'a.example.com', 'a.example.com')),
      setDomains(under(kinds, 'c.example.com', 'a.example.com')),
      deleteDomains(under(kinds, 'c.example.com')),
    ]) {
      const observed = await succeed(list.get())
      const before = JSON.stringify([change, observed])
      list.cost(change, observed)
      await succeed(list.modify(change, { observed }))
      assert.equal(JSON.stringify([change, observed]), before, 'the caller has what it handed in')
    }
    assert.equal(JSON.stringify(stage.provider.capabilities), saying)
  },
)

const again = everywhere('a task that is run again asks anew', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const { get, modify } = listAt(stage.provider, at(stage, place))
  for (const host of ['one.example.com', 'two.example.com']) {
    await put(stage, at(stage, place), under(kinds, host))
    assert.deepEqual(truthOf(kinds, (await succeed(get())).domains), truthOf(kinds, under(kinds, host)))
  }
  const add = modify(addDomains(under(kinds, 'new.example.com')))
  assert.deepEqual(writesIn(await stage.vendor.attempts()), [], 'a task that was not run sends nothing')
  for (const verdict of ['accepted', 'already', 'accepted'] as const) {
    if (verdict === 'accepted') await put(stage, at(stage, place), under(kinds, 'two.example.com'))
    const { items } = await succeed(add)
    assert.ok(
      items.every((item) => item.verdict === verdict),
      `told anew: ${verdict}`,
    )
  }
  assert.deepEqual(
    await look(stage, at(stage, place)),
    truthOf(kinds, under(kinds, 'new.example.com', 'two.example.com')),
  )
})

const isOpen = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (!Object.isFrozen(value) && Object.values(value).every(isOpen))

const leftOpen = everywhere('what is handed in is not frozen', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const list = listAt(stage.provider, at(stage, place))
  const given = { observed: structuredClone(await succeed(list.get())) }
  for (const change of [
    addDomains(under(kinds, 'new.example.com')),
    setDomains(under(kinds, 'last.example.com')),
    deleteDomains(under(kinds, 'last.example.com')),
  ]) {
    list.cost(change, given.observed)
    await succeed(list.modify(change, given))
    assert.ok(isOpen(change), 'the caller can go on with its change')
  }
  assert.ok(isOpen(given), 'the caller can go on with what it observed')
})

/** Does with what it is given what its new owner may do: empties every array in it. */
const emptied = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  if (Array.isArray(value)) value.length = 0
  else for (const each of Object.values(value)) emptied(each)
}

const handedOut = everywhere("what is handed out is nobody else's", async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const list = listAt(stage.provider, at(stage, place))
  await put(stage, at(stage, place), under(kinds, 'held.example.com'))
  const truth = await look(stage, at(stage, place))
  for (const read of [list, list, listAt(stage.provider, at(stage, place))]) {
    const told = await succeed(read.get())
    assert.deepEqual(truthOf(kinds, told.domains), truth)
    emptied(told)
  }
  const change = list.modify(addDomains(under(kinds, 'held.example.com')))
  for (let times = 0; times < 3; times += 1) {
    const outcome = await succeed(change)
    assert.equal(outcome.items.length, kinds.length, 'an outcome tells of its own run')
    assert.deepEqual(truthOf(kinds, outcome.before.domains), truth)
    emptied(outcome)
  }
  assert.deepEqual(truthOf(kinds, (await succeed(list.get())).domains), truth)
})

const lookAnew = everywhere('a change that is run again looks again', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const add = listAt(stage.provider, at(stage, place)).modify(addDomains(under(kinds, 'new.example.com')))
  await succeed(add)
  for (const hosts of [['other.example.com'], ['new.example.com', 'other.example.com'], []]) {
    await put(stage, at(stage, place), under(kinds, ...hosts))
    const outcome = await succeed(add)
    assert.deepEqual(
      truthOf(kinds, outcome.before.domains),
      truthOf(kinds, under(kinds, ...hosts)),
      'before is what it found',
    )
    assert.deepEqual(
      await look(stage, at(stage, place)),
      truthOf(kinds, under(kinds, ...new Set([...hosts, 'new.example.com']))),
    )
  }
})

/**
 * Law 1: a task is a description, what is handed in stays the caller's, and what is handed out becomes it.
 */
export const purity: Chapter = {
  law: 1,
  cases: () => [...unchanged, ...again, ...leftOpen, ...handedOut, ...lookAnew],
}

const figures = (place: PlaceName): Case => ({
  name: `${place} tells the totals and months that the vendor has`,
  run: async (stage) => {
    const { total, monthlyModifications, defaultPort } = capabilitiesAt(stage.provider, place).limits
    const limits = stage.variations.limits[place]
    if (limits.total !== undefined) assert.equal(total?.value, limits.total)
    if (limits.monthlyModifications !== undefined)
      assert.equal(monthlyModifications?.value, limits.monthlyModifications)
    assert.equal(defaultPort?.value ?? 'dropped', limits.defaultPort ?? 'dropped', 'whether a port goes without saying')
    return Promise.resolve()
  },
})

const confidences: ReadonlyArray<string> = [
  'vendor document',
  'official doc copy',
  'SDK source',
  'wire',
  'guess',
  'config',
]

const sourced = everywhere('each figure says where it is from, of when, and how sure it is', async (stage, place) => {
  const { limits } = capabilitiesAt(stage.provider, place)
  const figures: ReadonlyArray<readonly [string, Fact<unknown> | undefined]> = [
    ['perKind', limits.perKind],
    ['total', limits.total],
    ['ports', limits.ports],
    ['forbiddenHosts', limits.forbiddenHosts],
    ['defaultPort', limits.defaultPort],
    ['http', limits.http],
    ['monthlyModifications', limits.monthlyModifications],
  ]
  for (const [name, figure] of figures) {
    if (figure === undefined || figure.confidence === 'config') continue
    assert.match(figure.source, /\S/, `where ${name} is from`)
    assert.match(figure.date, /^\d{4}(-\d\d){0,2}$/, `of when ${name} is`)
    assert.ok(confidences.includes(figure.confidence), `how sure ${name} is: ${figure.confidence}`)
  }
  return Promise.resolve()
})

const portsOfEachKind = everywhere('a port is kept in every kind that may have one', async (stage, place) => {
  if (!stage.variations.limits[place].ports) return
  const kinds = kindsAt(stage, place)
  const list = listAt(stage.provider, at(stage, place))
  const wanted = under(kinds, 'www.example.com:8443', 'www.example.com:9443')
  await succeed(list.modify(setDomains(wanted)))
  assert.deepEqual(await look(stage, at(stage, place)), truthOf(kinds, wanted))
  assert.deepEqual(truthOf(kinds, (await succeed(list.get())).domains), truthOf(kinds, wanted))
})

/**
 * Law 13: figures, and ports kind by kind.
 */
export const figuresHonest: Chapter = {
  law: 13,
  cases: () => [...placeNames.map(figures), ...sourced, ...portsOfEachKind],
}

const hooksTold = everywhere(
  'hooks that are told are told of each request and of how it ended',
  async (stage, place) => {
    await stage.vendor.script({ name: 'busy', place, strikes: 'get', lands: 'never', times: 1 })
    const list = listAt(stage.provider, at(stage, place))
    await list.get()()
    if (stage.events.length === 0) return
    await succeed(list.modify(addDomains(under(kindsAt(stage, place), 'new.example.com'))))
    const count = (tag: 'Request' | 'Response') => stage.events.filter(({ _tag }) => _tag === tag).length
    const sent = (await stage.vendor.attempts()).length
    assert.deepEqual([count('Request'), count('Response')], [sent, sent], 'each request, and how each ended')
    const [first] = stage.events.filter((event) => event._tag === 'Response')
    assert.equal(first?.error, 'VendorBusy')
    assert.equal(first?.attempt, 1)
    for (const event of stage.events) {
      assert.equal(event.vendor, stage.provider.vendor)
      assert.match(event.operation, new RegExp(`^${place}\\.(get|add)$`))
      if (event._tag === 'Response' && event.httpStatus !== undefined) assert.equal(event.httpStatus, 200)
    }
  },
)

const hooksThrow = everywhere('a hook that throws changes nothing', async (stage, place) => {
  stage.onEvent(() => {
    throw new Error('a hook of the suite')
  })
  const kinds = kindsAt(stage, place)
  await succeed(listAt(stage.provider, at(stage, place)).modify(addDomains(under(kinds, 'new.example.com'))))
  await succeed(listAt(stage.provider, at(stage, place)).get())
})

/**
 * Law 12: hooks.
 */
export const hooksHonest: Chapter = { law: 12, cases: () => [...hooksTold, ...hooksThrow] }
