import { type DomainError, addDomains } from '@mini-domains/core'
import { type RequestEvent, type ResponseEvent, type RetryEvent, subjectName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import { settle, succeed } from '../../checks/settle.js'
import { callsAt } from '../../fixture/calls.js'
import { type HookEvent, type ListFixture } from '../../fixture/fixture.js'
import { type Variations, plainFaults, momentary } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

const isTime = (ms: number): boolean => Number.isFinite(ms) && ms >= 0

/**
 * The events that hooks get of calls made one after the other have a grammar: a call is a request and how it ended, and then,
 * for each retry, one request more and how that ended. Gives how the last request ended, and how many there were.
 */
const readEvents = ({ provider, address, place }: ListFixture, events: ReadonlyArray<HookEvent>, operation: string) => {
  let open: RequestEvent | undefined
  let ended: ResponseEvent | undefined
  let retry: RetryEvent | undefined
  let requests = 0
  for (const event of events) {
    assert.equal(event.vendor, provider.vendor)
    assert.equal(event.subject, subjectName(address.subject), 'whose call it is')
    // The look of a change may be reported as a read, or as a part of its change.
    const isLook = operation === `${place}.add` && event.operation === `${place}.get`
    if (!isLook) assert.equal(event.operation, operation, 'which call it is')
    switch (event._tag) {
      case 'Request':
        assert.equal(open, undefined, 'a request is told once the one before it has ended')
        assert.equal(event.attempt, retry === undefined ? 1 : retry.attempt + 1, 'attempts are counted from 1')
        assert.match(event.method, /^[A-Z]+$/)
        assert.match(event.url, /\w/)
        open = event
        retry = undefined
        requests += 1
        break
      case 'Response':
        assert.ok(open !== undefined, 'what ended has been told to begin')
        assert.deepEqual([event.attempt, event.method, event.url], [open.attempt, open.method, open.url])
        assert.ok(isTime(event.durationMs), `how long it took: ${event.durationMs}`)
        open = undefined
        ended = event
        break
      case 'Retry':
        assert.ok(
          open === undefined && retry === undefined && ended !== undefined,
          'a retry is of what has ended, once',
        )
        assert.equal(event.attempt, ended.attempt, 'a retry tells the attempt that failed')
        assert.equal(event.because, ended.error, 'a retry tells why')
        assert.ok(isTime(event.delayMs), `how long it waits: ${event.delayMs}`)
        retry = event
    }
  }
  assert.equal(open, undefined, 'a request that was told has ended')
  assert.equal(retry, undefined, 'a retry that was told has come')
  return { ended, requests }
}

const checkEnd = (ended: ResponseEvent | undefined, error: DomainError): void => {
  assert.equal(ended?.error, error._tag, 'a call that failed is told to have failed, and how')
  assert.equal(ended.httpStatus, error.httpStatus, 'the status is told')
  assert.equal(ended.requestId, error.requestId, "the vendor's request id is told")
}

const well = everywhere('hooks that are told are told of each request and of how it ended', async (list) => {
  for (const { operation, task } of callsAt(list)) {
    const told = list.events.length
    const sent = (await list.attempts()).length
    await succeed(task)
    if (list.events.length === 0) return
    const events = list.events.slice(told)
    const { requests } = readEvents(list, events, operation)
    assert.equal(requests, (await list.attempts()).length - sent, 'each request is told')
    for (const event of events) {
      if (event._tag !== 'Response') continue
      assert.equal(event.error, undefined, 'a request that went well is told so')
      assert.equal(event.httpStatus ?? 200, 200, 'the status is told')
    }
  }
  const told = list.events.length
  await list.script(momentary(list.variations), 'get')
  await settle(list.domains.get())
  const [first] = list.events.slice(told).flatMap((event) => (event._tag === 'Response' ? [event] : []))
  assert.deepEqual([first?.error, first?.attempt], ['VendorBusy', 1], 'a request that failed is told to have failed')
})

const heard = (variations: Variations): ReadonlyArray<Case> =>
  plainFaults(variations).flatMap((fault) =>
    everywhere(`hooks that are told are told the whole of each call that meets ${fault}`, async (list) => {
      for (const times of [1, 20])
        for (const { strikes, operation, task } of callsAt(list, `h${times}.example.com`)) {
          const told = list.events.length
          const sent = (await list.attempts()).length
          await list.script(fault, strikes, { times })
          const result = await settle(task)
          if (list.events.length === 0) return
          const { ended, requests } = readEvents(list, list.events.slice(told), operation)
          assert.equal(requests, (await list.attempts()).length - sent, 'each request is told')
          // What comes after a write may end in another way than the change.
          if (E.isLeft(result) && strikes !== 'add') checkEnd(ended, result.left)
          if (E.isRight(result)) assert.equal(ended?.error, undefined, 'a call that ended well is told so')
        }
    }),
  )

const delayMs = 100

const duration = everywhere('hooks are told how long a call took, in milliseconds', async (list) => {
  for (const { strikes, task } of callsAt(list)) {
    const told = list.events.length
    await list.script('slow', strikes, { lands: 'before', delayMs })
    const began = performance.now()
    await succeed(task)
    const took = performance.now() - began
    const durations = list.events.slice(told).flatMap((event) => (event._tag === 'Response' ? [event.durationMs] : []))
    if (durations.length === 0) return
    const longest = Math.max(...durations)
    assert.ok(longest >= 0.8 * delayMs && longest <= took + 20, `took ${Math.round(took)} ms, told ${longest}`)
  }
})

const throwing = everywhere('a hook that throws changes nothing', async (list) => {
  list.onEvent(() => {
    throw new Error('a hook of the suite')
  })
  await succeed(list.domains.modify(addDomains(list.all('new.example.com'))))
  await succeed(list.domains.get())
})

const asynchronous = (what: 'rejects' | 'never ends', hook: () => Promise<never>): ReadonlyArray<Case> =>
  everywhere(`a hook that is an async function and ${what} changes nothing`, async (list) => {
    list.onEvent(hook)
    for (const { task } of callsAt(list)) await succeed(task)
    await list.script(momentary(list.variations), 'get')
    await settle(list.domains.get())
  })

/**
 * Law 12: hooks, event by event.
 */
export const hooks: LawCases = {
  law: 12,
  cases: (variations) => [
    ...well,
    ...heard(variations),
    ...duration,
    ...throwing,
    ...asynchronous('rejects', () => Promise.reject(new Error('a hook of the suite'))),
    ...asynchronous('never ends', () => new Promise(() => undefined)),
  ],
}
