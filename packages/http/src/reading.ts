import { type DomainError } from '@mini-domains/core'
import { type Call } from '@mini-domains/core/adapter'
import type * as E from 'fp-ts/lib/Either.js'
import { type Redact } from './redaction.js'
import { type Reply } from './reply.js'

/**
 * What a reply is read with: where the call was, and how to take secrets out of what is quoted.
 */
export interface ReadingContext {
  readonly call: Call
  readonly redact: Redact
}

/**
 * Reads a reply: what the call was for, or what the vendor's code means. Pure.
 */
export type Reading<A> = (reply: Reply, context: ReadingContext) => E.Either<DomainError, A>
