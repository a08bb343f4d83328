import * as fc from 'fast-check'
import { type DomainErrorTag, matchError } from '../../src/error/domain-error.js'
import { evidenceOf, spentNothing, spentOf, spentTogether } from '../../src/error/details.js'
import { ofRead } from '../../src/error/applied.js'
import { errorTags, everyError } from '../every-error.js'

const tagOf = matchError<DomainErrorTag>({
  InvalidConfig: ({ _tag, issues }) => (issues.length >= 0 ? _tag : 'UnknownCode'),
  InvalidChange: ({ _tag }) => _tag,
  Unsupported: ({ _tag }) => _tag,
  TokenUnavailable: ({ _tag }) => _tag,
  TokenRejected: ({ _tag }) => _tag,
  AuthorizationLost: ({ _tag }) => _tag,
  CodeRefused: ({ _tag }) => _tag,
  PermissionDenied: ({ _tag }) => _tag,
  AddressNotAllowed: ({ _tag }) => _tag,
  RateLimited: ({ _tag }) => _tag,
  BudgetSpent: ({ _tag }) => _tag,
  LimitReached: ({ _tag }) => _tag,
  PreconditionFailed: ({ _tag }) => _tag,
  RequestRejected: ({ _tag }) => _tag,
  VendorBusy: ({ _tag }) => _tag,
  ConnectionFailed: ({ _tag }) => _tag,
  TimedOut: ({ _tag }) => _tag,
  Cancelled: ({ _tag }) => _tag,
  UnreadableReply: ({ _tag }) => _tag,
  UnknownCode: ({ _tag }) => _tag,
})

describe('every domain error', () => {
  test('has a constructor', () => {
    expect(new Set(everyError.map((error) => error._tag))).toEqual(new Set(errorTags))
  })

  test.each(everyError.map((error) => [error._tag, error] as const))(
    '%s is handled by its own handler',
    (tag, error) => {
      expect(tagOf(error)).toBe(tag)
    },
  )

  test.each(everyError.map((error) => [`${error._tag}: ${error.message}`, error] as const))(
    '%s says who must act, how to retry, whether a modification was spent, and what to do, in both languages',
    (_name, error) => {
      expect(['caller', 'platform', 'merchant', 'vendor']).toContain(error.actor)
      expect(['never', 'after-action', 'after-read', 'later', 'next-day', 'next-month']).toContain(error.retry.when)
      expect(['spent', 'not-spent', 'unknown']).toContain(error.modification)
      expect(spentTogether(spentOf(error), spentNothing)).toEqual(spentOf(error))
      expect(['yes', 'no', 'unknown']).toContain(error.applied)
      expect(error.hint.en).toMatch(/^[A-Z].*\.$/)
      expect(error.hint.zh).toMatch(/[\u4e00-\u9fff].*。$/)
      expect(error.message).toMatch(/^[a-z].*[^.]$/)
    },
  )

  test.each(everyError.map((error) => [error._tag, error] as const))('%s is plain data', (_tag, error) => {
    expect(JSON.parse(JSON.stringify(error))).toEqual(error)
  })

  test('with an unknown result never calls the modification unspent', () => {
    for (const error of everyError)
      if (error.applied === 'unknown')
        expect(spentOf(error)).toEqual({ modification: 'unknown', modifications: 0, uncertain: 1 })
  })

  test('of a call that only reads changed nothing and spent nothing', () => {
    for (const error of everyError) expect(ofRead(error)).toEqual({ ...error, ...spentNothing, applied: 'no' })
  })
})

test('evidence is picked out of what carries it, and nothing else comes along', () => {
  const evidence = fc.record(
    { vendorCode: fc.integer(), vendorMessage: fc.string(), requestId: fc.string(), httpStatus: fc.integer() },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(evidence, (some) => {
      expect(evidenceOf({ ...some, ...{ token: 'hush' } })).toEqual(some)
    }),
  )
})
