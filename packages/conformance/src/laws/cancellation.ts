import { type DomainError, addDomains } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type Asking, type FaultName, type Landing } from '../harness/fault.js'
import { changeDeadline, faultsUnder, placesFor, readDeadline } from '../harness/fault-table.js'
import { checkFailure } from '../checks/outcome.js'
import { until } from '../checks/until.js'
import { type PlaceName, confirmFileAt, listAt } from '../harness/address.js'
import { request } from '../fixture/request.js'
import { fail, leftOf, settle, succeed } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { type Stage, at, firstKind, look, writesIn } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'
import { checkError } from '../checks/error.js'
import { witnessed } from '../fixture/recorder.js'

const soon = 2_000

const countAttempts = async (stage: Stage): Promise<number> => (await stage.vendor.attempts()).length

/**
 * Sends one more read by another way. What a cancelled call still had in mind would show before it or beside it.
 */
const assertNothingFurther = async (stage: Stage, place: PlaceName, seen: number): Promise<void> => {
  await succeed(listAt(stage.provider, at(stage, place)).get)
  assert.equal(await countAttempts(stage), seen + 1, 'a cancelled call sends nothing further')
}

const checkCancelled = (error: DomainError, sent: boolean): void => {
  checkError(error)
  assert.equal(error._tag, 'Cancelled')
  assert.equal(error.actor, 'caller')
  if (error._tag === 'Cancelled') assert.equal(error.sent, sent, 'whether it may have arrived')
}

const beforehand = everywhere('a call that is cancelled beforehand sends nothing', async (stage, place) => {
  const provider = stage.provider.with({ signal: AbortSignal.abort() })
  const list = listAt(provider, at(stage, place))
  const change = addDomains(under([firstKind(stage, place)], 'new.example.com'))
  for (const task of [list.get, list.modify(change)]) {
    const error = await fail<unknown>(task)
    checkCancelled(error, false)
    assert.equal(error.fate, 'not-done')
    assert.equal(error.modification, 'not-spent')
  }
  await settle<unknown>(list.effective)
  await settle<unknown>(confirmFileAt(provider, at(stage, place)).task)
  assert.equal(await countAttempts(stage), 0)
})

const duringRead = everywhere('a get that is cancelled while it is under way ends at once', async (stage, place) => {
  const cancel = new AbortController()
  await stage.vendor.script({ name: 'stalled-headers', place, strikes: 'get', lands: 'never', times: 1 })
  const running = settle(listAt(stage.provider.with({ signal: cancel.signal }), at(stage, place)).get, soon)
  await until('the get arrives', async () => (await countAttempts(stage)) === 1)
  cancel.abort()
  const error = leftOf(await running)
  checkCancelled(error, true)
  assert.equal(error.fate, 'not-done', 'a read changes nothing')
  await assertNothingFurther(stage, place, 1)
})

const duringLook = everywhere('a change that is cancelled while it looks writes nothing', async (stage, place) => {
  const cancel = new AbortController()
  await stage.vendor.script({ name: 'slow', place, strikes: 'get', lands: 'never', times: 1, delayMs: 40 })
  const list = listAt(stage.provider.with({ signal: cancel.signal }), at(stage, place))
  const before = await look(stage, at(stage, place))
  const running = settle(list.modify(addDomains(under([firstKind(stage, place)], 'new.example.com'))), soon)
  await until('the look arrives', async () => (await countAttempts(stage)) > 0)
  cancel.abort()
  const error = leftOf(await running)
  assert.equal(error._tag, 'Cancelled')
  assert.equal(error.fate, 'not-done')
  await assertNothingFurther(stage, place, 1)
  assert.deepEqual(await look(stage, at(stage, place)), before)
})

// Where an adapter asks for a token before each request, this is after the look and before the write.
const betweenRequests = everywhere(
  'a change that is cancelled between two requests sends no more',
  async (stage, place) => {
    const cancel = new AbortController()
    stage.ledger.onAsked((count) => {
      if (count === 2) cancel.abort()
    })
    const list = listAt(stage.provider.with({ signal: cancel.signal }), at(stage, place))
    const result = await settle(list.modify(addDomains(under([firstKind(stage, place)], 'new.example.com'))), soon)
    if (!cancel.signal.aborted) return
    checkCancelled(leftOf(result), false)
    assert.deepEqual(writesIn(await stage.vendor.attempts()), [])
  },
)

