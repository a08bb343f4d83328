import { type Actor, type Bilingual, type DomainError } from '@mini-domains/core'
import assert from 'node:assert/strict'
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
