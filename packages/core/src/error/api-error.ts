import { type Actor, type Applied, type Modification, type Retry } from './actor.js'
import { type DomainError, type DomainErrorTag } from './domain-error.js'
import { type Bilingual } from './language.js'

const marker = Symbol.for('@mini-domains/DomainApiError')

const lineOf = (error: DomainError): string => {
  const code = error.vendorCode === undefined ? '' : ` [${error.vendor} ${error.vendorCode}]`
  return `${error._tag} in ${error.operation} of ${error.subject}: ${error.message}${code}. ${error.hint.en}`
}

/**
 * Where a call came from, kept until it is known whether the call fails.
 */
export interface CallSite {
  readonly stack?: string
}

/**
 * Remembers who called a function, so that an error of the call begins with the caller's own line and not with ours.
 */
export const callSiteOf = <A extends ReadonlyArray<unknown>, B>(entered: (...args: A) => B): CallSite => {
  const site: CallSite = {}
  Error.captureStackTrace(site, entered)
  return site
}

// As of any other error, `cause` is shown by who inspects it and left out by who enumerates.
const fieldsOf = ({ message: _message, ...fields }: DomainError): object =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== 'cause'))

const framesOf = ({ stack }: CallSite): string | undefined => stack?.slice(stack.indexOf('\n') + 1)

/**
 * What the promise face throws: a `DomainError` as an `Error`, with all of its fields, so that `switch (error._tag)` and
 * `matchError` take it. `message` tells in one line what happened, where, and what to do. No field holds a token or a secret.
 *
 * `instanceof` holds for errors of another copy of this package too, such as its CommonJS twin.
 */
export class DomainApiError extends Error {
  declare readonly _tag: DomainErrorTag
  declare readonly vendor: string
  declare readonly operation: string
  declare readonly subject: string
  declare readonly actor: Actor
  declare readonly retry: Retry
  declare readonly applied: Applied
  declare readonly modification: Modification
  declare readonly modifications: number
  declare readonly uncertain: number
  declare readonly hint: Bilingual
  declare readonly messageZh?: string | undefined
  declare readonly vendorCode?: number | string
  declare readonly vendorMessage?: string
  declare readonly requestId?: string
  declare readonly httpStatus?: number

  static override [Symbol.hasInstance](input: unknown): input is DomainApiError & DomainError {
    return typeof input === 'object' && input !== null && marker in input
  }

  /** `calledAt` is where the stack begins; by default where the error is made. */
  constructor(error: DomainError, calledAt?: CallSite) {
    const cause = error._tag === 'TokenUnavailable' ? error.cause : undefined
    super(lineOf(error), cause === undefined ? undefined : { cause })
    Object.assign(this, fieldsOf(error))
    // Enumerable, so that a log which writes errors as JSON keeps it.
    Object.defineProperty(this, 'message', { value: this.message, enumerable: true })
    Object.defineProperty(this, 'name', { value: 'DomainApiError', enumerable: false })
    Object.defineProperty(this, marker, { value: true, enumerable: false })
    const frames = calledAt === undefined ? undefined : framesOf(calledAt)
    if (frames !== undefined) this.stack = `${this.name}: ${this.message}\n${frames}`
  }
}

/**
 * Tells a `DomainError`, thrown or not, from anything else. Works across two copies of this package.
 */
export const isDomainError = (input: unknown): input is DomainError =>
  input instanceof DomainApiError ||
  (typeof input === 'object' &&
    input !== null &&
    '_tag' in input &&
    'hint' in input &&
    'actor' in input &&
    'operation' in input)
