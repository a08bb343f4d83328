import { type DomainError } from '@mini-domains/core'
import { subjectName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { callsAt } from '../fixture/calls.js'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type FaultName } from '../harness/fault.js'
import { faultTable, faultsUnder, tokenFaults } from '../harness/fault-table.js'
import { checkFailure } from '../checks/outcome.js'
import { everythingShown, leakIn } from '../checks/leak.js'
import { until } from '../checks/until.js'
import { type PlaceName, addressOf, levelOf, listAt, placeNames } from '../harness/address.js'
import { request } from '../fixture/request.js'
import { fail, leftOf, settle, succeed } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { at, firstKind, kindsAt, writesIn } from '../fixture/fixture.js'
import { type Trouble, secretOfSource, wordsOfSource } from '../fixture/token-ledger.js'
import { type Variations } from '../harness/variations.js'
import { checkError, checkExpected, checkSaid } from '../checks/error.js'
import { witnessed } from '../fixture/recorder.js'

const inWords: { readonly [T in Exclude<Trouble, 'hangs'>]: string } = {
  left: 'says that it has none',
  rejects: 'rejects',
  throws: 'throws',
  same: 'gives the refused one again',
}

type Failing = Exclude<Trouble, 'hangs' | 'same'>

const failing: ReadonlyArray<Failing> = ['left', 'rejects', 'throws']

const checkUnavailable = (error: DomainError, how: Failing): void => {
  checkError(error)
  assert.equal(error._tag, 'TokenUnavailable', 'a token that could not be had is told as such')
  assert.equal(error.fate, 'not-done', 'nothing was sent')
  assert.equal(error.modification, 'not-spent')
  if (how === 'left') assert.ok(error.message.includes(wordsOfSource), 'the words of the source are kept')
  assert.equal(leakIn(everythingShown(error), [secretOfSource]), undefined, 'what a source throws may be a secret')
}

const asksOfItsOwn = everywhere(
  'a call asks for the token of its own subject, and not more often than it sends',
  async (stage, place) => {
    const address = at(stage, place)
    for (const { operation, task } of callsAt(stage, address, stage.provider)) {
      const asked = stage.ledger.asks().length
      const sent = (await stage.vendor.attempts()).length
      await succeed(task)
      const asks = stage.ledger.asks().slice(asked)
      for (const subject of asks) assert.deepEqual(subject, address.subject, `${operation}: whose token is asked for`)
      const requests = (await stage.vendor.attempts()).length - sent
      assert.ok(asks.length <= requests, `${operation}: ${asks.length} tokens for ${requests} requests`)
    }
  },
)

const noneToBeHad = (how: Failing): ReadonlyArray<Case> =>
  everywhere(
    `a call whose source of tokens ${inWords[how]} sends nothing, says so, and holds nobody else up`,
    async (stage, place) => {
      const address = at(stage, place)
      stage.ledger.trouble('get', address.subject, how)
      for (const { operation, task } of callsAt(stage, address, stage.provider)) {
        const error = await fail(task)
        checkUnavailable(error, how)
        assert.equal(error.operation, operation)
        assert.equal(error.subject, subjectName(address.subject))
      }
      assert.deepEqual(await stage.vendor.attempts(), [], 'without a token nothing is sent')
      const [, other] = stage.variations.apps
      const neighbour = addressOf(levelOf(place) === 'app' ? place : 'app.server', other)
      await succeed(listAt(stage.provider, neighbour).get())
      stage.ledger.trouble('get', address.subject, undefined)
      for (const { task } of callsAt(stage, address, stage.provider)) await succeed(task)
    },
  )

