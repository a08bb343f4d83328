import { type Actor, type Bilingual, type DomainError, type DomainErrorTag, type Retry } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { type FaultName, type Said } from './fault.js'
import { checkSpent } from './spending.js'

const actors: ReadonlyArray<string> = ['caller', 'platform', 'merchant', 'vendor']
const whens: ReadonlyArray<string> = ['never', 'after-mend', 'after-read', 'later', 'next-day', 'next-month']
const fates: ReadonlyArray<string> = ['done', 'not-done', 'unknown']

/**
 * Checks that a text is there in English and in Chinese.
 */
export const checkBilingual = ({ en, zh }: Bilingual, what: string): void => {
  assert.match(en, /[a-z]{2}/i, `${what} is told in English`)
  assert.doesNotMatch(en, /\p{Script=Han}/u, `${what} is told in English`)
  assert.match(zh, /\p{Script=Han}{2}/u, `${what} is told in Chinese`)
}

/**
 * Checks that an actor is one of the four.
 */
export const checkActor = (actor: Actor): void => assert.ok(actors.includes(actor), `who must act: ${String(actor)}`)

/**
 * Checks that an error says all that every error has to say.
 */
export const checkError = (error: DomainError): void => {
  for (const text of [error.vendor, error.operation, error.subject, error.message])
    assert.ok(typeof text === 'string' && text.trim() !== '', 'an error says where it went wrong and what')
  assert.doesNotMatch(error.message, /[\r\n]/, 'a message is one line')
  checkActor(error.actor)
  assert.ok(whens.includes(error.retry.when), `whether to retry: ${String(error.retry.when)}`)
  if (error.retry.when === 'later') assert.ok(error.retry.afterMs > 0, 'when to retry')
  checkSpent(error)
  assert.ok(fates.includes(error.fate), 'whether the list was changed')
  checkBilingual(error.hint, 'what to do')
  if (error._tag === 'UnreadableReply' || error._tag === 'UnknownCode')
    assert.ok(error.excerpt.length <= 500, 'an excerpt is short')
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
  TokenRejected: { actor: 'platform', retry: ['after-mend'], modification: none },
  AuthorizationLost: { actor: 'merchant', retry: ['after-mend'], modification: none },
  PermissionDenied: { actor: 'merchant', retry: ['after-mend'], modification: none },
  AddressNotAllowed: { actor: 'platform', retry: ['after-mend'], modification: none },
}

/**
 * Holds what an error quotes of the vendor against what the vendor said.
 */
export const checkSaid = (error: DomainError, said: Said): void => {
  if (said.code !== undefined) assert.equal(error.vendorCode, said.code, "the vendor's code is told")
  if (said.message !== undefined)
    assert.ok(error.vendorMessage?.includes(said.message), `the vendor's words are told: ${error.vendorMessage}`)
  if (said.requestId !== undefined) assert.equal(error.requestId, said.requestId, "the vendor's request id is told")
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
  assert.ok(expected.retry.includes(error.retry.when), `whether to retry: ${error.retry.when}`)
  if (!writes) assert.equal(error.modification, 'not-spent')
  else if (fault !== 'unreachable') assert.ok(expected.modification.includes(error.modification), 'what was spent')
  if (fault === 'rate-limited-day') assert.equal(error.retry.when, 'next-day')
  if (fault === 'rate-limited') assert.equal(error.retry.when, 'later')
  const status = statusOf[fault]
  if (status !== undefined) assert.equal(error.httpStatus, status, 'the status of the answer is told')
}
