import { addDomains, deleteDomains, setDomains } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { addressOf, listAt, placeNames } from '../harness/address.js'
import { rightOf, settle } from '../checks/settle.js'
import { domain, under } from '../fixture/spelling.js'
import { type Stage, at, kindsAt, look, put } from '../fixture/fixture.js'
import { listed, truthOf } from '../fixture/actual-state.js'

const slowWrites = async (stage: Stage, place: (typeof placeNames)[number]): Promise<void> => {
  for (const strikes of ['add', 'delete', 'set'] as const)
    await stage.vendor.script({ name: 'slow', place, strikes, lands: 'before', times: 1, delayMs: 40 })
}

const addsAtOnce = everywhere('many adds at once are all there', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const list = listAt(stage.provider, at(stage, place))
  const hosts = Array.from({ length: 8 }, (_, index) => `h${index}.example.com`)
  await put(stage, at(stage, place), under(kinds))
  await slowWrites(stage, place)
  const results = await Promise.all(hosts.map((host) => settle(list.modify(addDomains(under(kinds, host))))))
  for (const result of results) for (const item of rightOf(result).items) assert.equal(item.verdict, 'accepted')
  assert.deepEqual(await look(stage, at(stage, place)), truthOf(kinds, under(kinds, ...hosts)))
})

const setsAtOnce = everywhere('sets of different kinds at once are all there', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  await put(stage, at(stage, place), under(kinds, 'old.example.com'))
  await slowWrites(stage, place)
  const results = await Promise.all(
    kinds.map((kind) =>
      settle(listAt(stage.provider, at(stage, place)).modify(setDomains(under([kind], `${kind}.example.com`)))),
    ),
  )
  for (const result of results) assert.ok(E.isRight(result), 'a change beside others is made')
  const now = await look(stage, at(stage, place))
  for (const kind of kinds) assert.deepEqual(listed(now, kind), [domain(kind, `${kind}.example.com`)])
})

const mixedAtOnce = everywhere(
  'an add, a delete and a set at once come out as if one after the other',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const [first, last = first] = [kinds[0], kinds.at(-1)]
    if (first === undefined || last === undefined || first === last) return
    await put(stage, at(stage, place), under(kinds, 'old.example.com', 'older.example.com'))
    await slowWrites(stage, place)
    const list = listAt(stage.provider, at(stage, place))
    const results = await Promise.all([
      settle(list.modify(setDomains(under([first], 'set.example.com')))),
      settle(list.modify(deleteDomains(under([last], 'old.example.com')))),
      settle(list.modify(addDomains(under([last], 'new.example.com')))),
    ])
    for (const result of results) assert.ok(E.isRight(result), 'a change beside others is made')
    const now = await look(stage, at(stage, place))
    assert.deepEqual(listed(now, first), [domain(first, 'set.example.com')])
    assert.deepEqual(listed(now, last), [domain(last, 'new.example.com'), domain(last, 'older.example.com')])
  },
)

const throughCopies = everywhere(
  'changes through the same provider with other options do not lose each other',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    await put(stage, at(stage, place), under(kinds, 'old.example.com'))
    await slowWrites(stage, place)
    const results = await Promise.all(
      kinds.map((kind, index) => {
        const provider = stage.provider.with({ timeoutMs: 9_000 + index })
        return settle(listAt(provider, at(stage, place)).modify(setDomains(under([kind], `${kind}.example.com`))))
      }),
    )
    for (const result of results) assert.ok(E.isRight(result), 'a change beside others is made')
    const now = await look(stage, at(stage, place))
    for (const kind of kinds) assert.deepEqual(listed(now, kind), [domain(kind, `${kind}.example.com`)])
  },
)

const afterFailure = everywhere('a change that fails does not hold up the next one', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const list = listAt(stage.provider, at(stage, place))
  await put(stage, at(stage, place), under(kinds))
  await stage.vendor.script({ name: 'reset', place, strikes: 'add', lands: 'never', times: 1 })
  const [first, second] = await Promise.all([
    settle(list.modify(addDomains(under(kinds, 'one.example.com')))),
    settle(list.modify(addDomains(under(kinds, 'two.example.com')))),
  ])
  assert.ok(E.isLeft(first), 'what fails is told as failed')
  assert.ok(E.isRight(second), 'a change after one that failed is made')
  assert.deepEqual(await look(stage, at(stage, place)), truthOf(kinds, under(kinds, 'two.example.com')))
})

const allLists: Case = {
  name: 'changes of different lists at once stay apart',
  run: async (stage) => {
    const addresses = stage.variations.apps.flatMap((appId) =>
      placeNames.filter((place) => place.startsWith('app.')).map((place) => addressOf(place, appId)),
    )
    const results = await Promise.all(
      addresses.map((address, index) =>
        settle(
          listAt(stage.provider, address).modify(
            setDomains(under(kindsAt(stage, address.place), `h${index}.example.com`)),
          ),
        ),
      ),
    )
    for (const result of results) assert.ok(E.isRight(result), 'a change beside others is made')
    for (const [index, address] of addresses.entries()) {
      const kinds = kindsAt(stage, address.place)
      assert.deepEqual(await look(stage, address), truthOf(kinds, under(kinds, `h${index}.example.com`)))
    }
  },
}

/**
 * Law 14.
 */
export const concurrency: Chapter = {
  law: 14,
  cases: () => [...addsAtOnce, ...setsAtOnce, ...mixedAtOnce, ...throughCopies, ...afterFailure, allLists],
}
