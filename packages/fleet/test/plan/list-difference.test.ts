import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { sameDomains } from '@mini-domains/core/adapter'
import fc from 'fast-check'
import { type ListDifference, listDifference } from '../../src/plan/list-difference.js'

const kinds: ReadonlyArray<Kind> = ['request', 'socket', 'webview']
const domain = fc.constantFrom('a.com', 'b.com', 'c.com', 'x.merchant.com', 'y.merchant.com')
const listed = fc.uniqueArray(domain)
const sets = fc.record({ request: listed, socket: listed, webview: listed })
const goals = fc.record({ request: listed, socket: listed }, { requiredKeys: [] })
const policies = fc.constantFrom<'sync' | 'add-only'>('sync', 'add-only')

const keeps = (text: string) => text.endsWith('.merchant.com')

const wantedOf = (goal: DomainSet<Kind>) => ({
  kinds: kinds.filter((kind) => goal[kind] !== undefined),
  domains: new Map(kinds.flatMap((kind) => (goal[kind] === undefined ? [] : [[kind, new Set(goal[kind])] as const]))),
  reasons: new Map(),
})

/** What a vendor would make of the one modification. */
const carriedOut = (observed: DomainSet<Kind>, difference: ListDifference): DomainSet<Kind> =>
  Object.fromEntries(
    kinds.map((kind) => {
      const before = domainsOf(observed, kind)
      const named = difference.domains[kind]
      if (named === undefined) return [kind, before]
      if (difference.action === 'set') return [kind, named]
      return [
        kind,
        difference.action === 'add' ? [...before, ...named] : before.filter((item) => !named.includes(item)),
      ]
    }),
  )

const inAll = (
  check: (
    observed: DomainSet<Kind>,
    goal: DomainSet<Kind>,
    difference: ListDifference | undefined,
    policy: 'sync' | 'add-only',
  ) => void,
) =>
  fc.assert(
    fc.property(sets, goals, policies, (observed, goal, policy) =>
      check(observed, goal, listDifference(kinds, observed, wantedOf(goal), { policy, keeps }), policy),
    ),
    { numRuns: 2000 },
  )

describe('the difference of a list', () => {
  test('is one modification that reaches what is planned, after which there is none', () => {
    inAll((observed, goal, difference, policy) => {
      if (difference === undefined) return
      const after = carriedOut(observed, difference)
      expect(sameDomains(kinds, after, difference.after)).toBe(true)
      expect(listDifference(kinds, after, wantedOf(goal), { policy, keeps })).toBeUndefined()
    })
  })

  test('is there only where something lacks, or is too much', () => {
    inAll((observed, goal, difference, policy) => {
      const wrong = kinds.some((kind) => {
        const wanted = goal[kind]
        if (wanted === undefined) return false
        const now = domainsOf(observed, kind)
        const lacks = wanted.some((item) => !now.includes(item))
        return lacks || (policy === 'sync' && now.some((item) => !wanted.includes(item) && !keeps(item)))
      })
      expect(difference !== undefined).toBe(wrong)
    })
  })

  test('touches no kind that is not named, nothing that is kept, and under add-only takes nothing off', () => {
    inAll((_, goal, difference, policy) => {
      if (difference === undefined) return
      for (const kind of kinds) if (goal[kind] === undefined) expect(difference.domains[kind]).toBeUndefined()
      expect(difference.deletes.filter((item) => keeps(item.domain))).toEqual([])
      if (policy === 'add-only') expect(difference.action).toBe('add')
    })
  })

  test('names as little as it can: only additions add, only removals delete', () => {
    inAll((_, __, difference) => {
      if (difference === undefined) return
      const { adds, deletes, action } = difference
      expect(action).toBe(deletes.length === 0 ? 'add' : adds.length === 0 ? 'delete' : 'set')
    })
  })
})