const noneInstead = (how: Exclude<Trouble, 'hangs'>): ReadonlyArray<Case> =>
  everywhere(
    `a call whose token is refused, and whose source ${inWords[how]}, is not sent again`,
    async (stage, place) => {
      if (!faultsUnder(stage.variations).includes('token-stale')) return
      const address = at(stage, place)
      stage.ledger.trouble('refused', address.subject, how)
      for (const { strikes, operation, task } of callsAt(stage, address, stage.provider)) {
        await stage.vendor.script({ name: 'token-stale', place, strikes, lands: 'never', times: 1 })
        const sent = (await stage.vendor.attempts()).length
        const told = stage.ledger.refused()
        const error = await fail(task)
        if (how === 'same') {
          checkError(error)
          assert.equal(error._tag, 'TokenRejected')
        } else checkUnavailable(error, how)
        assert.equal(error.operation, operation)
        const requests = (await stage.vendor.attempts()).slice(sent)
        assert.equal(requests.length, strikes === 'add' ? 2 : 1, `${operation} is not sent again`)
        assert.equal(stage.ledger.refused() - told, 1, 'the source hears once that its token was refused')
      }
      assert.deepEqual(stage.ledger.failures(), [], 'a token that was refused is no authorisation that is lost')
    },
  )

const onlyItsOwn = everywhere(
  'a token that was renewed is that of its own subject alone, and is asked for again by the next call',
  async (stage, place) => {
    if (!faultsUnder(stage.variations).includes('token-stale')) return
    const address = at(stage, place)
    await stage.vendor.script({ name: 'token-stale', place, strikes: 'get', lands: 'never', times: 1 })
    await succeed(listAt(stage.provider, address).get())
    const [, other] = stage.variations.apps
    for (const next of [address, ...placeNames.map((each) => addressOf(each, other)), address]) {
      const asked = stage.ledger.asks().length
      const sent = (await stage.vendor.attempts()).length
      await succeed(listAt(stage.provider, next).get())
      assert.deepEqual(stage.ledger.asks().slice(asked), [next.subject], 'whose token is asked for')
      for (const { subject } of (await stage.vendor.attempts()).slice(sent))
        assert.deepEqual(subject, next.subject, 'whose token is sent')
    }
    assert.equal(stage.ledger.refused(), 1)
  },
)

const hungSource = everywhere(
  'a call that waits for a token can be cancelled, and then sends nothing',
  async (stage, place) => {
    const address = at(stage, place)
    stage.ledger.trouble('get', address.subject, 'hangs')
    const calls = callsAt(stage, address, stage.provider).length
    for (let index = 0; index < calls; index += 1) {
      const cancel = new AbortController()
      const call = callsAt(stage, address, stage.provider.with({ signal: cancel.signal }))[index]
      if (call === undefined) return
      const asked = stage.ledger.asked()
      const running = settle(call.task, 5_000)
      await until('a token is asked for', async () => Promise.resolve(stage.ledger.asked() > asked))
      cancel.abort()
      const error = leftOf(await running)
      checkError(error)
      assert.equal(error._tag, 'Cancelled', call.operation)
      assert.equal(error.fate, 'not-done')
    }
    assert.deepEqual(await stage.vendor.attempts(), [])
  },
)

const lossTold = everywhere(
  'a source of tokens hears once of a loss what the caller hears, before the caller does',
  async (stage, place) => {
    if (!faultsUnder(stage.variations).includes('authorization-lost')) return
    const address = at(stage, place)
    for (const { strikes, operation, task } of callsAt(stage, address, stage.provider)) {
      const before = stage.ledger.failures().length
      const said = await stage.vendor.script({ name: 'authorization-lost', place, strikes, lands: 'never', times: 1 })
      const error = await fail(task)
      const told = stage.ledger.failures().slice(before)
      assert.equal(told.length, 1, `${operation}: the source hears of it once`)
      assert.deepEqual(told[0]?.subject, address.subject)
      assert.equal(told[0]?.error?.operation, error.operation)
      assert.equal(told[0]?.error?.subject, error.subject)
      assert.equal(told[0]?.error?.vendorCode, said.code, 'the source hears what the vendor said')
    }
  },
)

const lossUnheard = (how: Failing): ReadonlyArray<Case> =>
  everywhere(
    `a loss is the error of its call, whether or not the source that hears of it ${inWords[how]}`,
    async (stage, place) => {
      if (!faultsUnder(stage.variations).includes('authorization-lost')) return
      const address = at(stage, place)
      stage.ledger.trouble('failed', address.subject, how)
      for (const { strikes, operation, task } of callsAt(stage, address, stage.provider)) {
        const said = await stage.vendor.script({
          name: 'authorization-lost',
          place,
          strikes,
          lands: 'never',
          times: 1,
        })
        const error = await fail(task)
        checkError(error)
        assert.equal(error._tag, 'AuthorizationLost', operation)
        checkSaid(error, said)
        assert.equal(leakIn(everythingShown(error), [secretOfSource]), undefined)
      }
    },
  )

