import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type FaultName } from '../harness/fault.js'
import { faultTable, faultsUnder, readDeadline } from '../harness/fault-table.js'
import { mutatedReply } from '../fixture/mutated-reply.js'
import { type PlaceName, listAt, placeNames } from '../harness/address.js'
import { request } from '../fixture/request.js'
import { leftOf, settle } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { type Stage, at, firstKind, kindsAt, look, put, setTheStage, writesIn } from '../fixture/fixture.js'
import { truthOf } from '../fixture/actual-state.js'
import { type Variations } from '../harness/variations.js'
import { checkError } from '../checks/error.js'
import { witnessed } from '../fixture/recorder.js'

const hold = (stage: Stage, place: PlaceName): Promise<void> =>
  put(stage, at(stage, place), under(kindsAt(stage, place), 'held.example.com', 'kept.example.com'))

const mostReads = 6

const readAt = async (stage: Stage, place: PlaceName, slow: boolean) => {
  const provider = slow ? stage.provider.with({ timeoutMs: readDeadline }) : stage.provider
  const result = await settle(listAt(provider, at(stage, place)).get)
  const attempts = await stage.vendor.attempts()
  assert.ok(attempts.length <= mostReads, 'a read is not tried for ever')
  assert.deepEqual(writesIn(attempts), [], 'a read writes nothing')
  return result
}

const checkRead = (error: ReturnType<typeof leftOf>): void => {
  checkError(error)
  assert.equal(error.modification, 'not-spent', 'a read spends nothing')
  assert.equal(error.fate, 'not-done', 'a read changes nothing')
}

const onceCase = (place: PlaceName, fault: FaultName): Case => ({
  name: `${place}: a get that meets ${fault} once gives the truth or an error`,
  run: async (stage) => {
    await hold(stage, place)
    await stage.vendor.script({ name: fault, place, strikes: 'get', lands: 'never', times: 1, delayMs: 30 })
    const result = await readAt(stage, place, faultTable[fault].slow)
    if (E.isLeft(result)) checkRead(result.left)
    else assert.deepEqual(truthOf(kindsAt(stage, place), result.right), await look(stage, at(stage, place)))
  },
})

const everCase = (place: PlaceName, fault: FaultName): Case => ({
  name: `${place}: a get that meets ${fault} every time is an error of its kind`,
  run: async (stage) => {
    await hold(stage, place)
    await stage.vendor.script({ name: fault, place, strikes: 'get', lands: 'never', times: 20 })
    const result = await readAt(stage, place, faultTable[fault].slow)
    const error = leftOf(result)
    checkRead(error)
    assert.ok(faultTable[fault].tags.includes(error._tag), `${fault} is told as ${error._tag}`)
  },
})

const cutCase = (place: PlaceName, bytes: number): Case => ({
  name: `${place}: a get that is cut at byte ${bytes} every time is an error`,
  run: async (stage) => {
    await hold(stage, place)
    await stage.vendor.script({ name: 'cut-body', place, strikes: 'get', lands: 'never', times: 20, bytes })
    checkRead(leftOf(await readAt(stage, place, false)))
  },
})

const readFaults = (variations: Variations): ReadonlyArray<Case> =>
  placeNames.flatMap((place) => [
    ...faultsUnder(variations).map((fault) => onceCase(place, fault)),
    ...faultsUnder(variations)
      .filter((fault) => faultTable[fault].tags.length > 0)
      .map((fault) => everCase(place, fault)),
    ...(faultsUnder(variations).includes('cut-body') ? [0, 1, 2, 11, 30].map((bytes) => cutCase(place, bytes)) : []),
  ])

const writeFaults = (variations: Variations): ReadonlyArray<Case> =>
  placeNames.flatMap((place) =>
    faultsUnder(variations)
      .filter((fault) => faultTable[fault].landings.includes('never') && !faultTable[fault].slow)
      .map((fault) => ({
        name: `${place}: a change that meets ${fault} and was not carried out is no success`,
        run: async (stage) => {
          const kind = firstKind(stage, place)
          await stage.vendor.script({ name: fault, place, strikes: 'add', lands: 'never', times: 20 })
          const witness = await witnessed(stage, at(stage, place), request('add', under([kind], 'new.example.com')))
          const error = leftOf(witness.result)
          checkError(error)
          assert.ok(faultTable[fault].tags.includes(error._tag), `${fault} is told as ${error._tag}`)
        },
      })),
  )

