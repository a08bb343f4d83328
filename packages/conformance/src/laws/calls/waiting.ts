import { addDomains, setDomains } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { rightOf, settle, succeed } from '../../checks/settle.js'
import { type ListFixture } from '../../fixture/fixture.js'
import { record } from '../../fixture/recorder.js'
import { request } from '../../fixture/request.js'
import { domain, under } from '../../fixture/spelling.js'
import { listed, stateOf } from '../../fixture/state.js'
import { type Case, everywhere } from '../../suite/case.js'
import { looksAnyway } from '../../harness/variations.js'

/**
 * Makes the writes of a list slow, so that changes which are asked for at once have to wait for each other.
 */
export const slowWrites = async (list: ListFixture, delayMs = 40): Promise<void> => {
  for (const strikes of ['add', 'delete', 'set'] as const)
    await list.script('slow', strikes, { lands: 'before', delayMs })
}

/**
 * Checks that a list holds these hosts under each of its kinds, and nothing else.
 */
export const checkHolds = async (list: ListFixture, ...hosts: ReadonlyArray<string>): Promise<void> =>
  assert.deepEqual(await list.state(), stateOf(list.kinds, list.all(...hosts)))

const inOrder = everywhere('changes of one list are made in the order in which they were asked for', async (list) => {
  const { modify } = list.domains
  await list.script('slow', 'add', { lands: 'before', delayMs: 60 })
  const hosts = ['two.example.com', 'three.example.com', 'four.example.com']
  const results = await Promise.all([
    settle(modify(addDomains(list.all('one.example.com')))),
    ...hosts.map((host) => settle(modify(setDomains(list.all(host))))),
  ])
  for (const result of results) rightOf(result)
  await checkHolds(list, 'four.example.com')
})

const twiceAtOnce = everywhere('a change that is run twice at once is made once, and found once', async (list) => {
  const change = list.domains.modify(addDomains(list.all('new.example.com')))
  const outcomes = await Promise.all([succeed(change), succeed(change)])
  assert.deepEqual(
    outcomes.map(({ items }) => [...new Set(items.map(({ verdict }) => verdict))]),
    [['accepted'], ['already']],
  )
  assert.equal((await list.writes()).length, 1)
  for (const { items } of outcomes) assert.equal(items.length, list.kinds.length, 'each domain is told once')
})

const waiting = ['one.example.com', 'two.example.com', 'three.example.com']

const looksOnce = everywhere('changes that wait for each other look once, and no more than they must', async (list) => {
  await list.hold()
  const alone = await record(list, request('add', list.all('alone.example.com')))
  rightOf(alone.result)
  const seen = (await list.attempts()).length
  const outcomes = await Promise.all(waiting.map((host) => succeed(list.domains.modify(addDomains(list.all(host))))))
  const requests = (await list.attempts()).length - seen
  const looks = looksAnyway(list.variations, list.place)
  assert.ok(requests <= waiting.length * (alone.attempts.length - 1 + looks) + 1, `${requests} requests`)
  await checkHolds(list, 'alone.example.com', ...waiting)
  for (const [index, { before }] of outcomes.entries()) {
    const expected = list.all('alone.example.com', ...waiting.slice(0, index))
    assert.deepEqual(
      stateOf(list.kinds, before.domains),
      stateOf(list.kinds, expected),
      'each begins with what is left',
    )
  }
})

const looksAgain = everywhere('a change that has waited for no other looks for itself', async (list) => {
  await list.hold()
  await Promise.all(waiting.map((host) => succeed(list.domains.modify(addDomains(list.all(host))))))
  await list.hold('other.example.com')
  const { items } = await succeed(list.domains.modify(addDomains(list.all('one.example.com', 'other.example.com'))))
  assert.deepEqual(
    [...new Set(items.map((item) => `${item.domain.includes('other')} ${item.verdict}`))].sort(),
    ['false accepted', 'true already'],
    'what another hand did since is seen',
  )
  await checkHolds(list, 'one.example.com', 'other.example.com')
})

const olderLook = everywhere(
  'a set that has waited for an add does not undo it, whatever its caller had read before',
  async (list) => {
    const last = list.kinds.at(-1) ?? list.kind
    if (list.kind === last) return
    const { modify, get } = list.domains
    await list.hold('old.example.com')
    const observed = await succeed(get())
    await slowWrites(list)
    const results = await Promise.all([
      settle(modify(addDomains(under([last], 'new.example.com')))),
      settle(modify(setDomains(list.one('set.example.com')), { observed })),
    ])
    for (const result of results) rightOf(result)
    const now = await list.state()
    assert.deepEqual(listed(now, list.kind), [domain(list.kind, 'set.example.com')])
    assert.deepEqual(listed(now, last), [domain(last, 'new.example.com'), domain(last, 'old.example.com')])
  },
)

/**
 * Changes of one list that wait for each other: in which order they are made, and what each begins with.
 */
export const waitingChanges: ReadonlyArray<Case> = [
  ...inOrder,
  ...twiceAtOnce,
  ...looksOnce,
  ...looksAgain,
  ...olderLook,
]