const lossHangs = everywhere(
  'a call whose source never ends hearing of a loss ends when it is cancelled',
  async (stage, place) => {
    if (!faultsUnder(stage.variations).includes('authorization-lost')) return
    const address = at(stage, place)
    stage.ledger.trouble('failed', address.subject, 'hangs')
    const cancel = new AbortController()
    await stage.vendor.script({ name: 'authorization-lost', place, strikes: 'get', lands: 'never', times: 1 })
    const running = settle(listAt(stage.provider.with({ signal: cancel.signal }), address).get(), 8_000)
    await until('the source hears of it', async () => Promise.resolve(stage.ledger.failures().length === 1))
    cancel.abort()
    const error = leftOf(await running)
    assert.ok(error._tag === 'AuthorizationLost' || error._tag === 'Cancelled', 'the loss is told, or the cancellation')
  },
)

const afterRenewal = (place: PlaceName, strikes: 'get' | 'add', fault: FaultName): Case => ({
  name: `${place}: ${strikes} that meets ${fault} with a token that was renewed says what it met, and of which token`,
  run: async (stage) => {
    const address = at(stage, place)
    const kinds = kindsAt(stage, place)
    const first = await stage.ledger.current(address.subject)
    await stage.vendor.script({ name: 'token-stale', place, strikes, lands: 'never', times: 1 })
    const said = await stage.vendor.script({ name: fault, place, strikes, lands: 'never', times: 20 })
    if (strikes === 'get') {
      const error = await fail(listAt(stage.provider, address).get())
      assert.ok(faultTable[fault].tags.includes(error._tag), `${fault} is told as ${error._tag}`)
      checkError(error)
      checkSaid(error, said)
      checkExpected(error, fault)
    } else {
      const wanted = request('add', under([firstKind(stage, place)], 'new.example.com'))
      const witness = await witnessed(stage, address, wanted, { options: { observed: { domains: under(kinds) } } })
      assert.ok(E.isLeft(witness.result), 'a change that never landed is no success')
      checkError(witness.result.left)
      checkSaid(witness.result.left, said)
      checkFailure(witness.result.left, witness)
      checkExpected(witness.result.left, fault, true)
      assert.equal(writesIn(witness.attempts).length, 2, 'one more try')
    }
    assert.equal(stage.ledger.refused(), 1, 'one refresh')
    const now = await stage.ledger.current(address.subject)
    assert.notEqual(now, first)
    const lost = fault === 'authorization-lost' ? [now] : []
    assert.deepEqual(
      stage.ledger.failures().map(({ token }) => token),
      lost,
      'what is told of a loss is the token that met it',
    )
  },
})

const renewedAndThen = (variations: Variations): ReadonlyArray<Case> =>
  faultsUnder(variations).includes('token-stale')
    ? placeNames.flatMap((place) =>
        faultsUnder(variations)
          .filter((fault) => faultTable[fault].tags.length > 0 && faultTable[fault].landings.includes('never'))
          .filter((fault) => !faultTable[fault].slow && fault !== 'unreachable' && !tokenFaults.includes(fault))
          .flatMap((fault) => [afterRenewal(place, 'get', fault), afterRenewal(place, 'add', fault)]),
      )
    : []

/**
 * Law 9, where the source of tokens is in trouble, and where more goes wrong after a token was renewed.
 */
export const troubledTokens: Chapter = {
  law: 9,
  cases: (variations) => [
    ...asksOfItsOwn,
    ...onlyItsOwn,
    ...failing.flatMap(noneToBeHad),
    ...([...failing, 'same'] as const).flatMap(noneInstead),
    ...lossTold,
    ...failing.flatMap(lossUnheard),
    ...renewedAndThen(variations),
  ],
}

/**
 * Law 10, where a source of tokens takes for ever.
 */
export const hungTokens: Chapter = { law: 10, cases: () => [...hungSource, ...lossHangs] }
