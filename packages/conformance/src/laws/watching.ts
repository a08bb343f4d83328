import { type DomainError, addDomains } from '@mini-domains/core'
import { type RequestEvent, type ResponseEvent, type RetryEvent, subjectName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import { callsAt } from '../fixture/calls.js'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type FaultName } from '../harness/fault.js'
import { faultTable, faultsUnder } from '../harness/fault-table.js'
import { type Address, type PlaceName, addressOf, levelOf, listAt, placeNames } from '../harness/address.js'
import { fail, settle, succeed } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { type HookEvent, type Stage, at, firstKind, setTheStage } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'
import { checkError, checkExpected, checkSaid } from '../checks/error.js'

const isTime = (ms: number): boolean => Number.isFinite(ms) && ms >= 0

/**
 * What hooks are told of calls that are made one after the other has a grammar: a call is a request and how it ended, and then,
 * for each retry that is told, one request more and how that ended. Gives how the last request ended, and how many there were.
 */
const read = (stage: Stage, events: ReadonlyArray<HookEvent>, address: Address, operation: string) => {
  let open: RequestEvent | undefined
  let ended: ResponseEvent | undefined
  let retry: RetryEvent | undefined
  let requests = 0
  for (const event of events) {
    assert.equal(event.vendor, stage.provider.vendor)
    assert.equal(event.subject, subjectName(address.subject), 'whose call it is')
    // The look of a change may be told as what it is, or as a part of its change.
    if (event.operation !== `${address.place}.get`) assert.equal(event.operation, operation, 'which call it is')
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

const heard = (place: PlaceName, fault: FaultName): Case => ({
  name: `${place}: hooks that are told are told the whole of each call that meets ${fault}`,
  run: async (stage) => {
    const address = at(stage, place)
    for (const times of [1, 20])
      for (const { strikes, operation, task } of callsAt(stage, address, stage.provider, `h${times}.example.com`)) {
        const told = stage.events.length
        const sent = (await stage.vendor.attempts()).length
        await stage.vendor.script({ name: fault, place, strikes, lands: 'never', times })
        const result = await settle(task)
        if (stage.events.length === 0) return
        const { ended, requests } = read(stage, stage.events.slice(told), address, operation)
        assert.equal(requests, (await stage.vendor.attempts()).length - sent, 'each request is told')
        // What comes after a write may end in another way than the change.
        if (E.isLeft(result) && strikes !== 'add') checkEnd(ended, result.left)
        if (E.isRight(result)) assert.equal(ended?.error, undefined, 'a call that ended well is told so')
      }
  },
})

const eachHeard = (variations: Variations): ReadonlyArray<Case> =>
  placeNames.flatMap((place) =>
    faultsUnder(variations)
      .filter((fault) => faultTable[fault].tags.length > 0 && faultTable[fault].landings.includes('never'))
      .filter((fault) => !faultTable[fault].slow && fault !== 'unreachable')
      .map((fault) => heard(place, fault)),
  )

const delayMs = 300

const duration = everywhere('hooks are told how long a call took, in milliseconds', async (stage, place) => {
  for (const { strikes, task } of callsAt(stage, at(stage, place), stage.provider)) {
    const told = stage.events.length
    await stage.vendor.script({ name: 'slow', place, strikes, lands: 'before', times: 1, delayMs })
    const began = performance.now()
    await succeed(task)
    const took = performance.now() - began
    const durations = stage.events.slice(told).flatMap((event) => (event._tag === 'Response' ? [event.durationMs] : []))
    if (durations.length === 0) return
    const longest = Math.max(...durations)
    assert.ok(longest >= 0.8 * delayMs && longest <= took + 20, `took ${Math.round(took)} ms, told ${longest}`)
  }
})

const asynchronous = (what: 'rejects' | 'never ends', hook: () => Promise<never>): ReadonlyArray<Case> =>
  everywhere(`a hook that is an async function and ${what} changes nothing`, async (stage, place) => {
    stage.onEvent(hook)
    for (const { task } of callsAt(stage, at(stage, place), stage.provider)) await succeed(task)
    await stage.vendor.script({ name: 'busy', place, strikes: 'get', lands: 'never', times: 1 })
    await settle(listAt(stage.provider, at(stage, place)).get())
  })

const ownErrors = everywhere('an error tells of its own call, whatever failed before', async (stage, place) => {
  const apps = levelOf(place) === 'app' ? [...stage.variations.apps].reverse() : [stage.variations.apps[0]]
  const faults = (['html-502', 'permission-missing', 'unknown-code', 'busy', 'unknown-code'] as const).filter((fault) =>
    faultsUnder(stage.variations).includes(fault),
  )
  for (const fault of faults)
    for (const appId of apps) {
      const address = addressOf(place, appId)
      for (const { strikes, operation, task } of callsAt(stage, address, stage.provider, `${fault}.example.com`)) {
        const said = await stage.vendor.script({ name: fault, place, strikes, lands: 'never', times: 20 })
        const error = await fail(task)
        checkError(error)
        checkSaid(error, said)
        checkExpected(error, fault, strikes === 'add')
        assert.equal(error.operation, operation)
        assert.equal(error.subject, subjectName(address.subject))
        if (fault !== 'html-502' && error.httpStatus !== undefined) assert.equal(error.httpStatus, 200)
        await setTheStage(stage.vendor, stage.variations)
      }
    }
})

const ownIds = everywhere('an outcome tells the request id of its own change', async (stage, place) => {
  const list = listAt(stage.provider, at(stage, place))
  const ids: Array<string> = []
  for (const host of ['one.example.com', 'two.example.com', 'three.example.com']) {
    const { requestId } = await succeed(list.modify(addDomains(under([firstKind(stage, place)], host))))
    if (requestId !== undefined) ids.push(requestId)
  }
  assert.equal(new Set(ids).size, ids.length, 'no two calls of a vendor have one request id')
})

/**
 * Law 12: hooks, event by event, and errors, one after the other.
 */
export const watching: Chapter = {
  law: 12,
  cases: (variations) => [
    ...eachHeard(variations),
    ...duration,
    ...ownErrors,
    ...ownIds,
    ...asynchronous('rejects', () => Promise.reject(new Error('a hook of the suite'))),
    ...asynchronous('never ends', () => new Promise(() => undefined)),
  ],
}