const duringWrite = (lands: Landing): ReadonlyArray<Case> =>
  everywhere(
    `a change that is cancelled while it writes (the write landing ${lands}) ends at once`,
    async (stage, place) => {
      const cancel = new AbortController()
      const provider = stage.provider.with({ signal: cancel.signal })
      await stage.vendor.script({ name: 'stalled-headers', place, strikes: 'add', lands, times: 1 })
      const waiting = until('the write arrives', async () => writesIn(await stage.vendor.attempts()).length > 0)
      const cancelling = waiting.then(() => cancel.abort())
      const wanted = request('add', under([firstKind(stage, place)], 'new.example.com'))
      const witness = await witnessed(stage, at(stage, place), wanted, { provider, ms: soon + 5_000 })
      await cancelling
      const error = leftOf(witness.result)
      checkCancelled(error, true)
      checkFailure(error, witness)
      assert.equal(error.fate, 'unknown', 'whether the write landed cannot be known')
      assert.equal(witness.attempts.at(-1)?.asks, 'add', 'nothing follows the write')
      await assertNothingFurther(stage, place, witness.attempts.length)
    },
  )

const inTheQueue = everywhere(
  'a change that is cancelled while it waits for its turn sends nothing',
  async (stage, place) => {
    const cancel = new AbortController()
    const kind = firstKind(stage, place)
    await stage.vendor.script({ name: 'slow', place, strikes: 'add', lands: 'before', times: 1, delayMs: 60 })
    const first = settle(listAt(stage.provider, at(stage, place)).modify(addDomains(under([kind], 'one.example.com'))))
    await until('the first change writes', async () => writesIn(await stage.vendor.attempts()).length > 0)
    const patient = listAt(stage.provider.with({ signal: cancel.signal }), at(stage, place))
    const second = settle(patient.modify(addDomains(under([kind], 'two.example.com'))))
    cancel.abort()
    checkCancelled(leftOf(await second), false)
    assert.ok(E.isRight(await first), 'a change that was not cancelled is made')
    const sent = (await stage.vendor.attempts()).map(({ sent: text }) => text).join('\n')
    assert.ok(!sent.includes('two.example.com'), 'what was cancelled is not sent')
  },
)

const afterwards = everywhere('cancelling what has ended changes nothing', async (stage, place) => {
  const cancel = new AbortController()
  const list = listAt(stage.provider.with({ signal: cancel.signal }), at(stage, place))
  await succeed(list.modify(addDomains(under([firstKind(stage, place)], 'new.example.com'))))
  const seen = await countAttempts(stage)
  cancel.abort()
  await assertNothingFurther(stage, place, seen)
})

const duringRetry = everywhere(
  'a read that is cancelled between two tries is not tried again',
  async (stage, place) => {
    const cancel = new AbortController()
    await stage.vendor.script({ name: 'busy', place, strikes: 'get', lands: 'never', times: 20 })
    stage.ledger.onAsked(() => cancel.abort())
    await stage.vendor.script({ name: 'slow', place, strikes: 'get', lands: 'never', times: 1, delayMs: 1 })
    const result = await settle(listAt(stage.provider.with({ signal: cancel.signal }), at(stage, place)).get, soon)
    assert.ok(E.isLeft(result), 'what was cancelled is no success')
    assert.ok((await countAttempts(stage)) <= 1, 'nothing is sent after the cancel')
  },
)

const deadlined = (place: PlaceName, fault: FaultName, strikes: Extract<Asking, 'get' | 'add'>): Case => ({
  name: `${place}: a deadline ends ${strikes} when it meets ${fault}`,
  run: async (stage) => {
    await stage.vendor.script({ name: fault, place, strikes, lands: strikes === 'get' ? 'never' : 'before', times: 9 })
    const timeoutMs = strikes === 'get' ? readDeadline : changeDeadline
    const list = listAt(stage.provider.with({ timeoutMs }), at(stage, place))
    const change = addDomains(under([firstKind(stage, place)], 'new.example.com'))
    const result = await settle<unknown>(strikes === 'get' ? list.get : list.modify(change), 6_000)
    // A write that landed may be found by reading back, and then all is well.
    if (E.isRight(result)) return assert.equal(strikes, 'add')
    checkError(result.left)
    assert.equal(result.left._tag, 'TimedOut')
    if (result.left._tag === 'TimedOut') assert.equal(result.left.afterMs, timeoutMs)
  },
})

const deadlines = (variations: Variations): ReadonlyArray<Case> =>
  (['stalled-headers', 'stalled-body', 'slow-drip'] as const)
    .filter((fault) => faultsUnder(variations).includes(fault))
    .flatMap((fault) =>
      placesFor(fault).flatMap((place) => [deadlined(place, fault, 'get'), deadlined(place, fault, 'add')]),
    )

/**
 * Law 10.
 */
export const cancellation: Chapter = {
  law: 10,
  cases: (variations) => [
    ...beforehand,
    ...duringRead,
    ...duringLook,
    ...betweenRequests,
    ...duringWrite('never'),
    ...duringWrite('before'),
    ...inTheQueue,
    ...afterwards,
    ...duringRetry,
    ...deadlines(variations),
  ],
}
