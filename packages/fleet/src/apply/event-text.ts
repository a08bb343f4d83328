import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { ListAddress } from '../lists/list-address.js'
import { Count, EndDetail } from '../state/record.js'
import { type ApplyEvent } from './apply-event.js'

const Text = t.type({ en: t.string, zh: t.string })
const Wave = t.keyof({ 'pool-add': null, canary: null, rest: null, 'pool-remove': null })
const ItemStatus = t.keyof({ done: null, already: null, partial: null, stale: null, failed: null, unknown: null })
const Refusal = t.keyof({
  'damaged-plan': null,
  'unknown-vendor': null,
  'other-adapter': null,
  'app-deletes': null,
  'fleet-deletes': null,
  'pool-deletes': null,
  'pool-in-use': null,
  store: null,
  busy: null,
})
const HaltReason = t.keyof({
  'failure-ratio': null,
  'error-class': null,
  'pool-not-ready': null,
  'apps-not-done': null,
  store: null,
  'damaged-plan': null,
})
const Counts = t.type({
  done: Count,
  already: Count,
  partial: Count,
  stale: Count,
  failed: Count,
  unknown: Count,
  skipped: Count,
  resumed: Count,
})

const Event = t.union([
  t.intersection([
    t.type({ event: t.literal('waiting'), plan: t.string, message: Text }),
    t.partial({ watched: t.literal(true) }),
  ]),
  t.type({ event: t.literal('started'), plan: t.string, changes: Count, resumed: Count }),
  t.type({ event: t.literal('refused'), reason: Refusal, message: Text }),
  t.type({ event: t.literal('wave'), wave: Wave, vendor: t.string, changes: Count }),
  t.intersection([
    t.type({ event: t.literal('item'), address: ListAddress, wave: Wave, status: ItemStatus }),
    t.partial({ name: t.string }),
    EndDetail,
  ]),
  t.type({ event: t.literal('halted'), vendor: t.string, reason: HaltReason, message: Text }),
  t.type({ event: t.keyof({ 'end-unkept': null, 'old-kept': null }), message: Text }),
  t.type({
    event: t.literal('finished'),
    counts: Counts,
    complete: t.boolean,
    cancelled: t.boolean,
    halted: t.readonlyArray(t.string),
  }),
])

// What is left out and what is undefined are one in JSON, and two in types.
const isApplyEvent = (input: unknown): input is ApplyEvent => Event.is(input)

/**
 * Reads an event of an apply back from JSON; `undefined` where the text is none.
 */
export const decodeApplyEvent = (text: string): ApplyEvent | undefined => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(text),
    () => undefined,
  )
  return E.isRight(json) && isApplyEvent(json.right) ? json.right : undefined
}
