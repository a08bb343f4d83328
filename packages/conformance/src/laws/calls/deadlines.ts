import { addDomains } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import { checkError } from '../../checks/error.js'
import { leftOf, rightOf, settle, succeed } from '../../checks/settle.js'
import { adding, callsAt, deadlineMs, meeting } from '../../fixture/calls.js'
import { type Fixture, type ListFixture, at, startAfresh } from '../../fixture/fixture.js'
import { type Variations, canScript, looksAnyway, placesOf } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

const host = 'new.example.com'

/** All lists at once, so that the whole takes no longer than one. */
const atAllLists = (fixture: Fixture, run: (list: ListFixture) => Promise<void>): Promise<unknown> =>
  Promise.all(placesOf(fixture.variations).map((place) => run(at(fixture, place))))

const lasting = ['stalled-headers', 'stalled-body', 'slow-drip'] as const

const deadlines = (variations: Variations): ReadonlyArray<Case> =>
  lasting
    .filter((fault) => canScript(variations, fault))
    .flatMap((fault) =>
      (['get', 'add'] as const).flatMap((strikes) =>
        everywhere(`a deadline ends ${strikes} when it meets ${fault}`, async (list) => {
          await list.script(fault, strikes, { lands: strikes === 'get' ? 'never' : 'before', times: 9 })
          const result = await meeting(list, fault, strikes, (late) =>
            settle<unknown>(strikes === 'get' ? late.domains.get() : adding(late, host), 6_000),
          )
          // A write that landed may be found by reading back, and then all is well.
          if (E.isRight(result)) return assert.equal(strikes, 'add')
          checkError(result.left)
          assert.equal(result.left._tag, 'TimedOut')
          if (result.left._tag === 'TimedOut') assert.equal(result.left.afterMs, deadlineMs)
        }),
      ),
    )

const bothKept = everywhere('options that are given one after the other all count', async (list) => {
  const signal = AbortSignal.abort()
  for (const copy of [
    list.with({ signal }).with({ timeoutMs: 9_000 }),
    list.with({ timeoutMs: 9_000 }).with({ signal }),
    list.with({ timeoutMs: 1 }).with({ signal, timeoutMs: 9_000 }),
  ])
    assert.equal(leftOf(await settle(copy.domains.get()))._tag, 'Cancelled')
  assert.deepEqual(await list.attempts(), [])
  await succeed(list.domains.get())
})

const lastCounts = everywhere('of two options of one kind the last counts, and none takes one away', async (list) => {
  const gone = AbortSignal.abort()
  const { signal: live } = new AbortController()
  for (const cancelled of [
    list.with({ signal: gone }).with({}),
    list.with({}).with({ signal: gone }).with({ timeoutMs: 9_000 }).with({}),
    list.with({ signal: live }).with({ signal: gone }),
  ])
    for (const { operation, task } of callsAt(cancelled))
      assert.equal(leftOf(await settle(task))._tag, 'Cancelled', operation)
  assert.deepEqual(await list.attempts(), [], 'what was cancelled beforehand sends nothing')
  for (const patient of [
    list.with({ timeoutMs: 1 }).with({ timeoutMs: 9_000 }),
    list.with({ timeoutMs: 1 }).with({ signal: live, timeoutMs: 9_000 }).with({}),
  ]) {
    await list.script('slow', 'get', { delayMs: 40 })
    await succeed(patient.domains.get())
  }
})

/** The one case that holds a deadline against the clock on the wall. */
const inTime = (fault: 'stalled-headers' | 'stalled-body'): Case => ({
  name: `a deadline that meets ${fault} is kept, and kept beside a signal`,
  run: async (fixture) => {
    const started = performance.now()
    await atAllLists(fixture, async (list) => {
      await list.script(fault, 'add', { times: 9 })
      const late = list.with({ timeoutMs: deadlineMs }).with({ signal: new AbortController().signal })
      const change = addDomains(list.one(host))
      const error = leftOf(await settle(late.domains.modify(change, { observed: { domains: list.all() } })))
      assert.equal(error._tag, 'TimedOut')
    })
    const took = performance.now() - started
    assert.ok(took >= 0.8 * deadlineMs, `a deadline of ${deadlineMs} ms ended after ${Math.round(took)} ms`)
    assert.ok(took < 2.5 * deadlineMs, `a deadline of ${deadlineMs} ms took ${Math.round(took)} ms`)
  },
})

const shortAfterLong: Case = {
  name: 'a deadline that comes after a longer one is kept',
  run: (fixture) =>
    atAllLists(fixture, async (list) => {
      const late = list.with({ timeoutMs: 9_000 }).with({ timeoutMs: deadlineMs }).with({})
      const observed = await succeed(late.domains.get())
      await list.script('stalled-headers', 'add')
      const error = leftOf(await settle(late.domains.modify(addDomains(list.one(host)), { observed })))
      assert.ok(error._tag === 'TimedOut' && error.afterMs === deadlineMs, 'the last deadline is the one')
    }).then(() => undefined),
}

const ofItsOwn: Case = {
  name: 'each request of a change has a deadline of its own, and waiting for a turn takes none of it',
  run: (fixture) =>
    atAllLists(fixture, async (list) => {
      for (const strikes of ['get', 'add'] as const)
        await list.script('slow', strikes, { lands: 'before', delayMs: 1_000 })
      const { modify } = list.with({ timeoutMs: 1_900 }).domains
      const changes = ['one.example.com', 'two.example.com'].map((each) => settle(modify(addDomains(list.all(each)))))
      for (const result of await Promise.all(changes)) rightOf(result)
    }).then(() => undefined),
}

const keptEverywhere = everywhere(
  'a deadline is kept at each request: reads, writes, the read after a write, what is effective, confirm files',
  async (list) => {
    for (const [index, { strikes, operation }] of callsAt(list).entries()) {
      await startAfresh(list)
      const observed = await succeed(list.domains.get())
      const looks = strikes === 'add' ? looksAnyway(list.variations, list.place) : 0
      for (const each of callsAt(list))
        await list.script('stalled-body', each.strikes, { times: 20, skips: each.strikes === 'get' ? looks : 0 })
      const met = async (late: ListFixture) => {
        const change = late.domains.modify(addDomains(list.one(host)), { observed })
        return leftOf(await settle<unknown>(strikes === 'add' ? change : (callsAt(late)[index]?.task ?? change)))
      }
      const error = await meeting(list, 'stalled-body', 'any', met, 20, looks)
      checkError(error)
      assert.ok(error._tag === 'TimedOut' && error.afterMs === deadlineMs, operation)
      assert.equal(error.applied, strikes === 'add' ? 'unknown' : 'no', operation)
    }
  },
)

/**
 * Law 10: options one after the other, and a deadline for each request.
 */
export const deadlinesKept: LawCases = {
  law: 10,
  cases: (variations) => [
    ...deadlines(variations),
    ...bothKept,
    ...lastCounts,
    ...(['stalled-headers', 'stalled-body'] as const).filter((fault) => canScript(variations, fault)).map(inTime),
    ...(canScript(variations, 'stalled-headers') ? [shortAfterLong] : []),
    ofItsOwn,
    ...(canScript(variations, 'stalled-body') ? keptEverywhere : []),
  ],
}
