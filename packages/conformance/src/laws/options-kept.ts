import { addDomains } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { callsAt } from '../fixture/calls.js'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { faultsUnder } from '../harness/fault-table.js'
import { checkFailure } from '../checks/outcome.js'
import { until } from '../checks/until.js'
import { listAt, placeNames } from '../harness/address.js'
import { request } from '../fixture/request.js'
import { leftOf, rightOf, settle, succeed, within } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { at, firstKind, kindsAt, put, writesIn } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'
import { watchTimers } from '../fixture/timer-watch.js'
import { checkError } from '../checks/error.js'
import { witnessed } from '../fixture/recorder.js'

const deadlineMs = 1_000

const lastCounts = everywhere(
  'of two options of one kind the last counts, and none takes one away',
  async (stage, place) => {
    const address = at(stage, place)
    const { provider } = stage
    const gone = AbortSignal.abort()
    const { signal: live } = new AbortController()
    for (const cancelled of [
      provider.with({ signal: gone }).with({}),
      provider.with({}).with({ signal: gone }).with({ timeoutMs: 9_000 }).with({}),
      provider.with({ signal: live }).with({ signal: gone }),
    ])
      for (const { operation, task } of callsAt(stage, address, cancelled))
        assert.equal(leftOf(await settle(task))._tag, 'Cancelled', operation)
    assert.deepEqual(await stage.vendor.attempts(), [], 'what was cancelled beforehand sends nothing')
    for (const patient of [
      provider.with({ timeoutMs: 1 }).with({ timeoutMs: 9_000 }),
      provider.with({ timeoutMs: 1 }).with({ signal: live, timeoutMs: 9_000 }).with({}),
    ]) {
      await stage.vendor.script({ name: 'slow', place, strikes: 'get', lands: 'never', times: 1, delayMs: 100 })
      await succeed(listAt(patient, address).get)
    }
  },
)

/** All lists at once, so that the whole takes no longer than one. */
const atAllLists = (run: (place: (typeof placeNames)[number]) => Promise<void>): Promise<unknown> =>
  Promise.all(placeNames.map(run))

const shortAfterLong: Case = {
  name: 'a deadline that comes after a longer one is kept',
  run: async (stage) => {
    const provider = stage.provider.with({ timeoutMs: 9_000 }).with({ timeoutMs: deadlineMs }).with({})
    await atAllLists(async (place) => {
      const list = listAt(provider, at(stage, place))
      const observed = await succeed(list.get)
      await stage.vendor.script({ name: 'stalled-headers', place, strikes: 'add', lands: 'never', times: 1 })
      const change = addDomains(under([firstKind(stage, place)], 'new.example.com'))
      const error = leftOf(await settle(list.modify(change, { observed })))
      assert.ok(error._tag === 'TimedOut' && error.afterMs === deadlineMs, 'the last deadline is the one')
    })
  },
}

const ofItsOwn: Case = {
  name: 'each request of a change has a deadline of its own, and waiting for a turn takes none of it',
  run: async (stage) => {
    const slow = 1_500
    const provider = stage.provider.with({ timeoutMs: 2_500 })
    for (const place of placeNames)
      for (const strikes of ['get', 'add'] as const)
        await stage.vendor.script({ name: 'slow', place, strikes, lands: 'before', times: 1, delayMs: slow })
    await atAllLists(async (place) => {
      const list = listAt(provider, at(stage, place))
      const kinds = kindsAt(stage, place)
      const results = await Promise.all(
        ['one.example.com', 'two.example.com'].map((host) => settle(list.modify(addDomains(under(kinds, host))))),
      )
      for (const result of results) rightOf(result)
    })
  },
}

