import { type DomainError } from './domain-error.js'

const marker = Symbol.for('@mini-domains/DomainError')

/**
 * A `DomainError` that can be thrown: an `Error` with a stack and with every field of the error.
 */
export type ThrownDomainError = Error & DomainError

const textOf = (error: DomainError): string => {
  const code = error.vendorCode === undefined ? '' : ` [${error.vendor} ${error.vendorCode}]`
  return `${error._tag} in ${error.operation} of ${error.subject}: ${error.message}${code}. ${error.hint.en}`
}

/**
 * Makes an `Error` of a `DomainError`. `message` tells the whole in one line; `reason` is not hidden in a `cause`.
 */
export const toThrowable = (error: DomainError): ThrownDomainError => {
  const thrown = new Error(textOf(error))
  thrown.name = 'DomainError'
  Object.defineProperty(thrown, marker, { value: true, enumerable: false })
  // Enumerable, so that a log which serialises errors as JSON keeps it.
  Object.defineProperty(thrown, 'message', { value: thrown.message, enumerable: true })
  const { message: _message, ...fields } = error
  return Object.assign(thrown, fields)
}

/**
 * Tells a `DomainError`, thrown or not, from anything else. Works across two copies of this package.
 */
export const isDomainError = (input: unknown): input is DomainError =>
  typeof input === 'object' &&
  input !== null &&
  (marker in input || ('_tag' in input && 'hint' in input && 'actor' in input && 'operation' in input))
