import { type DomainError, type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { bilingual, unsupported } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type OpenList, type PlanAction } from '../../src/index.js'
import { leastCost } from '../../src/plan/least-cost.js'
import { listDifference } from '../../src/plan/list-difference.js'
import { allCan } from '../all-can.js'

describe('the way that costs least', () => {
  const kinds: ReadonlyArray<Kind> = ['request', 'socket']
  const observed: DomainSet<Kind> = { request: ['https://a.com'], socket: [] }
  const where = { vendor: 'x', operation: 'app.server.add', subject: 'app 1' }
  const no = unsupported(where, bilingual('There is none.', '没有此功能。'), '')

  const listWith = (cost: (action: PlanAction) => E.Either<DomainError, number>): OpenList => ({
    capabilities: allCan(kinds),
    get: TE.right(observed),
    effective: TE.right({ effective: observed, origins: {} }),
    cost,
    modify: () => TE.left(no),
  })

  const differenceTo = (goal: DomainSet<Kind>) =>
    listDifference(
      kinds,
      observed,
      {
        kinds,
        domains: new Map(kinds.map((kind) => [kind, new Set(domainsOf(goal, kind))])),
        reasons: new Map(),
      },
      { policy: 'sync', keeps: () => false },
    )

  const adding = differenceTo({ request: ['https://a.com', 'https://b.com'], socket: ['wss://a.com'] })

  const chosen = (cost: (action: PlanAction) => E.Either<DomainError, number>) => {
    if (adding === undefined) throw new Error('there is a difference')
    return leastCost(listWith(cost), adding, observed)
  }

  test('is the one that names least, where it costs no more', () => {
    const asked: Array<PlanAction> = []
    const way = chosen((action) => {
      asked.push(action)
      return E.right(1)
    })
    expect(way).toMatchObject({ right: { action: 'add', domains: { request: ['https://b.com'] }, cost: 1 } })
    expect(asked).toEqual(['add'])
    expect(chosen(() => E.right(2))).toMatchObject({ right: { action: 'add', cost: 2 } })
  })

  test('is a set of the kinds that change, where a vendor counts each kind of an add', () => {
    expect(chosen((action) => E.right(action === 'set' ? 1 : 2))).toEqual(
      E.right({
        action: 'set',
        domains: { request: ['https://a.com', 'https://b.com'], socket: ['wss://a.com'] },
        cost: 1,
      }),
    )
  })

  test('is what the vendor can do, where it cannot do the rest', () => {
    expect(chosen((action) => (action === 'set' ? E.right(3) : E.left(no)))).toMatchObject({ right: { action: 'set' } })
    expect(chosen((action) => (action === 'set' ? E.left(no) : E.right(3)))).toMatchObject({ right: { action: 'add' } })
    expect(chosen(() => E.left(no))).toEqual(E.left(no))
  })
})
