import { type DomainErrorTag } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { type Case, type Chapter } from '../suite/case.js'
import { type Landing } from '../harness/fault.js'
import { faultsUnder } from '../harness/fault-table.js'
import { checkFailure, checkOutcome } from '../checks/outcome.js'
import { type PlaceName, listAt, placeNames } from '../harness/address.js'
import { type Request, request } from '../fixture/request.js'
import { leftOf, settle } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { type Stage, at, firstKind, kindsAt, look, put } from '../fixture/fixture.js'
import { truthOf } from '../fixture/actual-state.js'
import { type Variations } from '../harness/variations.js'
import { checkError } from '../checks/error.js'
import { witnessed } from '../fixture/recorder.js'

// What gateways, proxies and portals answer in a vendor's place.
const statuses = [400, 401, 403, 404, 413, 429, 500, 503, 504] as const

const tagsOf = (status: number): ReadonlyArray<DomainErrorTag> =>
  status === 429 ? ['RateLimited', 'UnreadableReply', 'VendorBusy'] : ['UnreadableReply', 'VendorBusy']

const hold = (stage: Stage, place: PlaceName): Promise<void> =>
  put(stage, at(stage, place), under(kindsAt(stage, place), 'held.example.com', 'kept.example.com'))

const read = (place: PlaceName, status: number): Case => ({
  name: `${place}: a get that meets a page of ${status} every time is an error that says nothing of the vendor`,
  run: async (stage) => {
    await hold(stage, place)
    await stage.vendor.script({ name: 'html-502', place, strikes: 'get', lands: 'never', times: 20, status })
    const error = leftOf(await settle(listAt(stage.provider, at(stage, place)).get))
    checkError(error)
    assert.ok(tagsOf(status).includes(error._tag), `a page of ${status} is told as ${error._tag}`)
    assert.equal(error.vendorCode, undefined, 'the vendor said nothing')
    assert.equal(error.modification, 'not-spent', 'a read spends nothing')
    assert.equal(error.fate, 'not-done', 'a read changes nothing')
    assert.equal(stage.ledger.refused(), 0, 'nobody refused a token')
    assert.deepEqual(stage.ledger.failures(), [], 'nobody took an authorisation back')
  },
})

type Name = 'add' | 'delete' | 'set'

const requestOf = (stage: Stage, place: PlaceName, name: Name): Request => {
  const hosts = { add: ['new.example.com'], delete: ['held.example.com'], set: ['held.example.com', 'new.example.com'] }
  return request(name, under([firstKind(stage, place)], ...hosts[name]))
}

/**
 * Whoever answered in the vendor's place, whether the vendor carried the write out is not known: it is looked up, told as it is, and
 * the write is not sent again.
 */
const written = (
  place: PlaceName,
  name: Name,
  lands: Landing,
  what: string,
  script: { readonly name: 'html-502' | 'empty-body' | 'reply'; readonly status: number; readonly body?: string },
): Case => ({
  name: `${place}: ${name} that meets ${what}, the write landing ${lands}, is told as it is`,
  run: async (stage) => {
    await hold(stage, place)
    await stage.vendor.script({ ...script, place, strikes: name, lands, times: 1 })
    const witness = await witnessed(stage, at(stage, place), requestOf(stage, place, name))
    assert.ok(witness.writes.length <= 1, 'a write of which nobody knows is not sent again')
    if (E.isLeft(witness.result)) {
      checkError(witness.result.left)
      checkFailure(witness.result.left, witness)
    } else checkOutcome(kindsAt(stage, place), witness.result.right, witness)
    if (lands === 'never' && E.isRight(witness.result))
      assert.ok(
        witness.result.right.items.some(({ verdict }) => verdict === 'rejected'),
        'what was not carried out is no success',
      )
    assert.equal(stage.ledger.refused(), 0, 'nobody refused a token')
  },
})

/**
 * The vendor's own words of success, under the status of a failure.
 */
const contradicted = (place: PlaceName, status: number): Case => ({
  name: `${place}: a get whose answer comes with ${status} gives the truth or an error`,
  run: async (stage) => {
    await hold(stage, place)
    const { get } = listAt(stage.provider, at(stage, place))
    await settle(get)
    const body = (await stage.vendor.attempts()).at(-1)?.answer
    if (body === undefined) return
    await put(stage, at(stage, place), under(kindsAt(stage, place), 'late.example.com'))
    await stage.vendor.script({ name: 'reply', place, strikes: 'get', lands: 'never', times: 20, body, status })
    const result = await settle(get)
    if (E.isLeft(result)) checkError(result.left)
    else
      assert.deepEqual(
        truthOf(kindsAt(stage, place), result.right),
        await look(stage, at(stage, place)),
        'what comes with the status of a failure is not believed',
      )
  },
})

const has = (variations: Variations, name: 'html-502' | 'empty-body' | 'reply'): boolean =>
  name === 'reply' ? variations.missingFaults?.includes(name) !== true : faultsUnder(variations).includes(name)

/**
 * Laws 7 and 8: pages that are not the vendor's, under every status.
 */
export const pagesRead: Chapter = {
  law: 7,
  cases: (variations) =>
    placeNames.flatMap((place) => [
      ...(has(variations, 'html-502') ? statuses.map((status) => read(place, status)) : []),
      ...(has(variations, 'reply') ? ([403, 500] as const).map((status) => contradicted(place, status)) : []),
    ]),
}

/**
 * The same for writes.
 */
export const pagesWritten: Chapter = {
  law: 8,
  cases: (variations) =>
    placeNames.flatMap((place) =>
      (['add', 'delete', 'set'] as const).flatMap((name) =>
        (['never', 'before'] as const).flatMap((lands) => [
          ...(has(variations, 'html-502')
            ? statuses.map((status) => written(place, name, lands, `a page of ${status}`, { name: 'html-502', status }))
            : []),
          ...(has(variations, 'empty-body')
            ? ([204, 403, 503] as const).map((status) =>
                written(place, name, lands, `nothing but a status of ${status}`, { name: 'empty-body', status }),
              )
            : []),
        ]),
      ),
    ),
}
