import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { listAt } from '../harness/address.js'
import { prove } from '../checks/prove.js'
import { request } from '../fixture/request.js'
import { rightOf, succeed } from '../checks/settle.js'
import { domain, speltInEveryWay, under } from '../fixture/spelling.js'
import { at, kindsAt, look, put } from '../fixture/fixture.js'
import { truthOf } from '../fixture/actual-state.js'
import { witnessed } from '../fixture/recorder.js'

const setThenGet: ReadonlyArray<Case> = everywhere('what is set is what get gives', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  await prove(stage, at(stage, place), request('set', under(kinds, 'b.example.com', 'a.example.com', 'c.example.net')))
})

const spellings = everywhere('every spelling of a domain is the same domain', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const hosts = ['www.example.com', 'xn--bcher-kva.example.com', 'api.example.net']
  await prove(
    stage,
    at(stage, place),
    request('set', under(kinds, ...hosts), speltInEveryWay(stage.variations.limits[place], kinds, ...hosts)),
  )
})

const canonicalSet = everywhere('get gives each domain once and in canonical form', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const hosts = ['www.example.com', 'api.example.net']
  const spelt = speltInEveryWay(stage.variations.limits[place], kinds, ...hosts)
  rightOf((await witnessed(stage, at(stage, place), request('set', under(kinds, ...hosts), spelt))).result)
  const list = await succeed(listAt(stage.provider, at(stage, place)).get)
  for (const kind of kinds)
    assert.deepEqual([...(list[kind] ?? [])].sort(), hosts.map((host) => domain(kind, host)).sort())
})

const oddList = everywhere(
  'a list that the vendor holds in odd spellings is read in canonical form',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const odd = Object.fromEntries(
      kinds.map((kind) => {
        const one = domain(kind, 'one.example.com')
        return [kind, [one.toUpperCase(), one, `${one}/`, domain(kind, 'two.example.com'), one]]
      }),
    )
    await put(stage, at(stage, place), odd)
    const list = await succeed(listAt(stage.provider, at(stage, place)).get)
    for (const kind of kinds)
      assert.deepEqual(list[kind], [domain(kind, 'one.example.com'), domain(kind, 'two.example.com')])
  },
)

const emptyList = everywhere('an empty list is every kind with nothing in it', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  await put(stage, at(stage, place), under(kinds))
  const list = await succeed(listAt(stage.provider, at(stage, place)).get)
  const listed = Object.keys(list).filter((key) => key !== 'versions')
  assert.deepEqual(listed.sort(), [...kinds].sort())
  for (const kind of kinds) assert.deepEqual(list[kind], [])
})

const afresh = everywhere('get sees what another hand has written since', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const { get } = listAt(stage.provider, at(stage, place))
  await succeed(get)
  await put(stage, at(stage, place), under(kinds, 'late.example.com'))
  assert.deepEqual(truthOf(kinds, await succeed(get)), truthOf(kinds, under(kinds, 'late.example.com')))
})

const reordered = everywhere('a set in another order and with duplicates changes nothing', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  await put(stage, at(stage, place), under(kinds, 'a.example.com', 'b.example.com', 'c.example.com'))
  const spelt = under(kinds, 'c.example.com', 'a.example.com', 'c.example.com', 'b.example.com', 'a.example.com')
  const again = await witnessed(
    stage,
    at(stage, place),
    request('set', under(kinds, 'a.example.com', 'b.example.com', 'c.example.com'), spelt),
  )
  rightOf(again.result)
  assert.deepEqual(again.writes, [])
})

const ownList = everywhere('each app has its own list', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const [, other] = stage.variations.apps
  const address = place.startsWith('app.')
    ? { place, subject: { _tag: 'App' as const, appId: other } }
    : at(stage, place)
  await prove(stage, address, request('set', under(kinds, 'other.example.com', 'other.example.net')))
})

const adding = everywhere('what is added in odd spellings, many times over, is there once', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const hosts = ['new.example.com', 'newer.example.com']
  await put(stage, at(stage, place), under(kinds, 'old.example.com'))
  await prove(
    stage,
    at(stage, place),
    request('add', under(kinds, ...hosts), speltInEveryWay(stage.variations.limits[place], kinds, ...hosts)),
  )
  assert.equal((await look(stage, at(stage, place)))[kinds[0] ?? '']?.length, 3)
})

const deleting = everywhere('what is deleted in odd spellings, many times over, is gone', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const hosts = ['gone.example.com', 'away.example.com']
  await put(stage, at(stage, place), under(kinds, 'old.example.com', ...hosts))
  await prove(
    stage,
    at(stage, place),
    request('delete', under(kinds, ...hosts), speltInEveryWay(stage.variations.limits[place], kinds, ...hosts)),
  )
})

/**
 * Law 1.
 */
export const canonicalForm: Chapter = {
  law: 1,
  cases: () => [
    ...setThenGet,
    ...spellings,
    ...canonicalSet,
    ...oddList,
    ...emptyList,
    ...afresh,
    ...reordered,
    ...ownList,
    ...adding,
    ...deleting,
  ],
}
