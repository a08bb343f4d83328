import { type DomainSet, type ServerKind, domainsOf } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import fc from 'fast-check'
import { serverKinds } from '../src/capabilities.js'
import { type Readings } from '../src/config.js'
import { appServer } from '../src/endpoint.js'
import { serverField } from '../src/server-domains.js'
import { type Edit, type Overwrite, type Step, costIn, piecemealSteps, stepsOf } from '../src/write-steps.js'

const shape = { endpoint: appServer, kinds: serverKinds, field: serverField }
const careful: Readings = {
  emptySet: 'delete',
  setSends: 'every-kind',
  absentData: 'unreadable',
  code44001: 'token',
}

const domains = fc.subarray(['https://a.example.com', 'https://b.example.com', 'https://c.example.com'])
const sets = fc.record({ request: domains, socket: domains, download: domains, upload: domains })
const named = fc.subarray([...serverKinds], { minLength: 1 })

/** A `set` as core gives it: kinds that it does not name are as observed. */
const overwrites = fc.tuple(sets, sets, named).map(([observed, wanted, names]): Overwrite<ServerKind> => ({
  _tag: 'Set',
  domains: fromKinds(serverKinds, (kind) => domainsOf(names.includes(kind) ? wanted : observed, kind)),
  named: names,
  observed,
}))

const differs = ({ domains: wanted, observed }: Overwrite<ServerKind>): boolean =>
  serverKinds.some(
    (kind) => [...domainsOf(wanted, kind)].sort().join() !== [...domainsOf(observed, kind)].sort().join(),
  )

/** What Baidu makes of a call, where a `set` leaves kinds alone that are not sent, or clears them. */
const carriedOut = (list: DomainSet<ServerKind>, step: Step<ServerKind>, omitted: 'untouched' | 'cleared') =>
  fromKinds(serverKinds, (kind) => {
    const now = domainsOf(list, kind)
    const sent = domainsOf(step.domains, kind)
    if (!step.kinds.includes(kind)) return step.action === 'set' && omitted === 'cleared' ? [] : now
    switch (step.action) {
      case 'add':
        return [...now, ...sent]
      case 'delete':
        return now.filter((domain) => !sent.includes(domain))
      case 'set':
        return sent
    }
  })

const after = (
  steps: ReadonlyArray<Step<ServerKind> | undefined>,
  observed: DomainSet<ServerKind>,
  omitted: 'untouched' | 'cleared',
): DomainSet<ServerKind> =>
  steps.reduce<DomainSet<ServerKind>>(
    (list, step) => (step === undefined ? list : carriedOut(list, step, omitted)),
    observed,
  )

const sorted = (list: DomainSet<ServerKind>) =>
  fromKinds(serverKinds, (kind) => [...new Set(domainsOf(list, kind))].sort())

const inAll = (check: (operation: Overwrite<ServerKind>) => void): void =>
  fc.assert(
    fc.property(overwrites.filter(differs), (operation) => check(operation)),
    { numRuns: 1000 },
  )

describe('the calls of a set', () => {
  test.each<[string, Partial<Readings>, 'untouched' | 'cleared']>([
    ['the careful reading', {}, 'untouched'],
    ['a vendor that clears what a set leaves out', {}, 'cleared'],
    ['kinds left out', { setSends: 'named' }, 'untouched'],
    ['empty kinds sent', { emptySet: 'send' }, 'cleared'],
    ['empty kinds sent, others left out', { emptySet: 'send', setSends: 'named' }, 'untouched'],
  ])('lead to what is wanted: %s', (_, over, omitted) => {
    const readings = { ...careful, ...over }
    inAll((operation) => {
      const steps = stepsOf(shape, readings, operation)
      const list = after(steps, operation.observed, omitted)
      expect(sorted(list)).toEqual(sorted(operation.domains))
    })
  })

  test('are two only where a kind is emptied while another gains something', () => {
    inAll((operation) => {
      const { domains: wanted, observed } = operation
      const gains = serverKinds.some((kind) =>
        domainsOf(wanted, kind).some((domain) => !domainsOf(observed, kind).includes(domain)),
      )
      const empties = serverKinds.some(
        (kind) => domainsOf(wanted, kind).length === 0 && domainsOf(observed, kind).length > 0,
      )
      expect(stepsOf(shape, careful, operation)).toHaveLength(gains && empties ? 2 : 1)
      expect(costIn(shape, careful)(operation)).toBe(gains && empties ? 2 : 1)
      expect(costIn(shape, { ...careful, emptySet: 'send' })(operation)).toBe(1)
    })
  })

  test('never send a kind with nothing in it, unless that is the reading', () => {
    inAll((operation) => {
      for (const step of stepsOf(shape, careful, operation))
        for (const kind of step?.kinds ?? []) expect(domainsOf(step?.domains ?? {}, kind)).not.toEqual([])
    })
  })

  test('taken to pieces name nothing but what changes, and lead to the same', () => {
    inAll((operation) => {
      const pieces = piecemealSteps(shape, operation)
      expect(sorted(after(pieces, operation.observed, 'untouched'))).toEqual(sorted(operation.domains))
      for (const step of pieces) for (const kind of step?.kinds ?? []) expect(operation.named).toContain(kind)
    })
  })
})

test('an add, a delete and an adopt are one modification each', () => {
  const edits: ReadonlyArray<Edit<ServerKind>> = [
    { _tag: 'Add', domains: { request: ['https://a.example.com'], socket: ['wss://a.example.com'] }, observed: {} },
    { _tag: 'Delete', domains: { request: ['https://a.example.com'], socket: ['wss://a.example.com'] }, observed: {} },
  ]
  for (const operation of edits) expect(costIn(shape, careful)(operation)).toBe(1)
  expect(costIn(shape, careful)({ _tag: 'Adopt' })).toBe(1)
})
