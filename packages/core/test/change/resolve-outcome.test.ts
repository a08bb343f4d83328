import { type WriteReply } from '../../src/provider/driver.js'
import { type ServerKind } from '../../src/domain/kind.js'
import { isSatisfied, lost, resolveByList, resolveByReply } from '../../src/change/outcome.js'
import { type RejectionHints } from '../../src/error/rejection.js'
import { spentOne } from '../../src/error/details.js'

const observed = { request: ['https://a.com', 'https://b.com'], socket: ['wss://a.com'], upload: [], download: [] }
const reply: WriteReply<ServerKind> = {
  accepted: { request: ['https://c.com'] },
  rejected: [{ kind: 'request', domain: 'https://d.com', reason: 'no-icp' }],
  otherwise: 'not-taken',
  refusedWhole: false,
  ...spentOne,
}
const item = (domain: string, intent: 'present' | 'absent' = 'present') => ({
  kind: 'request' as const,
  domain,
  intent,
})

const byReply = (told: WriteReply<ServerKind>, one: ReturnType<typeof item>, count = 2, hints?: RejectionHints) =>
  resolveByReply(told, count === 1 ? [one] : [one, item('https://other.com')], hints).get(one)

describe('the outcome of an item is resolved by the reply', () => {
  test('where it named the domain as taken', () => {
    expect(byReply(reply, item('https://c.com'))).toMatchObject({ verdict: 'accepted' })
  })

  test('where it named the domain as rejected', () => {
    expect(byReply(reply, item('https://d.com'))).toMatchObject({
      verdict: 'rejected',
      rejection: { reason: 'no-icp', attribution: 'this-domain' },
    })
  })

  test('with the code and the words that it gave of the domain alone', () => {
    const said = { vendorCode: 205980189, vendorMessage: 'bound too often' }
    const both = [
      { kind: 'request' as const, domain: 'https://d.com', reason: 'bound-to-too-many' as const, ...said },
      { kind: 'request' as const, domain: 'https://d.com', reason: 'no-icp' as const },
    ]
    expect(byReply({ ...reply, vendorCode: 1, rejected: both }, item('https://d.com'))).toMatchObject({
      rejection: { reason: 'bound-to-too-many', also: ['no-icp'], ...said },
    })
    expect(byReply({ ...reply, vendorCode: 1 }, item('https://d.com'))).not.toHaveProperty('rejection.vendorCode')
  })

  test('and not where it says nothing of it, or where the domain was to go', () => {
    expect(byReply(reply, item('https://e.com'))).toBeUndefined()
    expect(byReply(reply, item('https://c.com', 'absent'))).toBeUndefined()
    expect(byReply(reply, item('https://d.com', 'absent'))).toBeUndefined()
  })

  test.each([
    [1, 'this-domain'],
    [2, 'one-of-these'],
  ])('where it refused a whole call of %d: it is %s', (count, attribution) => {
    const whole: WriteReply<ServerKind> = { ...reply, refusedWhole: true, otherwise: 'not-in-pool' }
    expect(byReply(whole, item('https://e.com'), count)).toMatchObject({
      verdict: 'rejected',
      rejection: { reason: 'not-in-pool', attribution },
    })
  })
})

test("a vendor's own hint stands in the place of core's, by its reason", () => {
  const hints = { 'not-in-pool': { en: 'Register it in the console.', zh: '请在控制台登记。' } }
  const whole: WriteReply<ServerKind> = { ...reply, refusedWhole: true, otherwise: 'not-in-pool' }
  expect(byReply(whole, item('https://e.com'), 1, hints)).toMatchObject({
    rejection: { reason: 'not-in-pool', actor: 'platform', hint: hints['not-in-pool'] },
  })
  const byList = resolveByList(isSatisfied<ServerKind>({ domains: {} }), 'not-in-pool', hints)
  expect(byList(item('https://e.com'))).toMatchObject({ rejection: { hint: hints['not-in-pool'] } })
  expect(byList(item('https://e.com', 'absent'))).toMatchObject({ verdict: 'accepted' })
})

describe('the outcome of an item is resolved by the list', () => {
  const look = resolveByList(isSatisfied<ServerKind>({ domains: observed }), 'no-icp')

  test('as accepted where the list is as it was to be', () => {
    expect(look(item('https://a.com'))).toMatchObject({ verdict: 'accepted' })
    expect(look(item('https://e.com', 'absent'))).toMatchObject({ verdict: 'accepted' })
  })

  test('as rejected where it is not, with what is only presumed marked so', () => {
    expect(look(item('https://e.com'))).toMatchObject({ rejection: { reason: 'no-icp', attribution: 'presumed' } })
    expect(look(item('https://a.com', 'absent'))).toMatchObject({ rejection: { reason: 'still-listed' } })
  })

  test('and untouched items that are gone are told', () => {
    expect(
      lost(isSatisfied<ServerKind>({ domains: observed }), [item('https://a.com'), item('https://gone.com')]),
    ).toMatchObject([
      { domain: 'https://gone.com', verdict: 'rejected', rejection: { reason: 'lost', actor: 'vendor' } },
    ])
  })
})