const keptEverywhere: Case = {
  name: 'a deadline is kept at each request: reads, writes, the read after a write, what is effective, confirm files',
  run: async (stage) => {
    const provider = stage.provider.with({ timeoutMs: deadlineMs })
    await atAllLists(async (place) => {
      const list = listAt(provider, at(stage, place))
      const observed = await succeed(list.get)
      const calls = callsAt(stage, at(stage, place), provider)
      for (const { strikes } of calls)
        await stage.vendor.script({ name: 'stalled-body', place, strikes, lands: 'never', times: 20 })
      const change = addDomains(under([firstKind(stage, place)], 'new.example.com'))
      await Promise.all(
        calls.map(async ({ strikes, operation, task }) => {
          const result = await settle<unknown>(strikes === 'add' ? list.modify(change, { observed }) : task)
          if (E.isRight(result)) return assert.fail(`${operation} that never ended is no success`)
          checkError(result.left)
          assert.ok(result.left._tag === 'TimedOut' && result.left.afterMs === deadlineMs, operation)
          assert.equal(result.left.fate, strikes === 'add' ? 'unknown' : 'not-done', operation)
        }),
      )
    })
  },
}

const readBackCancelled = everywhere(
  'a change that is cancelled while it reads back ends at once, and is not told to be undone',
  async (stage, place) => {
    const cancel = new AbortController()
    const provider = stage.provider.with({ signal: cancel.signal })
    const observed = await succeed(listAt(provider, at(stage, place)).get)
    const seen = (await stage.vendor.attempts()).length
    await stage.vendor.script({ name: 'html-200', place, strikes: 'add', lands: 'before', times: 1 })
    await stage.vendor.script({ name: 'stalled-headers', place, strikes: 'get', lands: 'never', times: 20 })
    const arrived = until('the read arrives', async () => {
      const attempts = (await stage.vendor.attempts()).slice(seen)
      return writesIn(attempts).length === 1 && attempts.at(-1)?.asks === 'get'
    }).then(() => cancel.abort())
    const wanted = request('add', under([firstKind(stage, place)], 'new.example.com'))
    const witness = await witnessed(stage, at(stage, place), wanted, { provider, options: { observed }, ms: 6_000 })
    await arrived
    if (E.isRight(witness.result)) assert.fail('what was cancelled before it was read is no success')
    checkError(witness.result.left)
    checkFailure(witness.result.left, witness)
    assert.deepEqual(
      witness.attempts.map(({ asks }) => asks),
      ['add', 'get'],
      'a cancelled change sends nothing further',
    )
  },
)

const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length

const nothingKept = everywhere('a signal that outlives many calls is left as it was', async (stage, place) => {
  const { signal } = new AbortController()
  const provider = stage.provider.with({ signal }).with({ timeoutMs: 9_000 })
  const before = listenersOf(signal)
  for (const times of [1, 2])
    for (const { strikes, task } of callsAt(stage, at(stage, place), provider, `h${times}.example.com`)) {
      if (times === 2) await stage.vendor.script({ name: 'hang-up', place, strikes, lands: 'never', times: 1 })
      await settle(task)
    }
  assert.ok(listenersOf(signal) <= before, `${listenersOf(signal) - before} listeners are left on it`)
})

const everyTime = everywhere('what is cancelled stays cancelled, and nobody else is', async (stage, place) => {
  const cancel = new AbortController()
  const address = at(stage, place)
  const copy = stage.provider.with({ signal: cancel.signal })
  await stage.vendor.script({ name: 'stalled-headers', place, strikes: 'get', lands: 'never', times: 1 })
  const cancelled = settle(listAt(copy, address).get, 5_000)
  await until('the get arrives', async () => (await stage.vendor.attempts()).length === 1)
  await stage.vendor.script({ name: 'slow', place, strikes: 'get', lands: 'never', times: 1, delayMs: 200 })
  const other = settle(listAt(stage.provider.with({ signal: new AbortController().signal }), address).get)
  await until('the other get arrives', async () => (await stage.vendor.attempts()).length === 2)
  cancel.abort()
  assert.equal(leftOf(await cancelled)._tag, 'Cancelled')
  rightOf(await other)
  const copies = [
    () => copy,
    () => copy,
    () => stage.provider.with({ signal: cancel.signal }),
    () => copy.with({ timeoutMs: 9_000 }),
  ]
  for (const made of copies)
    for (const { operation, task } of callsAt(stage, address, made()))
      assert.equal(leftOf(await settle(task))._tag, 'Cancelled', operation)
  assert.equal((await stage.vendor.attempts()).length, 2)
  for (const { task } of callsAt(stage, address, stage.provider)) await succeed(task)
})

