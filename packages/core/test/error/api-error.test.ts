import { inspect } from 'node:util'
import { invalidChange, tokenRejected, tokenUnavailable, vendorBusy } from '../../src/adapter.js'
import { causeOf } from '../../src/error/cause.js'
import { refusal } from '../../src/error/refusal.js'
import { DomainApiError, isDomainError } from '../../src/error/api-error.js'

const where = { vendor: 'memory', operation: 'app.server.add', subject: 'app wx1' }
const error = vendorBusy(where, { vendorCode: -1, vendorMessage: 'system error', requestId: 'request-1' })

describe('a thrown domain error', () => {
  test('is an Error with a stack and every field of the error', () => {
    const thrown = new DomainApiError(error)
    const { message: _message, ...fields } = error
    expect(thrown).toBeInstanceOf(Error)
    expect(thrown).toMatchObject({ ...fields, name: 'DomainApiError' })
    expect(thrown.stack).toContain('api-error.test')
  })

  test('tells in one line what happened, where, and what to do', () => {
    expect(new DomainApiError(error).message).toBe(
      'VendorBusy in app.server.add of app wx1: the vendor could not serve the call now [memory -1]. ' +
        'Try again later; for a change, read the list first.',
    )
    const refused = invalidChange(where, [refusal('request', '*.a.com', 'wildcard')])
    expect(new DomainApiError(refused).message).toBe(
      'InvalidChange in app.server.add of app wx1: refused before sending: request "*.a.com" (wildcard). ' +
        'Name each subdomain: vendors take no wildcards.',
    )
  })

  test('shows its fields when inspected or written as JSON', () => {
    expect(inspect(new DomainApiError(error))).toContain("requestId: 'request-1'")
    expect(JSON.parse(JSON.stringify(new DomainApiError(error)))).toMatchObject({
      _tag: 'VendorBusy',
      requestId: 'request-1',
    })
  })
})

describe('its cause', () => {
  test('is what the error carries, shown by who inspects and left out by who enumerates', () => {
    const unavailable = { ...tokenUnavailable(where, 'the token callback failed'), cause: causeOf(new TypeError('no')) }
    const thrown = new DomainApiError(unavailable)
    expect(thrown.cause).toBe(unavailable.cause)
    expect(Object.keys(thrown)).not.toContain('cause')
    expect(new DomainApiError(error).cause).toBeUndefined()
  })
})

describe('a domain error', () => {
  test('is known, thrown or not, from anything else', () => {
    expect(isDomainError(error)).toBe(true)
    expect(isDomainError(new DomainApiError(tokenRejected(where, {})))).toBe(true)
    for (const other of [undefined, null, 'text', {}, new Error('text'), { _tag: 'Left', left: error }])
      expect(isDomainError(other)).toBe(false)
  })

  test('is known by its mark even from another copy of this package', () => {
    const foreign = Object.assign(new Error('text'), { [Symbol.for('@mini-domains/DomainApiError')]: true })
    expect(isDomainError(foreign)).toBe(true)
    expect(foreign).toBeInstanceOf(DomainApiError)
  })
})
