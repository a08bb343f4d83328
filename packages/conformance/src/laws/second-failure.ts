import { type Kind } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type FaultName } from '../harness/fault.js'
import { faultsUnder } from '../harness/fault-table.js'
import { checkFailure, checkOutcome } from '../checks/outcome.js'
import { listAt, placeNames } from '../harness/address.js'
import { request } from '../fixture/request.js'
import { succeed } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { at, firstKind, kindsAt, put } from '../fixture/fixture.js'
import { checkError } from '../checks/error.js'
import { witnessed } from '../fixture/recorder.js'

const failing: ReadonlyArray<FaultName> = [
  'hang-up',
  'html-502',
  'empty-body',
  'busy',
  'unknown-code',
  'authorization-lost',
]

const afterSuccess = (fault: FaultName): ReadonlyArray<Case> =>
  placeNames.flatMap((place) =>
    (['add', 'delete', 'set'] as const).map((name) => ({
      name: `${place}: ${name} that is done, and whose read-back meets ${fault}, is not told to be undone`,
      run: async (stage) => {
        const kinds = kindsAt(stage, place)
        const held = under(kinds, 'held.example.com')
        await put(stage, at(stage, place), held)
        const observed = await succeed(listAt(stage.provider, at(stage, place)).get())
        await stage.vendor.script({ name: fault, place, strikes: 'get', lands: 'never', times: 20 })
        const hosts = { add: ['new.example.com'], delete: ['held.example.com'], set: ['new.example.com'] }[name]
        const wanted = request(name, under([firstKind(stage, place)], ...hosts))
        const witness = await witnessed(stage, at(stage, place), wanted, { options: { observed } })
        assert.equal(
          witness.attempts[0]?.asks === 'get',
          false,
          'a list that was observed whole is not looked at first',
        )
        if (E.isRight(witness.result)) return checkOutcome(kinds, witness.result.right, witness)
        checkError(witness.result.left)
        checkFailure(witness.result.left, witness)
        assert.equal(witness.result.left.retry.when, 'after-read', 'a change that may be done is not repeated unseen')
      },
    })),
  )

/**
 * While a `set` of unknown fate is read back, other kinds are found to be gone: that is not the success that was asked for.
 */
const othersGone = everywhere(
  'a set of unknown fate after which other kinds are gone is no plain success',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const [first, ...others] = kinds
    if (first === undefined || others.length === 0) return
    const held = under(kinds, 'held.example.com')
    await put(stage, at(stage, place), held)
    await stage.vendor.script({ name: 'cut-body', place, strikes: 'set', lands: 'before' })
    stage.ledger.onAsked(async (count) => {
      if (count === 2) await put(stage, at(stage, place), under(others))
    })
    const wanted = request('set', under([first], 'new.example.com', 'held.example.com'))
    const witness = await witnessed(stage, at(stage, place), wanted, { options: { observed: { domains: held } } })
    if (E.isLeft(witness.result)) return checkFailure(witness.result.left, witness)
    checkOutcome(kinds, witness.result.right, witness)
  },
)

/**
 * Law 8: the second failure.
 */
export const secondFailure: Chapter = {
  law: 8,
  cases: (variations) => [
    ...faultsUnder(variations)
      .filter((fault) => failing.includes(fault))
      .flatMap(afterSuccess),
    ...(faultsUnder(variations).includes('cut-body') ? othersGone : []),
  ],
}

const partlyObserved = everywhere(
  'a kind that the caller did not observe is not taken to be empty',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const first = firstKind(stage, place)
    const held = under(kinds, 'held.example.com', 'kept.example.com')
    const partial = fromKinds<Kind>(kinds.slice(0, 1), (kind) => held[kind] ?? [])
    for (const name of ['set', 'add', 'delete'] as const) {
      const named = name === 'set' ? [first] : kinds
      for (const observed of [partial, {}]) {
        await put(stage, at(stage, place), held)
        const hosts = name === 'delete' ? ['held.example.com'] : ['held.example.com', `${name}.example.com`]
        const witness = await witnessed(stage, at(stage, place), request(name, under(named, ...hosts)), {
          options: { observed: { domains: observed } },
        })
        assert.ok(E.isRight(witness.result), 'what the vendor did is told')
        checkOutcome(kinds, witness.result.right, witness)
      }
    }
  },
)

/**
 * Law 3, where the caller has observed a part of the list.
 */
export const partialObservation: Chapter = { law: 3, cases: () => partlyObserved }

const manyDomains = (name: 'add' | 'delete' | 'set', count: number): ReadonlyArray<Case> =>
  everywhere(`${name} of ${count} domains is accounted for to the last`, async (stage, place) => {
    const kind = firstKind(stage, place)
    if (count > (stage.variations.limits[place].perKind ?? count)) return
    const hosts = Array.from({ length: count }, (_, index) => `m${index}.example.com`)
    const old = name === 'delete' ? hosts : ['m0.example.com', 'old.example.com']
    await put(stage, at(stage, place), under([kind], ...(count === stage.variations.limits[place].perKind ? [] : old)))
    const witness = await witnessed(stage, at(stage, place), request(name, under([kind], ...hosts)))
    if (E.isLeft(witness.result)) {
      // A vendor may have a limit that no source tells; then nothing may be half done or half told.
      assert.equal(stage.variations.limits[place].perKind, undefined, 'what its limit allows is taken')
      assert.equal(witness.result.left._tag, 'LimitReached')
      return checkFailure(witness.result.left, witness)
    }
    checkOutcome(kindsAt(stage, place), witness.result.right, witness)
    for (const item of witness.result.right.items) {
      if (item.verdict !== 'rejected') continue
      assert.equal(stage.variations.limits[place].perKind, undefined, 'what its limit allows is taken')
      assert.equal(item.rejection.reason, 'over-limit', 'nothing but a limit that no source tells stands in the way')
    }
  })

/**
 * Law 4, with more domains than fit a page.
 */
export const manyAtOnce: Chapter = {
  law: 4,
  cases: () =>
    (['add', 'delete', 'set'] as const).flatMap((name) => [15, 60, 130].flatMap((count) => manyDomains(name, count))),
}
