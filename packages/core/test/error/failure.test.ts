import { type Retry } from '../../src/index.js'
import { type RateLimited } from '../../src/adapter.js'
import * as _ from '../../src/adapter.js'
import { bilingual } from '../../src/error/language.js'
import { refusal } from '../../src/error/refusal.js'

const where = { vendor: 'memory', operation: 'app.server.add', subject: 'app wx1' }
const evidence = { vendorCode: 61007, vendorMessage: 'no', requestId: 'request-1', httpStatus: 200 }
const untouched = { modification: 'not-spent', modifications: 0, uncertain: 0, applied: 'no' }
const refused = { modification: 'unknown', modifications: 0, uncertain: 1, applied: 'no' }
const unsure = { modification: 'unknown', modifications: 0, uncertain: 1, applied: 'unknown' }
const afterAction = { when: 'after-action' }

describe('what happened is told', () => {
  test('of a config that is not right, with every path', () => {
    const issues = [
      { path: 'a', expected: _.bilingual('a number', '数字'), found: _.bilingual('nothing', '空') },
      { path: 'b.c', expected: _.bilingual('text', '文本'), found: _.bilingual('7', '7') },
    ]
    expect(_.invalidConfig('memory', issues)).toMatchObject({
      _tag: 'InvalidConfig',
      issues,
      actor: 'caller',
      retry: afterAction,
      ...untouched,
      message: 'the config is not right: a: expected a number, found nothing; b.c: expected text, found 7',
    })
  })

  test('of a config with line breaks and control characters in it, in one line', () => {
    const found = _.bilingual('"a\n\u001b[31mb"', '"a\n\u001b[31mb"')
    const issue = { path: 'apps.a\r\nb', expected: _.bilingual('a number', '数字'), found }
    expect(_.issueText(issue)).toEqual({
      en: 'apps.a b: expected a number, found "a [31mb"',
      zh: 'apps.a b：应为数字，实际为 "a [31mb"',
    })
  })

  test('of a change that was refused, with five domains in the message and the hint of the first as its own', () => {
    const refusals = Array.from({ length: 7 }, (_each, index) => refusal('request', `*.d${index}.com`, 'wildcard'))
    const error = _.invalidChange(where, refusals)
    expect(error).toMatchObject({ _tag: 'InvalidChange', refusals, actor: 'caller', retry: afterAction, ...untouched })
    expect(error.message).toMatch(/^refused before sending: request "\*\.d0\.com" \(wildcard\), .*\*\.d4.* and 2 more$/)
    expect(error.hint).toEqual(refusals[0]?.hint)
  })

  test('of a change with a domain of any length, in a message that stays short', () => {
    expect(
      _.invalidChange(where, [refusal('request', 'a'.repeat(100_000), 'not-a-domain')]).message.length,
    ).toBeLessThan(200)
  })

  test('of what a vendor cannot do, with why and where that is written', () => {
    const why = bilingual('There is no such call.', '没有该接口。')
    expect(_.unsupported(where, why, 'https://vendor.example.com')).toMatchObject({
      _tag: 'Unsupported',
      why,
      link: 'https://vendor.example.com',
      message: 'memory cannot do app.server.add: There is no such call',
      actor: 'caller',
      retry: { when: 'never' },
      ...untouched,
    })
  })

  test('of a token that could not be had, by default or as its source knows better', () => {
    expect(_.tokenUnavailable(where, 'no token')).toMatchObject({ actor: 'caller', retry: afterAction, ...untouched })
    expect(_.tokenUnavailable(where, 'no token', { actor: 'merchant' })).toMatchObject({
      _tag: 'TokenUnavailable',
      actor: 'merchant',
      message: 'no token',
    })
  })

  test.each([
    [_.tokenRejected(where, evidence), 'TokenRejected', 'platform', untouched],
    [_.authorizationLost(where, evidence), 'AuthorizationLost', 'merchant', untouched],
    [_.codeRefused(where, evidence), 'CodeRefused', 'caller', untouched],
    [_.permissionDenied(where, evidence), 'PermissionDenied', 'merchant', untouched],
    [_.addressNotAllowed(where, evidence), 'AddressNotAllowed', 'platform', untouched],
    [_.limitReached(where, evidence), 'LimitReached', 'caller', refused],
  ])('of a no that somebody can fix, with what the vendor said: %#', (error, _tag, actor, touched) => {
    expect(error).toMatchObject({ _tag, ...where, ...evidence, actor, retry: afterAction, ...touched })
  })

  test.each<readonly [RateLimited['window'], Retry, string]>([
    ['second', { when: 'later', afterMs: 1_000 }, 'too many calls in this second'],
    ['minute', { when: 'later', afterMs: 60_000 }, 'too many calls in this minute'],
    ['day', { when: 'next-day' }, 'too many calls in this day'],
    ['unknown', { when: 'later', afterMs: 60_000 }, 'too many calls in this window'],
  ])('of too many calls in a window: %s', (window, retry, message) => {
    expect(_.rateLimited(where, evidence, window)).toMatchObject({ _tag: 'RateLimited', window, retry, message })
  })

  test('of a budget that is spent until next month', () => {
    expect(_.budgetSpent(where, evidence)).toMatchObject({
      _tag: 'BudgetSpent',
      retry: { when: 'next-month' },
      ...untouched,
    })
  })

  test.each([
    ['not-a-mini-program', 'caller'],
    ['personal-account', 'merchant'],
    ['platform-unpublished', 'platform'],
    ['pool-empty', 'platform'],
    ['confirm-file', 'platform'],
    ['account-blocked', 'merchant'],
    ['app-missing', 'caller'],
  ] as const)('of a state at the vendor that must be fixed first: %s, by the %s', (precondition, actor) => {
    expect(_.preconditionFailed(where, evidence, precondition)).toMatchObject({
      _tag: 'PreconditionFailed',
      precondition,
      actor,
      retry: afterAction,
      ...refused,
    })
  })

  test('of a request that the vendor found wrong, which no repetition makes right', () => {
    expect(_.requestRejected(where, evidence)).toMatchObject({
      _tag: 'RequestRejected',
      retry: { when: 'never' },
      ...refused,
    })
  })

  test('of a vendor that is busy, with an unknown result unless the adapter knows better', () => {
    expect(_.vendorBusy(where, evidence)).toMatchObject({ _tag: 'VendorBusy', actor: 'vendor', ...unsure })
    expect(_.vendorBusy(where, evidence, { applied: 'no', ..._.spentNothing })).toMatchObject(untouched)
  })

  test.each([true, false])('of a connection, a deadline and a cancellation, after the request was sent: %s', (sent) => {
    const touched = sent ? unsure : untouched
    expect(_.connectionFailed(where, 'ECONNRESET', sent)).toMatchObject({
      _tag: 'ConnectionFailed',
      code: 'ECONNRESET',
      sent,
      ...touched,
    })
    expect(_.timedOut(where, 5_000, sent)).toMatchObject({ _tag: 'TimedOut', afterMs: 5_000, ...touched })
    expect(_.cancelled(where, sent)).toMatchObject({
      _tag: 'Cancelled',
      sent,
      retry: { when: sent ? 'after-read' : 'never' },
      ...touched,
    })
  })

  test('of a reply that cannot be read, with the path and an excerpt', () => {
    const detail = { path: 'data.request_domain', expected: 'text', excerpt: '{"data":7}' }
    const error = _.unreadableReply(where, evidence, detail)
    expect(error).toMatchObject({ _tag: 'UnreadableReply', ...detail, retry: { when: 'after-read' }, ...unsure })
    expect(error.message).toBe('the reply cannot be read at data.request_domain: expected text')
    expect(_.unreadableReply(where, evidence, { ...detail, path: '' }).message).toContain('at its root')
  })

  test('of a code that is not known here, which is never taken for success', () => {
    const error = _.unknownCode(where, evidence, '{"errcode":61007}')
    expect(error).toMatchObject({ _tag: 'UnknownCode', excerpt: '{"errcode":61007}', ...unsure })
    expect(error.message).toBe('the vendor answered with a code that is not known here: 61007')
    expect(_.unknownCode(where, {}, '').message).toContain('none')
  })

  test.each([
    ['pool-empty', 'PreconditionFailed', 'platform'],
    ['confirm-file', 'PreconditionFailed', 'platform'],
    ['over-limit', 'LimitReached', 'caller'],
    ['bound-to-too-many', 'LimitReached', 'caller'],
    ['no-icp', 'RequestRejected', 'platform'],
    ['not-in-pool', 'RequestRejected', 'platform'],
    ['format', 'RequestRejected', 'caller'],
  ] as const)(
    'of domains refused (%s) where no outcome can tell it is %s, for the %s to act',
    (reason, _tag, actor) => {
      expect(_.domainsRefused(where, evidence, reason)).toMatchObject({ _tag, actor, ...evidence, applied: 'no' })
    },
  )
})
