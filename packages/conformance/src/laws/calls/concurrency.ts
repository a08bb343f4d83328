import { addDomains, deleteDomains, setDomains } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { leftOf, rightOf, settle, succeed, until } from '../../checks/settle.js'
import { adding, callsAt } from '../../fixture/calls.js'
import { type ListFixture, eachAt, everyList, fitting } from '../../fixture/fixture.js'
import { domain, under } from '../../fixture/spelling.js'
import { listed, stateOf } from '../../fixture/state.js'
import { levelOf } from '../../harness/address.js'
import { canScript, sentAs } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'
import { checkHolds, slowWrites, waitingChanges } from './waiting.js'

const addsAtOnce = everywhere('many adds at once are all there', async (list) => {
  const hosts = Array.from({ length: fitting(list, 8) }, (_, index) => `h${index}.example.com`)
  await list.hold()
  await slowWrites(list)
  const results = await Promise.all(hosts.map((host) => settle(list.domains.modify(addDomains(list.all(host))))))
  for (const result of results) for (const item of rightOf(result).items) assert.equal(item.verdict, 'accepted')
  await checkHolds(list, ...hosts)
})

/** Sets each kind of a list at once, each through a provider that is made of its index. */
const setsOfKinds = async (list: ListFixture, through: (index: number) => ListFixture): Promise<void> => {
  await list.hold('old.example.com')
  await slowWrites(list)
  const results = await Promise.all(
    list.kinds.map((kind, index) =>
      settle(through(index).domains.modify(setDomains(under([kind], `${kind}.example.com`)))),
    ),
  )
  for (const result of results) rightOf(result)
  const now = await list.state()
  for (const kind of list.kinds) assert.deepEqual(listed(now, kind), [domain(kind, `${kind}.example.com`)])
}

const setsAtOnce = everywhere('sets of different kinds at once are all there', (list) => setsOfKinds(list, () => list))

const throughCopies = everywhere(
  'changes through the same provider with other options do not lose each other',
  (list) => setsOfKinds(list, (index) => list.with({ timeoutMs: 9_000 + index })),
)

const mixedAtOnce = everywhere(
  'an add, a delete and a set at once come out as if one after the other',
  async (list) => {
    const last = list.kinds.at(-1) ?? list.kind
    if (list.kind === last) return
    const { modify } = list.domains
    await list.hold('old.example.com', 'older.example.com')
    await slowWrites(list)
    const results = await Promise.all([
      settle(modify(setDomains(list.one('set.example.com')))),
      settle(modify(deleteDomains(under([last], 'old.example.com')))),
      settle(modify(addDomains(under([last], 'new.example.com')))),
    ])
    for (const result of results) rightOf(result)
    const now = await list.state()
    assert.deepEqual(listed(now, list.kind), [domain(list.kind, 'set.example.com')])
    assert.deepEqual(listed(now, last), [domain(last, 'new.example.com'), domain(last, 'older.example.com')])
  },
)

const afterFailure = everywhere('a change that fails does not hold up the next one', async (list) => {
  const { modify } = list.domains
  await list.hold()
  await list.script('reset', 'add')
  const [first, second] = await Promise.all([
    settle(modify(addDomains(list.all('one.example.com')))),
    settle(modify(addDomains(list.all('two.example.com')))),
  ])
  leftOf(first)
  rightOf(second)
  await checkHolds(list, 'two.example.com')
})

const allLists: Case = {
  name: 'changes of different lists at once stay apart',
  run: async (fixture) => {
    const lists = everyList(fixture).filter(({ place }) => levelOf(place) === 'app')
    const hostAt = (index: number) => `h${index}.example.com`
    const results = await Promise.all(
      lists.map((list, index) => settle(list.domains.modify(setDomains(list.all(hostAt(index)))))),
    )
    for (const result of results) rightOf(result)
    for (const [index, list] of lists.entries()) await checkHolds(list, hostAt(index))
  },
}

const readsAtOnce = everywhere('reads of several apps at once give each its own list', async (first) => {
  const lists = eachAt(first, first.place)
  for (const [index, list] of lists.entries()) await list.hold(`own${index}.example.com`)
  const states = await Promise.all(lists.map((list) => list.state()))
  await first.script('slow', 'get', { times: 4, delayMs: 30 })
  const told = await Promise.all(
    [...lists, ...lists].map(async ({ kinds, domains }) => stateOf(kinds, (await succeed(domains.get())).domains)),
  )
  assert.deepEqual(told, [...states, ...states])
})

const changesOfApps = everywhere('changes of several apps with different lists at once stay apart', async (first) => {
  const lists = eachAt(first, first.place)
  if (lists.length === 1) return
  const ownAt = (index: number) => `own${index}.example.com`
  for (const [index, list] of lists.entries()) await list.hold(ownAt(index))
  const outcomes = await Promise.all(
    lists.map((list, index) => succeed(list.domains.modify(addDomains(list.all('both.example.com', ownAt(index)))))),
  )
  for (const [index, list] of lists.entries()) {
    await checkHolds(list, 'both.example.com', ownAt(index))
    const before = stateOf(list.kinds, outcomes[index]?.before.domains ?? {})
    assert.deepEqual(before, stateOf(list.kinds, list.all(ownAt(index))))
  }
})

// The older read has been answered from the list as it was; a change that takes it for its look is wrong about the list.
const ownLook = everywhere('a change does not take a read that began before it for its look', async (list) => {
  const cancel = new AbortController()
  await list.put(list.one('old.example.com'))
  await list.script('stalled-headers', 'get')
  const older = list.with({ signal: cancel.signal }).domains.get()()
  await until('the older read arrives', async () => (await list.attempts()).length === 1)
  const { items } = await succeed(adding(list, 'old.example.com', 'new.example.com'))
  assert.equal((await list.attempts())[1]?.asks, 'get', 'a change looks for itself')
  assert.deepEqual(
    items.map((item) => [item.domain, item.verdict]),
    [
      [domain(list.kind, 'old.example.com'), 'already'],
      [domain(list.kind, 'new.example.com'), 'accepted'],
    ],
  )
  cancel.abort()
  await older
})

const holdsUpNobody = (strikes: 'get' | 'add') =>
  everywhere(`${strikes} that does not end holds up no other list, and no read of its own`, async (list) => {
    if (!canScript(list.variations, 'stalled-headers')) return
    const cancel = new AbortController()
    await list.script('stalled-headers', strikes)
    const copy = list.with({ signal: cancel.signal })
    const stuck = settle<unknown>(strikes === 'get' ? copy.domains.get() : adding(copy, 'new.example.com'))
    await until('the call arrives', async () =>
      (await list.attempts()).some(({ asks }) => asks === sentAs(list.variations, list.place, strikes)),
    )
    for (const other of everyList(list))
      if (JSON.stringify(other.address) === JSON.stringify(list.address)) await succeed(list.domains.get())
      else for (const { task } of callsAt(other)) rightOf(await settle(task, 6_000))
    cancel.abort()
    assert.equal(leftOf(await stuck)._tag, 'Cancelled')
  })

/**
 * Law 14: changes do not lose each other, one list does not wait for another, and a read for nothing.
 */
export const concurrency: LawCases = {
  law: 14,
  cases: () => [
    ...addsAtOnce,
    ...setsAtOnce,
    ...mixedAtOnce,
    ...throughCopies,
    ...afterFailure,
    allLists,
    ...readsAtOnce,
    ...ownLook,
    ...changesOfApps,
    ...holdsUpNobody('get'),
    ...holdsUpNobody('add'),
    ...waitingChanges,
  ],
}
