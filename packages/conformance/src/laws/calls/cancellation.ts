import { type DomainError, addDomains } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { checkError } from '../../checks/error.js'
import { checkFailure } from '../../checks/outcome.js'
import { fail, leftOf, rightOf, settle, succeed, until } from '../../checks/settle.js'
import { adding, callsAt, eachRead, readsOf, taskOf } from '../../fixture/calls.js'
import { type ListFixture, at, writesIn } from '../../fixture/fixture.js'
import { record } from '../../fixture/recorder.js'
import { request } from '../../fixture/request.js'
import { type Landing } from '../../harness/fault.js'
import { type Variations, canScript, looksAnyway, momentary, placesOf, sentAs } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

const soon = 2_000

const host = 'new.example.com'

const countAttempts = async (list: ListFixture): Promise<number> => (await list.attempts()).length

const arrived = (list: ListFixture, count: number): Promise<void> =>
  until('the call arrives', async () => (await countAttempts(list)) >= count)

const isWriting = (list: ListFixture): Promise<void> =>
  until('the change writes', async () => (await list.writes()).length > 0)

/**
 * A list through a copy of the provider that can be cancelled.
 */
const cancellable = (list: ListFixture) => {
  const cancel = new AbortController()
  const { signal } = cancel
  return { copy: list.with({ signal }), signal, cancel: () => cancel.abort() }
}

/**
 * Sends one more read by another way. What a cancelled call still had in mind would show before it or beside it.
 */
const checkNothingFurther = async (list: ListFixture, seen: number): Promise<void> => {
  const there = placesOf(list.variations)
  const place = there.find((each) => each === list.place) ?? there[0] ?? list.place
  await succeed(at(list, place).domains.get())
  assert.equal(await countAttempts(list), seen + 1, 'a cancelled call sends nothing further')
}

const checkCancelled = (error: DomainError, sent: boolean): void => {
  checkError(error)
  assert.equal(error._tag, 'Cancelled')
  assert.equal(error.actor, 'caller')
  if (error._tag === 'Cancelled') assert.equal(error.sent, sent, 'whether it may have arrived')
  if (!sent) assert.deepEqual([error.applied, error.modification], ['no', 'not-spent'], 'nothing was done')
}

const beforehand = everywhere('a call that is cancelled beforehand sends nothing', async (list) => {
  for (const { task } of callsAt(list.with({ signal: AbortSignal.abort() }))) checkCancelled(await fail(task), false)
  assert.equal(await countAttempts(list), 0)
})

const duringRead = (variations: Variations): ReadonlyArray<Case> =>
  (['stalled-headers', 'stalled-body'] as const)
    .filter((fault) => canScript(variations, fault))
    .flatMap((fault) =>
      eachRead(
        readsOf(variations),
        (title) => `${title} that is cancelled while it meets ${fault} ends at once`,
        async (list, read) => {
          const { copy, cancel } = cancellable(list)
          await list.script(fault, read.strikes)
          const running = settle(taskOf(copy, read), soon)
          await arrived(list, 1)
          // Time for the headers to come; where they come later, the call must end all the same.
          if (fault === 'stalled-body') await setTimeout(30)
          cancel()
          const error = leftOf(await running)
          checkCancelled(error, true)
          assert.equal(error.applied, 'no', 'a read changes nothing')
          await checkNothingFurther(list, 1)
        },
      ),
    )

const duringLook = everywhere('a change that is cancelled while it looks writes nothing', async (list) => {
  const { copy, cancel } = cancellable(list)
  await list.script('slow', 'get', { delayMs: 40 })
  const before = await list.state()
  const running = settle(adding(copy, host), soon)
  await arrived(list, 1)
  cancel()
  const error = leftOf(await running)
  assert.equal(error._tag, 'Cancelled')
  assert.equal(error.applied, 'no')
  // Time for the look to be answered: a change that goes on would write then.
  await setTimeout(80)
  await checkNothingFurther(list, 1)
  assert.deepEqual(await list.state(), before)
})

// Where an adapter asks for a token before each request, this is after the look and before the write.
const betweenRequests = everywhere('a change that is cancelled between two requests sends no more', async (list) => {
  const { copy, cancel } = cancellable(list)
  let isCancelled = false
  list.ledger.onAsked((count) => {
    if (count !== 2) return
    isCancelled = true
    cancel()
  })
  const result = await settle(adding(copy, host), soon)
  if (!isCancelled) return
  checkCancelled(leftOf(result), false)
  assert.deepEqual(await list.writes(), [])
})

const duringWrite = (lands: Landing): ReadonlyArray<Case> =>
  everywhere(`a change that is cancelled while it writes (the write landing ${lands}) ends at once`, async (list) => {
    const { copy, cancel } = cancellable(list)
    await list.script('stalled-headers', 'add', { lands })
    const cancelling = isWriting(list).then(cancel)
    const recording = await record(copy, request('add', list.one(host)), { ms: soon + 5_000 })
    await cancelling
    const error = checkFailure(recording)
    checkCancelled(error, true)
    assert.equal(error.applied, 'unknown', 'whether the write landed cannot be known')
    assert.equal(
      recording.attempts.at(-1)?.asks,
      sentAs(list.variations, list.place, 'add'),
      'nothing follows the write',
    )
    await checkNothingFurther(list, recording.attempts.length)
  })

