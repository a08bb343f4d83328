import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { type Allowance, type Guard, encodeLine, verifyPlan } from '../../src/index.js'
import { guardPlan } from '../../src/apply/guard.js'
import { type MadeUp, plannedChanges } from '../planned-changes.js'
import { stream } from '../saved-plan.js'

const verdict = async (made: ReadonlyArray<MadeUp>, guard: Guard = {}, allow: ReadonlyArray<Allowance> = []) => {
  const plan = await verifyPlan(stream(plannedChanges(made).map(encodeLine)))
  if (E.isLeft(plan)) throw new Error(plan.left.message.en)
  return guardPlan(plan.right.summary.impact, guard, allow)?.reason
}

const usage = (stillUsedBy: number, unread = 0) => ({
  unread,
  hosts: [{ host: 'a.com', usedBy: 9, sample: [], stillUsedBy, stillSample: [] }],
})

describe('the guard', () => {
  test('adds up all lists of an app, all apps, all pools', async () => {
    expect(
      await verdict([
        { app: 'a', deletes: 6 },
        { app: 'a', deletes: 5 },
      ]),
    ).toBe('app-deletes')
    expect(
      await verdict([
        { app: 'a', deletes: 6 },
        { app: 'b', deletes: 5 },
      ]),
    ).toBeUndefined()
    expect(await verdict(Array.from({ length: 101 }, () => ({ deletes: 1 })))).toBe('fleet-deletes')
    expect(await verdict([{ stage: 'pool-remove', deletes: 1 }])).toBe('pool-deletes')
    expect(await verdict([{ stage: 'pool-remove', deletes: 1 }], { pool: 1 })).toBeUndefined()
  })

  test('stops what apps still use, or may use, also where the count is allowed', async () => {
    const removal = (blast: MadeUp['blast']) => [{ stage: 'pool-remove' as const, deletes: 1, blast }]
    expect(await verdict(removal(usage(1)), { pool: 5 })).toBe('pool-in-use')
    expect(await verdict(removal(usage(0, 1)), { pool: 5 })).toBe('pool-in-use')
    expect(await verdict(removal(usage(0)), { pool: 5 })).toBeUndefined()
    expect(await verdict(removal(usage(1)), {}, ['pool-deletes', 'pool-in-use'])).toBeUndefined()
  })

  test('lets pass exactly what is within every limit or allowed by its name', async () => {
    const names = ['app-deletes', 'fleet-deletes', 'pool-deletes'] as const
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            app: fc.constantFrom('a', 'b'),
            deletes: fc.nat(9),
            stage: fc.constantFrom('app', 'pool-remove'),
          }),
          { maxLength: 8 },
        ),
        fc.record({ app: fc.nat(20), fleet: fc.nat(40), pool: fc.nat(20) }),
        fc.subarray([...names]),
        async (changes, guard, allow) => {
          const made = [...changes].sort((x, y) => x.app.localeCompare(y.app))
          const sum = (pick: (change: (typeof made)[number]) => boolean) =>
            made.filter(pick).reduce((all, { deletes }) => all + deletes, 0)
          const ofApp = (name: string) => sum(({ app, stage }) => stage === 'app' && app === name)
          const fine =
            (allow.includes('app-deletes') || Math.max(ofApp('a'), ofApp('b')) <= guard.app) &&
            (allow.includes('fleet-deletes') || ofApp('a') + ofApp('b') <= guard.fleet) &&
            (allow.includes('pool-deletes') || sum(({ stage }) => stage === 'pool-remove') <= guard.pool)
          const lines = made.map(({ app, deletes, stage }): MadeUp =>
            stage === 'app' ? { app, deletes } : { stage: 'pool-remove', deletes },
          )
          const inOrder = [
            ...lines.filter(({ stage }) => stage === undefined),
            ...lines.filter(({ stage }) => stage !== undefined),
          ]
          expect((await verdict(inOrder, guard, allow)) === undefined).toBe(fine)
        },
      ),
    )
  })
})
