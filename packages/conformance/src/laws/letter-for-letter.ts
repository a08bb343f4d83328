import assert from 'node:assert/strict'
import { type DomainSet, type Kind, deleteListed, setDomains } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import { type Chapter, everywhere } from '../suite/case.js'
import { listAt } from '../harness/address.js'
import { rightOf, settle, succeed } from '../checks/settle.js'
import { domain, under } from '../fixture/spelling.js'
import { at, kindsAt, look, put } from '../fixture/fixture.js'
import { truthOf } from '../fixture/actual-state.js'

// The same host twice in one list, each spelt in a way of its own.
const odd = (kind: Kind): ReadonlyArray<string> => [
  domain(kind, 'example.com').toUpperCase(),
  `${domain(kind, 'example.com')}/`,
  domain(kind, 'held.example.com'),
]

const held = (kinds: ReadonlyArray<Kind>): DomainSet<Kind> => fromKinds(kinds, odd)

const repeated = everywhere('a set of one kind sends the others back as they are spelt', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const [first, ...others] = kinds
  if (first === undefined) return
  await put(stage, at(stage, place), { ...held(kinds), ...under([first], 'example.com') })
  const before = await stage.vendor.lists(at(stage, place))
  const { modify } = listAt(stage.provider, at(stage, place))
  rightOf(await settle(modify(setDomains(under([first], 'example.com', 'example.net')))))
  const after = await stage.vendor.lists(at(stage, place))
  for (const kind of others) assert.deepEqual([...(after[kind] ?? [])].sort(), [...(before[kind] ?? [])].sort())
})

const keptBeside = everywhere(
  'a set that keeps an entry and adds another leaves it as it is spelt',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    await put(stage, at(stage, place), held(kinds))
    const before = await stage.vendor.lists(at(stage, place))
    const { modify } = listAt(stage.provider, at(stage, place))
    const wanted = under(kinds, 'example.com', 'held.example.com', 'new.example.com')
    const outcome = rightOf(await settle(modify(setDomains(wanted))))
    assert.ok(
      outcome.items.every(({ verdict }) => verdict !== 'rejected'),
      'nothing that was listed is rejected',
    )
    const after = await stage.vendor.lists(at(stage, place))
    for (const kind of kinds)
      for (const entry of before[kind] ?? [])
        assert.ok(after[kind]?.includes(entry), `${entry} is there as it was spelt`)
  },
)

const takenOff = everywhere('what get gave is taken off however it is spelt', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  await put(stage, at(stage, place), held(kinds))
  const { get, modify } = listAt(stage.provider, at(stage, place))
  const { domains: listed } = await succeed(get())
  const gone = fromKinds(kinds, (kind) => (listed[kind] ?? []).filter((each) => each === domain(kind, 'example.com')))
  rightOf(await settle(modify(deleteListed(gone))))
  assert.deepEqual(await look(stage, at(stage, place)), truthOf(kinds, under(kinds, 'held.example.com')))
})

const givenBack = everywhere('what get gave may be set again, and changes nothing', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  await put(
    stage,
    at(stage, place),
    fromKinds(kinds, (kind) => [...odd(kind), 'ftp://old.example.com']),
  )
  const before = await stage.vendor.lists(at(stage, place))
  const { get, modify } = listAt(stage.provider, at(stage, place))
  const outcome = rightOf(await settle(modify(setDomains((await succeed(get())).domains))))
  assert.ok(
    outcome.items.every(({ verdict }) => verdict === 'already'),
    'all is so already',
  )
  assert.deepEqual(await stage.vendor.lists(at(stage, place)), before)
})

/**
 * Law 16.
 */
export const letterForLetter: Chapter = {
  law: 16,
  cases: () => [...repeated, ...keptBeside, ...takenOff, ...givenBack],
}
