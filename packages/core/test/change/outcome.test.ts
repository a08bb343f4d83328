import { type ItemOutcome, accepted, already, isComplete, matchItem, rejected } from '../../src/change/outcome.js'
import { type RejectionReason, rejection } from '../../src/error/rejection.js'
import { spentOne } from '../../src/error/details.js'

const items: ReadonlyArray<ItemOutcome<'request'>> = [
  accepted('request', 'https://a.com', 'present'),
  already('request', 'https://b.com', 'absent'),
  rejected('request', 'https://c.com', 'present', rejection('no-icp')),
]
const outcome = { change: 'add', before: { domains: {} }, ...spentOne } as const

describe('an outcome', () => {
  test('tells each domain as accepted, already so, or rejected with a reason', () => {
    const tell = matchItem<'request', string>({
      accepted: ({ domain }) => `${domain} accepted`,
      already: ({ domain, intent }) => `${domain} already ${intent}`,
      rejected: ({ domain }, { reason }) => `${domain} rejected: ${reason}`,
    })
    expect(items.map(tell)).toEqual([
      'https://a.com accepted',
      'https://b.com already absent',
      'https://c.com rejected: no-icp',
    ])
  })

  test('is complete unless something was rejected', () => {
    expect(isComplete({ ...outcome, items })).toBe(false)
    expect(isComplete({ ...outcome, items: items.slice(0, 2) })).toBe(true)
    expect(isComplete({ ...outcome, items: [] })).toBe(true)
  })
})

describe('a rejection', () => {
  test.each<readonly [RejectionReason, string]>([
    ['format', 'caller'],
    ['over-limit', 'caller'],
    ['not-listed', 'caller'],
    ['no-icp', 'platform'],
    ['not-in-pool', 'platform'],
    ['pool-empty', 'platform'],
    ['confirm-file', 'platform'],
    ['bound-to-too-many', 'platform'],
    ['still-listed', 'vendor'],
    ['not-taken', 'vendor'],
    ['lost', 'vendor'],
  ])('for %s says that the %s must act, and how, in both languages', (reason, actor) => {
    const made = rejection(reason)
    expect(made).toMatchObject({ reason, actor, attribution: 'this-domain' })
    expect(made.hint.en).toMatch(/^[A-Z].*\.$/)
    expect(made.hint.zh).toMatch(/[\u4e00-\u9fff].*。$/)
  })
})
