import { fromKinds } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { prove } from '../../checks/prove.js'
import { rightOf, succeed } from '../../checks/settle.js'
import { eachAt } from '../../fixture/fixture.js'
import { record } from '../../fixture/recorder.js'
import { request } from '../../fixture/request.js'
import { domain, speltInEveryWay, under } from '../../fixture/spelling.js'
import { stateOf } from '../../fixture/state.js'
import { type LawCases, everywhere } from '../../suite/case.js'

const setThenGet = everywhere('what is set is what get gives', async (list) => {
  await prove(list, request('set', list.all('b.example.com', 'a.example.com', 'c.example.net')))
})

const spellings = everywhere('every spelling of a domain is the same domain', async (list) => {
  const hosts = ['www.example.com', 'xn--bcher-kva.example.com', 'api.example.net']
  await prove(list, request('set', list.all(...hosts), speltInEveryWay(list.limits, list.kinds, ...hosts)))
})

const canonicalSet = everywhere('get gives each domain once and in canonical form', async (list) => {
  const hosts = ['www.example.com', 'api.example.net']
  const spelt = speltInEveryWay(list.limits, list.kinds, ...hosts)
  rightOf((await record(list, request('set', list.all(...hosts), spelt))).result)
  const got = await succeed(list.domains.get())
  for (const kind of list.kinds)
    assert.deepEqual([...(got.domains[kind] ?? [])].sort(), hosts.map((host) => domain(kind, host)).sort())
})

const oddList = everywhere('a list that the vendor holds in odd spellings is read in canonical form', async (list) => {
  await list.put(
    fromKinds(list.kinds, (kind) => {
      const one = domain(kind, 'one.example.com')
      return [one.toUpperCase(), one, `${one}/`, domain(kind, 'two.example.com'), one]
    }),
  )
  const got = await succeed(list.domains.get())
  for (const kind of list.kinds)
    assert.deepEqual(got.domains[kind], [domain(kind, 'one.example.com'), domain(kind, 'two.example.com')])
})

const emptyList = everywhere('an empty list is every kind with nothing in it', async (list) => {
  await list.hold()
  const got = await succeed(list.domains.get())
  const named = Object.keys(got.domains)
  assert.deepEqual(named.sort(), [...list.kinds].sort())
  for (const kind of list.kinds) assert.deepEqual(got.domains[kind], [])
})

const afresh = everywhere('get sees what another hand has written since', async (list) => {
  const { get } = list.domains
  await succeed(get())
  await list.hold('late.example.com')
  assert.deepEqual(
    stateOf(list.kinds, (await succeed(get())).domains),
    stateOf(list.kinds, list.all('late.example.com')),
  )
})

const reordered = everywhere('a set in another order and with duplicates changes nothing', async (list) => {
  const held = ['a.example.com', 'b.example.com', 'c.example.com']
  await list.hold(...held)
  const spelt = list.all('c.example.com', 'a.example.com', 'c.example.com', 'b.example.com', 'a.example.com')
  const again = await record(list, request('set', list.all(...held), spelt))
  rightOf(again.result)
  assert.deepEqual(again.writes, [])
})

const ownList = everywhere('each app has its own list', async (list) => {
  for (const own of eachAt(list, list.place).slice(-1))
    await prove(own, request('set', own.all('other.example.com', 'other.example.net')))
})

const adding = everywhere('what is added in odd spellings, many times over, is there once', async (list) => {
  const hosts = ['new.example.com', 'newer.example.com']
  await list.hold('old.example.com')
  await prove(list, request('add', list.all(...hosts), speltInEveryWay(list.limits, list.kinds, ...hosts)))
  assert.equal((await list.state())[list.kind]?.length, 3)
})

const deleting = everywhere('what is deleted in odd spellings, many times over, is gone', async (list) => {
  const hosts = ['gone.example.com', 'away.example.com']
  await list.put(under(list.kinds, 'old.example.com', ...hosts))
  await prove(list, request('delete', list.all(...hosts), speltInEveryWay(list.limits, list.kinds, ...hosts)))
})

/**
 * Law 1.
 */
export const canonicalForm: LawCases = {
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
