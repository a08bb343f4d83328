import { type DomainErrorTag } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { checkError, checkReadError } from '../../checks/error.js'
import { checkFailure } from '../../checks/outcome.js'
import { fail, leftOf, settle } from '../../checks/settle.js'
import { eachReadFault, readThrough, readsOf } from '../../fixture/calls.js'
import { startAfresh } from '../../fixture/fixture.js'
import { mutatedReply } from '../../fixture/altered-reply.js'
import { forAny } from '../../fixture/random-request.js'
import { record } from '../../fixture/recorder.js'
import { request } from '../../fixture/request.js'
import { stateOf } from '../../fixture/state.js'
import { faultTable } from '../../harness/fault.js'
import { type Variations, canScript, faultsUnder, sentAs } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

const once = (variations: Variations): ReadonlyArray<Case> =>
  eachReadFault(
    readsOf(variations),
    faultsUnder(variations),
    (title, fault) => `${title} that meets ${fault} once gives the truth or an error`,
    async (list, read, fault) => {
      const { expected, result } = await readThrough(list, read, fault, 1)
      if (E.isLeft(result)) checkReadError(result.left)
      else assert.deepEqual(result.right, expected)
    },
  )

const everyTime = (variations: Variations): ReadonlyArray<Case> =>
  eachReadFault(
    readsOf(variations),
    faultsUnder(variations).filter((fault) => faultTable[fault].tags.length > 0),
    (title, fault) => `${title} that meets ${fault} every time is an error of its kind`,
    async (list, read, fault) => {
      const error = leftOf((await readThrough(list, read, fault)).result)
      checkReadError(error)
      assert.ok(faultTable[fault].tags.includes(error._tag), `${fault} is told as ${error._tag}`)
    },
  )

const cut = (bytes: number): ReadonlyArray<Case> =>
  everywhere(`a get that is cut at byte ${bytes} every time is an error`, async (list) => {
    await list.hold('held.example.com', 'kept.example.com')
    await list.script('cut-body', 'get', { times: 20, bytes })
    checkReadError(await fail(list.domains.get()))
  })

const writeFaults = (variations: Variations): ReadonlyArray<Case> =>
  faultsUnder(variations)
    .filter((fault) => faultTable[fault].landings.includes('never') && !faultTable[fault].slow)
    .flatMap((fault) =>
      everywhere(`a change that meets ${fault} and was not carried out is no success`, async (list) => {
        await list.script(fault, 'add', { times: 20 })
        const error = checkFailure(await record(list, request('add', list.one('new.example.com'))))
        assert.ok(faultTable[fault].tags.includes(error._tag), `${fault} is told as ${error._tag}`)
      }),
    )

const unknownCode = everywhere('an unknown code is told with the code and a short excerpt', async (list) => {
  const said = await list.script('unknown-code', 'get', { times: 20 })
  const error = await fail(list.domains.get())
  if (error._tag !== 'UnknownCode') return assert.fail(`an unknown code is told as ${error._tag}`)
  assert.equal(error.vendorCode, said.code)
  assert.ok(error.excerpt.length > 0 && error.excerpt.length <= 500, 'an excerpt is there, and short')
})

const wrongTypes = everywhere('a field of the wrong type is told with its path', async (list) => {
  await list.script('wrong-types', 'get', { times: 20 })
  const error = await fail(list.domains.get())
  if (error._tag !== 'UnreadableReply') return assert.fail(`a wrong type is told as ${error._tag}`)
  assert.ok(error.path.length > 0 && error.expected.length > 0, 'what was expected, and where')
  assert.ok(error.excerpt.length <= 500, 'an excerpt is short')
})

// What gateways, proxies and portals answer in a vendor's place.
const pages = [400, 401, 403, 404, 413, 429, 500, 503, 504].flatMap((status) =>
  everywhere(
    `a get that meets a page of ${status} every time is an error that says nothing of the vendor`,
    async (list) => {
      const tags: ReadonlyArray<DomainErrorTag> = [
        'UnreadableReply',
        'VendorBusy',
        ...(status === 429 ? ['RateLimited' as const] : []),
      ]
      await list.script('html-502', 'get', { times: 20, status })
      const error = await fail(list.domains.get())
      checkReadError(error)
      assert.ok(tags.includes(error._tag), `a page of ${status} is told as ${error._tag}`)
      assert.equal(error.vendorCode, undefined, 'the vendor said nothing')
      assert.equal(list.ledger.refused(), 0, 'nobody refused a token')
      assert.deepEqual(list.ledger.failures(), [], 'nobody took an authorisation back')
    },
  ),
)

/**
 * The vendor's own words of success, under the status of a failure.
 */
const contradicted = [403, 500].flatMap((status) =>
  everywhere(`a get whose answer comes with ${status} gives the truth or an error`, async (list) => {
    const { get } = list.domains
    await list.hold('held.example.com', 'kept.example.com')
    await settle(get())
    const body = (await list.attempts()).at(-1)?.answer
    if (body === undefined) return
    await list.hold('late.example.com')
    await list.script('reply', 'get', { times: 20, body, status })
    const result = await settle(get())
    if (E.isLeft(result)) return checkReadError(result.left)
    const told = stateOf(list.kinds, result.right.domains)
    assert.deepEqual(told, await list.state(), 'what comes with the status of a failure is not believed')
  }),
)

const junk = fc.oneof(
  fc.string(),
  fc.json(),
  fc.constantFrom('null', '[]', '{}', '0', '""', 'true', '{', '[[[[', '\ufeff{}', '{"__proto__":{"polluted":1}}'),
)

const isPolluted = (): boolean => 'polluted' in {}

/**
 * Replies that no vendor gives, made up and made from its own: an outcome, a list or an error, and nothing else happens.
 */
const strange = (strikes: 'get' | 'add', what: string): ReadonlyArray<Case> =>
  everywhere(what, async (list) => {
    const add = request('add', list.one('new.example.com'))
    if (strikes === 'get') await list.hold('held.example.com', 'kept.example.com')
    await (strikes === 'get' ? settle(list.domains.get()) : record(list, add))
    const answer = (await list.attempts())
      .filter(({ asks }) => asks === sentAs(list.variations, list.place, strikes))
      .at(-1)?.answer
    const bodies = answer === undefined ? junk : fc.oneof(junk, mutatedReply(answer))
    await forAny(
      list,
      bodies,
      async (body) => {
        await startAfresh(list)
        await list.script('reply', strikes, { times: 9, body })
        if (strikes === 'get') {
          const result = await settle(list.domains.get(), 5_000)
          if (E.isLeft(result)) checkReadError(result.left)
        } else {
          const { result, writes } = await record(list, add, { ms: 5_000 })
          assert.ok(writes.length <= 2, 'a strange reply does not lead to more writes')
          if (E.isLeft(result)) checkError(result.left)
        }
        assert.ok(!isPolluted(), 'no prototype is touched')
      },
      Math.ceil(list.runs / 3),
    )
  })

/**
 * Law 7.
 */
export const misunderstanding: LawCases = {
  law: 7,
  cases: (variations) => [
    ...once(variations),
    ...everyTime(variations),
    ...(canScript(variations, 'cut-body') ? [0, 1, 2, 11, 30].flatMap(cut) : []),
    ...writeFaults(variations),
    ...unknownCode,
    ...wrongTypes,
    ...(canScript(variations, 'html-502') ? pages : []),
    ...(canScript(variations, 'reply') ? contradicted : []),
    ...strange('get', 'strange replies to a get are lists or errors, never a throw'),
    ...strange('add', 'strange replies to a change are outcomes or errors, never a throw'),
  ],
}
