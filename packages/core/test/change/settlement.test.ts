import { type WriteReply } from '../../src/provider/driver.js'
import { type ServerKind } from '../../src/domain/kind.js'
import { aimOf, isGranted, lost, settleByLooking, settleBySaying } from '../../src/change/settlement.js'
import { spentOne } from '../../src/change/spent.js'
import { appKinds } from '../memory-driver.js'

const observed = { request: ['https://a.com', 'https://b.com'], socket: ['wss://a.com'], upload: [], download: [] }
const reply: WriteReply<ServerKind> = {
  accepted: { request: ['https://c.com'] },
  rejected: [{ kind: 'request', domain: 'https://d.com', reason: 'no-icp' }],
  otherwise: 'not-taken',
  refusedWhole: false,
  ...spentOne,
}
const wish = (domain: string, intent: 'present' | 'absent' = 'present') => ({
  kind: 'request' as const,
  domain,
  intent,
})

describe('the aim of a change', () => {
  test('of an add is only what is missing', () => {
    const domains = { request: ['https://b.com', 'https://c.com'] }
    expect(aimOf<ServerKind>(appKinds, { _tag: 'Add', domains, named: ['request'] }, observed)).toEqual({
      fulfilled: [{ ...wish('https://b.com'), verdict: 'already' }],
      wishes: [wish('https://c.com')],
      operation: { _tag: 'Add', domains: { request: ['https://c.com'] }, observed },
      after: { ...observed, request: ['https://a.com', 'https://b.com', 'https://c.com'] },
      bystanders: [],
    })
  })

  test('of a delete is only what is there', () => {
    const domains = { request: ['https://b.com', 'https://c.com'] }
    expect(aimOf<ServerKind>(appKinds, { _tag: 'Delete', domains, named: ['request'] }, observed)).toEqual({
      fulfilled: [{ ...wish('https://c.com', 'absent'), verdict: 'already' }],
      wishes: [wish('https://b.com', 'absent')],
      operation: { _tag: 'Delete', domains: { request: ['https://b.com'] }, observed },
      after: { ...observed, request: ['https://a.com'] },
      bystanders: [],
    })
  })

  test('of a set names every kind, with what was observed in those that are not to be touched', () => {
    const domains = { request: ['https://c.com', 'https://b.com'] }
    expect(aimOf<ServerKind>(appKinds, { _tag: 'Set', domains, named: ['request'] }, observed)).toEqual({
      fulfilled: [{ ...wish('https://b.com'), verdict: 'already' }],
      wishes: [wish('https://c.com'), wish('https://a.com', 'absent')],
      operation: {
        _tag: 'Set',
        domains: { ...observed, request: ['https://c.com', 'https://b.com'] },
        named: ['request'],
        observed,
      },
      after: { ...observed, request: ['https://c.com', 'https://b.com'] },
      bystanders: [{ kind: 'socket', domain: 'wss://a.com', intent: 'present' }],
    })
  })
})

describe('a wish is settled by what the vendor said', () => {
  test('where it named the domain as taken', () => {
    expect(settleBySaying(reply, 2)(wish('https://c.com'))).toMatchObject({ verdict: 'accepted' })
  })

  test('where it named the domain as rejected', () => {
    expect(settleBySaying(reply, 2)(wish('https://d.com'))).toMatchObject({
      verdict: 'rejected',
      rejection: { reason: 'no-icp', attribution: 'this-domain' },
    })
  })

  test('and not where it said nothing of it, or where the domain was to go', () => {
    expect(settleBySaying(reply, 2)(wish('https://e.com'))).toBeUndefined()
    expect(settleBySaying(reply, 2)(wish('https://c.com', 'absent'))).toBeUndefined()
    expect(settleBySaying(reply, 2)(wish('https://d.com', 'absent'))).toBeUndefined()
  })

  test.each([
    [1, 'this-domain'],
    [2, 'one-of-these'],
  ])('where it refused a whole call of %d: it is %s', (count, attribution) => {
    const whole: WriteReply<ServerKind> = { ...reply, refusedWhole: true, otherwise: 'not-in-pool' }
    expect(settleBySaying(whole, count)(wish('https://e.com'))).toMatchObject({
      verdict: 'rejected',
      rejection: { reason: 'not-in-pool', attribution },
    })
  })
})

describe('a wish is settled by looking', () => {
  const look = settleByLooking(isGranted<ServerKind>(observed), 'no-icp')

  test('as accepted where the list is as it was to be', () => {
    expect(look(wish('https://a.com'))).toMatchObject({ verdict: 'accepted' })
    expect(look(wish('https://e.com', 'absent'))).toMatchObject({ verdict: 'accepted' })
  })

  test('as rejected where it is not, with what is only presumed marked so', () => {
    expect(look(wish('https://e.com'))).toMatchObject({ rejection: { reason: 'no-icp', attribution: 'presumed' } })
    expect(look(wish('https://a.com', 'absent'))).toMatchObject({ rejection: { reason: 'still-listed' } })
  })

  test('and bystanders that are gone are told', () => {
    expect(lost(isGranted<ServerKind>(observed), [wish('https://a.com'), wish('https://gone.com')])).toMatchObject([
      { domain: 'https://gone.com', verdict: 'rejected', rejection: { reason: 'lost', actor: 'vendor' } },
    ])
  })
})
