import {
  type Actor,
  type Bilingual,
  type DomainError,
  type DomainErrorTag,
  type Rejection,
  type Retry,
} from '@mini-domains/core'
import { type RejectionReason } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { type FaultName, type Said } from '../harness/fault.js'
import { checkSpent } from './spent.js'

const actors: ReadonlyArray<string> = ['caller', 'platform', 'merchant', 'vendor']
const whens: ReadonlyArray<string> = ['never', 'after-action', 'after-read', 'later', 'next-day', 'next-month']
const appliedValues: ReadonlyArray<string> = ['yes', 'no', 'unknown']

/**
 * Checks that a text is there in English and in Chinese.
 */
export const checkBilingual = ({ en, zh }: Bilingual, what: string): void => {
  assert.match(en, /[a-z]{2}/i, `${what} is told in English`)
  assert.doesNotMatch(en, /\p{Script=Han}/u, `${what} is told in English`)
  assert.match(zh, /\p{Script=Han}{2}/u, `${what} is told in Chinese`)
}

const actorsOf: { readonly [R in RejectionReason]: Actor } = {
  format: 'caller',
  'over-limit': 'caller',
  'not-listed': 'caller',
  'not-verified': 'platform',
  'no-icp': 'platform',
  'not-in-pool': 'platform',
  'pool-empty': 'platform',
  'confirm-file': 'platform',
  'bound-to-too-many': 'platform',
  'still-listed': 'vendor',
  'not-taken': 'vendor',
  lost: 'vendor',
}

/**
 * Checks that a rejection says who must act, by its reason, and how to fix it.
 */
export const checkRejection = ({ reason, actor, hint }: Rejection): void => {
  assert.equal(actor, actorsOf[reason], `who must act where a domain is rejected as ${reason}`)
  checkBilingual(hint, 'how to fix a rejection')
}

/**
 * Checks that an actor is one of the four.
 */
const checkActor = (actor: Actor): void => assert.ok(actors.includes(actor), `who must act: ${String(actor)}`)

const soonest = 100
const latest = 3_600_000

// Milliseconds of a figure that was meant for seconds, or the other way round, are outside of this.
const checkLater = (ms: number): void =>
  assert.ok(Number.isInteger(ms) && ms >= soonest && ms <= latest, `when to retry, in milliseconds: ${ms}`)

/**
 * Checks that an error says all that every error has to say.
 */
export const checkError = (error: DomainError): void => {
  for (const text of [error.vendor, error.operation, error.subject, error.message])
    assert.ok(typeof text === 'string' && text.trim() !== '', 'an error says where it went wrong and what')
  for (const text of [error.message, error.messageZh ?? '', error.hint.en, error.hint.zh])
    assert.doesNotMatch(text, /[\p{Cc}\u2028\u2029]/u, 'what is told is one line, and plain')
  checkActor(error.actor)
  assert.ok(whens.includes(error.retry.when), `whether to retry: ${String(error.retry.when)}`)
  if (error.retry.when === 'later') checkLater(error.retry.afterMs)
  checkSpent(error)
  assert.ok(appliedValues.includes(error.applied), 'whether the list was changed')
  checkBilingual(error.hint, 'what to do')
  if (error._tag === 'UnreadableReply' || error._tag === 'UnknownCode')
    assert.ok(error.excerpt.length <= 500, 'an excerpt is short')
  if (error._tag === 'UnreadableReply') assert.match(error.expected, /\S/, 'what was expected')
  if (error._tag === 'ConnectionFailed') assert.match(error.code, /\S/, 'how the connection failed')
  if (error._tag === 'Unsupported') checkBilingual(error.why, 'why it cannot')
  if (error._tag === 'InvalidChange')
    for (const { hint } of error.refusals) checkBilingual(hint, 'how to fix a refusal')
}

/**
 * Checks the error of a call that only reads.
 */
export const checkReadError = (error: DomainError): void => {
  checkError(error)
  assert.equal(error.modification, 'not-spent', 'a read spends nothing')
  assert.equal(error.applied, 'no', 'a read changes nothing')
}

type When = Retry['when']