const duringReadBack = everywhere(
  'a change that is cancelled while it reads back ends at once, and is not told to be undone',
  async (list) => {
    const { copy, cancel } = cancellable(list)
    const observed = await succeed(copy.domains.get())
    const seen = await countAttempts(list)
    await list.script('html-200', 'add', { lands: 'before' })
    const looks = looksAnyway(list.variations, list.place)
    await list.script('stalled-headers', 'get', { times: 20, skips: looks })
    const cancelling = until('the read arrives', async () => {
      const attempts = (await list.attempts()).slice(seen)
      return writesIn(attempts).length === 1 && attempts.at(-1)?.asks === 'get'
    }).then(cancel)
    const recording = await record(copy, request('add', list.one(host)), { observed, ms: 6_000 })
    await cancelling
    checkFailure(recording)
    const asks = recording.attempts.map((attempt) => attempt.asks)
    const expected = [...['get'].slice(0, looks), sentAs(list.variations, list.place, 'add'), 'get']
    assert.deepEqual(asks, expected, 'a cancelled change sends nothing further')
  },
)

const inTheQueue = everywhere('a change that is cancelled while it waits for its turn sends nothing', async (list) => {
  const { copy, cancel } = cancellable(list)
  await list.script('slow', 'add', { lands: 'before', delayMs: 60 })
  const first = settle(adding(list, 'one.example.com'))
  await isWriting(list)
  const second = settle(adding(copy, 'two.example.com'))
  cancel()
  checkCancelled(leftOf(await second), false)
  assert.ok(E.isRight(await first), 'a change that was not cancelled is made')
  const sent = (await list.attempts()).map((attempt) => attempt.sent).join('\n')
  assert.ok(!sent.includes('two.example.com'), 'what was cancelled is not sent')
})

const behindCancelled = everywhere(
  'what waits behind a change that is cancelled, waiting or under way, has its turn',
  async (list) => {
    const [writing, waiting] = [cancellable(list), cancellable(list)]
    const add = (of: ListFixture, name: string) => settle(of.domains.modify(addDomains(list.all(name))))
    await list.script('stalled-headers', 'add')
    const first = add(writing.copy, 'one.example.com')
    await isWriting(list)
    const second = add(waiting.copy, 'two.example.com')
    const third = add(list, 'three.example.com')
    waiting.cancel()
    writing.cancel()
    assert.equal(leftOf(await first)._tag, 'Cancelled')
    assert.equal(leftOf(await second)._tag, 'Cancelled')
    rightOf(await third)
    rightOf(await add(list, 'four.example.com'))
  },
)

const afterwards = everywhere('cancelling what has ended changes nothing', async (list) => {
  const { copy, cancel } = cancellable(list)
  await succeed(adding(copy, host))
  const seen = await countAttempts(list)
  cancel()
  await checkNothingFurther(list, seen)
})

const duringRetry = everywhere('a read that is cancelled between two tries is not tried again', async (list) => {
  const { copy, cancel } = cancellable(list)
  await list.script(momentary(list.variations), 'get', { times: 20 })
  list.ledger.onAsked(cancel)
  assert.ok(E.isLeft(await settle(copy.domains.get(), soon)), 'what was cancelled is no success')
  assert.ok((await countAttempts(list)) <= 1, 'nothing is sent after the cancel')
})

const everyTime = everywhere('what is cancelled stays cancelled, and nobody else is', async (list) => {
  const { copy, cancel, signal } = cancellable(list)
  await list.script('stalled-headers', 'get')
  const cancelled = settle(copy.domains.get(), 5_000)
  await arrived(list, 1)
  await list.script('slow', 'get', { delayMs: 200 })
  const other = settle(cancellable(list).copy.domains.get())
  await arrived(list, 2)
  cancel()
  assert.equal(leftOf(await cancelled)._tag, 'Cancelled')
  rightOf(await other)
  // Each copy is made once the calls of those before it have received the signal.
  for (const make of [() => copy, () => copy, () => list.with({ signal }), () => copy.with({ timeoutMs: 9_000 })])
    for (const { operation, task } of callsAt(make()))
      assert.equal(leftOf(await settle(task))._tag, 'Cancelled', operation)
  assert.equal(await countAttempts(list), 2)
  for (const { task } of callsAt(list)) await succeed(task)
})

/**
 * Law 10: signals at every moment.
 */
export const cancellation: LawCases = {
  law: 10,
  cases: (variations) => [
    ...beforehand,
    ...duringRead(variations),
    ...duringLook,
    ...betweenRequests,
    ...duringWrite('never'),
    ...duringWrite('before'),
    ...(canScript(variations, 'stalled-headers', 'html-200') ? duringReadBack : []),
    ...inTheQueue,
    ...(canScript(variations, 'stalled-headers') ? [...behindCancelled, ...everyTime] : []),
    ...afterwards,
    ...duringRetry,
  ],
}