const unknownCode = everywhere('an unknown code is told with the code and a short excerpt', async (stage, place) => {
  const said = await stage.vendor.script({ name: 'unknown-code', place, strikes: 'get', lands: 'never', times: 20 })
  const error = leftOf(await readAt(stage, place, false))
  assert.equal(error._tag, 'UnknownCode')
  assert.equal(error.vendorCode, said.code)
  if (error._tag !== 'UnknownCode') return
  assert.ok(error.excerpt.length > 0 && error.excerpt.length <= 500, 'an excerpt is there, and short')
})

const wrongTypes = everywhere('a field of the wrong type is told with its path', async (stage, place) => {
  await stage.vendor.script({ name: 'wrong-types', place, strikes: 'get', lands: 'never', times: 20 })
  const error = leftOf(await readAt(stage, place, false))
  assert.equal(error._tag, 'UnreadableReply')
  if (error._tag !== 'UnreadableReply') return
  assert.ok(error.path.length > 0 && error.expected.length > 0, 'what was expected, and where')
  assert.ok(error.excerpt.length <= 500, 'an excerpt is short')
})

const junk = fc.oneof(
  fc.string(),
  fc.json(),
  fc.constantFrom('null', '[]', '{}', '0', '""', 'true', '{', '[[[[', '\ufeff{}', '{"__proto__":{"polluted":1}}'),
)

const isPolluted = (): boolean => 'polluted' in {}

/**
 * Replies that no vendor gives, made up and made from its own: a get gives a list or an error, and nothing else happens.
 */
const strangeReplies = everywhere(
  'strange replies to a get are lists or errors, never a throw',
  async (stage, place) => {
    const { vendor } = stage
    await hold(stage, place)
    await settle(listAt(stage.provider, at(stage, place)).get)
    const answer = (await vendor.attempts()).at(-1)?.answer
    const bodies = answer === undefined ? junk : fc.oneof(junk, mutatedReply(answer))
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        await setTheStage(vendor, stage.variations)
        await vendor.script({ name: 'reply', place, strikes: 'get', lands: 'never', times: 9, body })
        const result = await settle(listAt(stage.provider, at(stage, place)).get, 5_000)
        assert.ok(!isPolluted(), 'no prototype is touched')
        if (E.isLeft(result)) checkRead(result.left)
      }),
      { numRuns: Math.ceil(stage.runs / 3), ...(stage.seed === undefined ? {} : { seed: stage.seed }) },
    )
  },
)

const strangeAnswers = everywhere(
  'strange replies to a change are outcomes or errors, never a throw',
  async (stage, place) => {
    const { vendor } = stage
    const kind = firstKind(stage, place)
    const add = request('add', under([kind], 'new.example.com'))
    await witnessed(stage, at(stage, place), add)
    const answer = writesIn(await vendor.attempts()).at(-1)?.answer
    const bodies = answer === undefined ? junk : fc.oneof(junk, mutatedReply(answer))
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        await setTheStage(vendor, stage.variations)
        await vendor.script({ name: 'reply', place, strikes: 'add', lands: 'never', times: 9, body })
        const { result, writes } = await witnessed(stage, at(stage, place), add, { ms: 5_000 })
        assert.ok(!isPolluted(), 'no prototype is touched')
        assert.ok(writes.length <= 2, 'a strange reply does not lead to more writes')
        if (E.isLeft(result)) checkError(result.left)
      }),
      { numRuns: Math.ceil(stage.runs / 3), ...(stage.seed === undefined ? {} : { seed: stage.seed }) },
    )
  },
)

/**
 * Law 7.
 */
export const misunderstanding: Chapter = {
  law: 7,
  cases: (variations) => [
    ...readFaults(variations),
    ...writeFaults(variations),
    ...unknownCode,
    ...wrongTypes,
    ...strangeReplies,
    ...strangeAnswers,
  ],
}