const behindCancelled = everywhere(
  'what waits behind a change that is cancelled, waiting or under way, has its turn',
  async (stage, place) => {
    const [writing, waiting] = [new AbortController(), new AbortController()]
    const kinds = kindsAt(stage, place)
    const change = (provider: typeof stage.provider, host: string) =>
      settle(listAt(provider, at(stage, place)).modify(addDomains(under(kinds, host))))
    await stage.vendor.script({ name: 'stalled-headers', place, strikes: 'add', lands: 'never', times: 1 })
    const first = change(stage.provider.with({ signal: writing.signal }), 'one.example.com')
    await until('the first change writes', async () => writesIn(await stage.vendor.attempts()).length === 1)
    const second = change(stage.provider.with({ signal: waiting.signal }), 'two.example.com')
    const third = change(stage.provider, 'three.example.com')
    waiting.abort()
    writing.abort()
    assert.equal(leftOf(await first)._tag, 'Cancelled')
    assert.equal(leftOf(await second)._tag, 'Cancelled')
    rightOf(await third)
    await succeed(listAt(stage.provider, at(stage, place)).modify(addDomains(under(kinds, 'four.example.com'))))
  },
)

const closingMs = 5_000

const closedUnderWay = everywhere(
  'closing leaves what is under way to end, and may be asked for again',
  async (stage, place) => {
    const address = at(stage, place)
    await put(stage, address, under(kindsAt(stage, place), 'held.example.com'))
    await stage.vendor.script({ name: 'slow', place, strikes: 'get', lands: 'never', times: 1, delayMs: 300 })
    const running = settle(listAt(stage.provider, address).get)
    await until('the get arrives', async () => (await stage.vendor.attempts()).length === 1)
    const closing = [stage.provider.close(), stage.provider.with({ timeoutMs: 9_000 }).close()]
    rightOf(await running)
    await within(closingMs, 'provider.close()', Promise.all(closing))
    await within(closingMs, 'provider.close() once more', stage.provider.close())
    for (const { task } of callsAt(stage, address, stage.provider)) {
      const result = await settle(task, 5_000)
      if (E.isLeft(result)) checkError(result.left)
    }
  },
)

const nothingLeft = everywhere('once it is closed, nothing of it keeps the process alive', async (stage, place) => {
  const timers = watchTimers()
  try {
    const provider = stage.provider.with({ timeoutMs: 60_000 }).with({ signal: new AbortController().signal })
    for (const { strikes, task } of callsAt(stage, at(stage, place), provider)) {
      await stage.vendor.script({ name: 'busy', place, strikes, lands: 'never', times: 1 })
      await settle(task)
    }
    await stage.provider.close()
    timers.enough()
    await until('its timers end', async () => Promise.resolve(timers.running() === 0))
  } finally {
    timers.end()
  }
})

const needing = (variations: Variations, ...faults: ReadonlyArray<ReturnType<typeof faultsUnder>[number]>): boolean =>
  faults.every((fault) => faultsUnder(variations).includes(fault))

/**
 * Law 10: options one after the other at every call, deadlines at every request, signals at every moment, and the end.
 */
export const optionsKept: Chapter = {
  law: 10,
  cases: (variations) => [
    ...lastCounts,
    ...(needing(variations, 'stalled-headers') ? [shortAfterLong] : []),
    ofItsOwn,
    ...(needing(variations, 'stalled-body') ? [keptEverywhere] : []),
    ...(needing(variations, 'stalled-headers', 'html-200') ? readBackCancelled : []),
    ...nothingKept,
    ...(needing(variations, 'stalled-headers') ? [...everyTime, ...behindCancelled] : []),
    ...closedUnderWay,
    ...nothingLeft,
  ],
}
