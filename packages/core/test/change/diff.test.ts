import { type ServerKind } from '../../src/domain/kind.js'
import { diffOf, untouchedOf } from '../../src/change/diff.js'
import { appKinds } from '../memory-driver.js'

const observed = { request: ['https://a.com', 'https://b.com'], socket: ['wss://a.com'], upload: [], download: [] }
const item = (domain: string, intent: 'present' | 'absent' = 'present') => ({
  kind: 'request' as const,
  domain,
  intent,
})

describe('the diff of a change', () => {
  test('of an add is only what is missing', () => {
    const domains = { request: ['https://b.com', 'https://c.com'] }
    expect(
      diffOf<ServerKind>({ kinds: appKinds }, { _tag: 'Add', domains, named: ['request'] }, { domains: observed }),
    ).toEqual({
      fulfilled: [{ ...item('https://b.com'), verdict: 'already' }],
      items: [item('https://c.com')],
      operation: { _tag: 'Add', domains: { request: ['https://c.com'] }, observed: { domains: observed } },
      after: { ...observed, request: ['https://a.com', 'https://b.com', 'https://c.com'] },
    })
  })

  test('of a delete is only what is there', () => {
    const domains = { request: ['https://b.com', 'https://c.com'] }
    expect(
      diffOf<ServerKind>({ kinds: appKinds }, { _tag: 'Delete', domains, named: ['request'] }, { domains: observed }),
    ).toEqual({
      fulfilled: [{ ...item('https://c.com', 'absent'), verdict: 'already' }],
      items: [item('https://b.com', 'absent')],
      operation: { _tag: 'Delete', domains: { request: ['https://b.com'] }, observed: { domains: observed } },
      after: { ...observed, request: ['https://a.com'] },
    })
  })

  test('of a set names every kind, with what was observed in those that are not to be touched', () => {
    const domains = { request: ['https://c.com', 'https://b.com'] }
    expect(
      diffOf<ServerKind>({ kinds: appKinds }, { _tag: 'Set', domains, named: ['request'] }, { domains: observed }),
    ).toEqual({
      fulfilled: [{ ...item('https://b.com'), verdict: 'already' }],
      items: [item('https://c.com'), item('https://a.com', 'absent')],
      operation: {
        _tag: 'Set',
        domains: { ...observed, request: ['https://c.com', 'https://b.com'] },
        named: ['request'],
        observed: { domains: observed },
      },
      after: { ...observed, request: ['https://c.com', 'https://b.com'] },
    })
  })

  test('leaves untouched what it does not name, and only a set could take that', () => {
    const domains = { request: ['https://c.com'] }
    const untouched = (tag: 'Add' | 'Delete' | 'Set') =>
      untouchedOf<ServerKind>({ kinds: appKinds }, { _tag: tag, domains, named: ['request'] }, { domains: observed })
    expect(untouched('Add')).toEqual([])
    expect(untouched('Delete')).toEqual([])
    expect(untouched('Set')).toEqual([{ kind: 'socket', domain: 'wss://a.com', intent: 'present' }])
  })
})