interface Expected {
  readonly actor: Actor
  readonly retry: ReadonlyArray<When>
  /** What a change that met it may say of its modification. */
  readonly modification: ReadonlyArray<DomainError['modification']>
}

const none: ReadonlyArray<DomainError['modification']> = ['not-spent']
const unsure: ReadonlyArray<DomainError['modification']> = ['unknown']

const expectations: { readonly [T in DomainErrorTag]?: Expected } = {
  ConnectionFailed: {
    actor: 'caller',
    retry: ['later', 'after-read', 'never'],
    modification: ['unknown', 'not-spent'],
  },
  TimedOut: { actor: 'vendor', retry: ['later', 'after-read', 'never'], modification: unsure },
  UnreadableReply: { actor: 'vendor', retry: ['after-read', 'later', 'never'], modification: unsure },
  UnknownCode: { actor: 'vendor', retry: ['after-read', 'never', 'later'], modification: unsure },
  VendorBusy: { actor: 'vendor', retry: ['later', 'after-read'], modification: unsure },
  RateLimited: { actor: 'caller', retry: ['later', 'next-day'], modification: none },
  TokenRejected: { actor: 'platform', retry: ['after-action'], modification: none },
  AuthorizationLost: { actor: 'merchant', retry: ['after-action'], modification: none },
  PermissionDenied: { actor: 'merchant', retry: ['after-action'], modification: none },
  AddressNotAllowed: { actor: 'platform', retry: ['after-action'], modification: none },
}

/**
 * Holds what an error quotes of the vendor against what the vendor said.
 */
export const checkSaid = (error: DomainError, said: Said): void => {
  if (said.code !== undefined) assert.equal(error.vendorCode, said.code, "the vendor's code is told")
  if (said.status !== undefined) assert.equal(error.httpStatus, said.status, 'the status of the answer is told')
  if (said.message !== undefined)
    assert.ok(error.vendorMessage?.includes(said.message), `the vendor's words are told: ${error.vendorMessage}`)
  if (said.requestId !== undefined) assert.equal(error.requestId, said.requestId, "the vendor's request id is told")
}

// The answer is shown, so that whoever reads the error can judge.
const answered: ReadonlyArray<FaultName> = ['unknown-code', 'no-code', 'wrong-types', 'contradiction', 'html-200']

const checkDetails = (error: DomainError, fault: FaultName): void => {
  if (error._tag === 'ConnectionFailed')
    assert.equal(error.sent, fault !== 'unreachable', 'whether the request may have arrived')
  // That an authorisation was never completed is found out by who asks for its tokens, not by a call.
  if (error._tag === 'AuthorizationLost') assert.equal(error.reason, 'withdrawn')
  if (error._tag === 'RateLimited' && fault === 'rate-limited-day') assert.equal(error.window, 'day')
  if (error._tag === 'RateLimited' && fault === 'rate-limited') assert.notEqual(error.window, 'day')
  if ((error._tag === 'UnreadableReply' || error._tag === 'UnknownCode') && answered.includes(fault))
    assert.match(error.excerpt, /\S/, 'what was answered')
}

const statusOf: { readonly [F in FaultName]?: number } = { 'html-200': 200, 'html-502': 502 }

/**
 * Holds an error that a fault led to against what its tag has to say: who must act, whether to retry, what was spent, and with
 * which status the answer came, where the fault has one.
 */
export const checkExpected = (error: DomainError, fault: FaultName, writes = false): void => {
  const expected = expectations[error._tag]
  assert.ok(expected !== undefined, `${fault} is told as ${error._tag}`)
  assert.equal(error.actor, expected.actor, 'who must act')
  checkDetails(error, fault)
  assert.ok(expected.retry.includes(error.retry.when), `whether to retry: ${error.retry.when}`)
  if (!writes) assert.equal(error.modification, 'not-spent')
  else if (fault !== 'unreachable') assert.ok(expected.modification.includes(error.modification), 'what was spent')
  if (fault === 'rate-limited-day') assert.equal(error.retry.when, 'next-day')
  if (fault === 'rate-limited') assert.equal(error.retry.when, 'later')
  const status = statusOf[fault]
  if (status !== undefined) assert.equal(error.httpStatus, status, 'the status of the answer is told')
}
