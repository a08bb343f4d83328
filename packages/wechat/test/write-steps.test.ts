import { type DomainSet, type ServerKind, domainsOf } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import fc from 'fast-check'
import { appServerKinds as kinds } from '../src/capabilities.js'
import { type Edit, type SetReadings, type Step, costIn, stepsOf } from '../src/write-steps.js'

type Overwrite = Extract<Edit<ServerKind>, { readonly _tag: 'Set' }>

const careful: SetReadings = {}

const domains = fc.subarray(['https://a.example.com', 'https://b.example.com', 'https://c.example.com'])
const sets = fc.record({
  request: domains,
  socket: domains,
  upload: domains,
  download: domains,
  udp: domains,
  tcp: domains,
})

/** A `set` as core gives it, where the vendor told these kinds: the others are in none of its lists. */
const overwritesOf = (told: ReadonlyArray<ServerKind>) =>
  fc.tuple(sets, sets, fc.subarray([...told], { minLength: 1 })).map(([now, wanted, named]): Overwrite => ({
    _tag: 'Set',
    domains: fromKinds(told, (kind) => domainsOf(named.includes(kind) ? wanted : now, kind)),
    named,
    observed: fromKinds(told, (kind) => domainsOf(now, kind)),
  }))

const gained = ({ domains: wanted, observed }: Overwrite): boolean =>
  kinds.some((kind) => domainsOf(wanted, kind).some((domain) => !domainsOf(observed, kind).includes(domain)))

const lost = ({ domains: wanted, observed }: Overwrite): boolean =>
  kinds.some((kind) => domainsOf(observed, kind).some((domain) => !domainsOf(wanted, kind).includes(domain)))

const emptied = ({ domains: wanted, observed }: Overwrite): boolean =>
  kinds.some((kind) => domainsOf(wanted, kind).length === 0 && domainsOf(observed, kind).length > 0)

/** What WeChat makes of a call: a `set` clears kinds that it does not name, or leaves them, and ignores `[]` or clears. */
const carriedOut = (
  list: DomainSet<ServerKind>,
  { action, domains: sent }: Step<ServerKind>,
  omitted: 'untouched' | 'cleared',
  empty: 'ignored' | 'clears',
): DomainSet<ServerKind> =>
  fromKinds(kinds, (kind) => {
    const now = domainsOf(list, kind)
    const entries = sent[kind]
    if (entries === undefined) return action === 'set' && omitted === 'cleared' ? [] : now
    switch (action) {
      case 'add':
        return [...now, ...entries]
      case 'delete':
        return now.filter((domain) => !entries.includes(domain))
      case 'set':
        return entries.length === 0 && empty === 'ignored' ? now : entries
    }
  })

const sorted = (list: DomainSet<ServerKind>) => fromKinds(kinds, (kind) => [...new Set(domainsOf(list, kind))].sort())

const inAll = (told: ReadonlyArray<ServerKind>, check: (operation: Overwrite) => void): void =>
  fc.assert(
    fc.property(
      overwritesOf(told).filter((operation) => gained(operation) || lost(operation)),
      (operation) => check(operation),
    ),
    { numRuns: 1000 },
  )

describe('the calls of a set', () => {
  test.each<[string, SetReadings, 'untouched' | 'cleared', 'ignored' | 'clears']>([
    ['the careful reading', {}, 'cleared', 'clears'],
    ['kinds left out', { setSends: 'named' }, 'untouched', 'clears'],
    ['empty kinds deleted', { emptySet: 'delete' }, 'untouched', 'ignored'],
    ['empty kinds deleted, others left out', { emptySet: 'delete', setSends: 'named' }, 'untouched', 'ignored'],
  ])('lead to what is wanted: %s', (_, over, omitted, empty) => {
    inAll(kinds, (operation) => {
      const steps = stepsOf(kinds, over, operation)
      const list = steps.reduce<DomainSet<ServerKind>>(
        (now, step) => (step === undefined ? now : carriedOut(now, step, omitted, empty)),
        operation.observed,
      )
      expect(sorted(list)).toEqual(sorted(operation.domains))
    })
  })

  test('are one, and two only under emptySet delete where a kind is emptied while another gains something', () => {
    inAll(kinds, (operation) => {
      expect(costIn(kinds, careful)(operation)).toBe(1)
      const two = gained(operation) && emptied(operation)
      expect(costIn(kinds, { emptySet: 'delete' })(operation)).toBe(two ? 2 : 1)
    })
  })

  test('are an add and a delete where WeChat told not every kind, and name none that it did not tell', () => {
    const told = kinds.filter((kind) => kind !== 'udp' && kind !== 'tcp')
    inAll(told, (operation) => {
      const steps = stepsOf(kinds, careful, operation)
      for (const step of steps) {
        expect(step?.action).not.toBe('set')
        expect(told).toEqual(expect.arrayContaining(Object.keys(step?.domains ?? {})))
      }
      expect(costIn(kinds, careful)(operation)).toBe(gained(operation) && lost(operation) ? 2 : 1)
    })
  })
})

test('an add, a delete and an adopt are one modification each', () => {
  const edits: ReadonlyArray<Edit<ServerKind>> = [
    { _tag: 'Add', domains: { request: ['https://a.example.com'], socket: ['wss://a.example.com'] }, observed: {} },
    { _tag: 'Delete', domains: { request: ['https://a.example.com'], socket: ['wss://a.example.com'] }, observed: {} },
  ]
  for (const operation of edits) expect(costIn(kinds, careful)(operation)).toBe(1)
  expect(costIn(kinds, careful)({ _tag: 'Adopt' })).toBe(1)
})
