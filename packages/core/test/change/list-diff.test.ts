import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { type ListDiff, type ListEdit, cheapestChange, listDiff } from '../../src/change/list-diff.js'
import { type DomainSet, domainsOf, sameDomains } from '../../src/domain/domain-set.js'
import { type Kind } from '../../src/domain/kind.js'

const kinds: ReadonlyArray<Kind> = ['request', 'socket', 'webview']
const domain = fc.constantFrom('a.com', 'b.com', 'c.com', 'x.merchant.com', 'y.merchant.com')
const listed = fc.uniqueArray(domain)
const sets = fc.record({ request: listed, socket: listed, webview: listed })
const goals = fc.record({ request: listed, socket: listed }, { requiredKeys: [] })

const keepsMerchants = (text: string): boolean => text.endsWith('.merchant.com')
const keepsAll = (): boolean => true

const priced = (price: (change: ListEdit<Kind>) => E.Either<string, number>) => (diff: ListDiff<Kind>) =>
  cheapestChange(diff, price)

const changeOf = (diff: ListDiff<Kind>): ListEdit<Kind> => {
  const found = priced(() => E.right(1))(diff)
  if (E.isLeft(found)) throw new Error(found.left)
  return found.right.change
}

/** What a vendor would make of a change. */
const carriedOut = (observed: DomainSet<Kind>, change: ListEdit<Kind>): DomainSet<Kind> =>
  Object.fromEntries(
    kinds.map((kind) => {
      const before = domainsOf(observed, kind)
      const named = change.domains[kind]
      if (named === undefined) return [kind, before]
      if (change._tag === 'Set') return [kind, named]
      return [kind, change._tag === 'Add' ? [...before, ...named] : before.filter((item) => !named.includes(item))]
    }),
  )

const inAll = (
  check: (
    observed: DomainSet<Kind>,
    goal: DomainSet<Kind>,
    diff: ListDiff<Kind> | undefined,
    keeps: (text: string) => boolean,
  ) => void,
) =>
  fc.assert(
    fc.property(sets, goals, fc.constantFrom(keepsMerchants, keepsAll), (observed, goal, keeps) =>
      check(observed, goal, listDiff(kinds, observed, goal, keeps), keeps),
    ),
    { numRuns: 2000 },
  )

describe('the difference of a list from what is wanted', () => {
  test('is one change that reaches it, after which there is none', () => {
    inAll((observed, goal, diff, keeps) => {
      if (diff === undefined) return
      const after = carriedOut(observed, changeOf(diff))
      expect(sameDomains(kinds, after, diff.after)).toBe(true)
      expect(listDiff(kinds, after, goal, keeps)).toBeUndefined()
    })
  })

  test('is there only where something lacks, or is too much', () => {
    inAll((observed, goal, diff, keeps) => {
      const wrong = kinds.some((kind) => {
        const wanted = goal[kind]
        if (wanted === undefined) return false
        const now = domainsOf(observed, kind)
        return wanted.some((item) => !now.includes(item)) || now.some((item) => !wanted.includes(item) && !keeps(item))
      })
      expect(diff !== undefined).toBe(wrong)
    })
  })

  test('touches no kind that is not wanted, and nothing that is kept', () => {
    inAll((_, goal, diff, keeps) => {
      if (diff === undefined) return
      for (const kind of kinds) if (goal[kind] === undefined) expect(changeOf(diff).domains[kind]).toBeUndefined()
      expect(diff.deletes.filter((item) => keeps(item.domain))).toEqual([])
    })
  })

  test('is made by naming as little as it can: only additions add, only removals delete', () => {
    inAll((_, __, diff) => {
      if (diff === undefined) return
      const { adds, deletes } = diff
      expect(changeOf(diff)._tag).toBe(deletes.length === 0 ? 'Add' : adds.length === 0 ? 'Delete' : 'Set')
    })
  })
})

describe('the change that costs least', () => {
  const observed: DomainSet<Kind> = { request: ['https://a.com'], socket: [] }
  const wanted: DomainSet<Kind> = { request: ['https://a.com', 'https://b.com'], socket: ['wss://a.com'] }

  const chosen = (price: (change: ListEdit<Kind>) => E.Either<string, number>) => {
    const diff = listDiff(['request', 'socket'], observed, wanted, () => false)
    if (diff === undefined) throw new Error('there is a difference')
    return priced(price)(diff)
  }

  test('is the one that names least, where it costs no more', () => {
    const asked: Array<string> = []
    const found = chosen(({ _tag }) => {
      asked.push(_tag)
      return E.right(1)
    })
    expect(found).toMatchObject({
      right: { change: { _tag: 'Add', domains: { request: ['https://b.com'] } }, cost: 1 },
    })
    expect(asked).toEqual(['Add'])
    expect(chosen(() => E.right(2))).toMatchObject({ right: { change: { _tag: 'Add' }, cost: 2 } })
  })

  test('is a set of the kinds that differ, where a vendor counts each kind of an add', () => {
    expect(chosen(({ _tag }) => E.right(_tag === 'Set' ? 1 : 2))).toEqual(
      E.right({ change: { _tag: 'Set', domains: wanted }, cost: 1 }),
    )
  })

  test('is what the vendor can do, where it cannot do the rest', () => {
    const no = E.left('unsupported')
    expect(chosen(({ _tag }) => (_tag === 'Set' ? E.right(3) : no))).toMatchObject({
      right: { change: { _tag: 'Set' } },
    })
    expect(chosen(({ _tag }) => (_tag === 'Set' ? no : E.right(3)))).toMatchObject({
      right: { change: { _tag: 'Add' } },
    })
    expect(chosen(() => no)).toEqual(no)
  })
})
