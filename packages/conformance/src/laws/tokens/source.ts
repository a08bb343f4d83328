import { type DomainError } from '@mini-domains/core'
import { subjectName } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { checkError, checkExpected, checkSaid } from '../../checks/error.js'
import { leakIn, everythingShown } from '../../checks/leak.js'
import { checkFailure } from '../../checks/outcome.js'
import { fail, leftOf, settle, succeed, until } from '../../checks/settle.js'
import { callsAt } from '../../fixture/calls.js'
import { at } from '../../fixture/fixture.js'
import { record } from '../../fixture/recorder.js'
import { request } from '../../fixture/request.js'
import { type Trouble, secretOfSource, wordsOfSource } from '../../fixture/token-ledger.js'
import { levelOf } from '../../harness/address.js'
import { type FaultName, faultTable, tokenFaults } from '../../harness/fault.js'
import { type Variations, canScript, plainFaults, placesOf } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

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
  assert.equal(error.applied, 'no', 'nothing was sent')
  assert.equal(error.modification, 'not-spent')
  if (how === 'left') assert.ok(error.message.includes(wordsOfSource), 'the words of the source are kept')
  assert.equal(leakIn(everythingShown(error), [secretOfSource]), undefined, 'what a source throws may be a secret')
}

const asksOfItsOwn = everywhere(
  'a call asks for the token of its own subject, and not more often than it sends',
  async (list) => {
    for (const { operation, task } of callsAt(list)) {
      const asked = list.ledger.asked()
      const sent = (await list.attempts()).length
      await succeed(task)
      const asks = list.ledger.asks().slice(asked)
      for (const subject of asks)
        assert.deepEqual(subject, list.address.subject, `${operation}: whose token it asks for`)
      const requests = (await list.attempts()).length - sent
      assert.ok(asks.length <= requests, `${operation}: ${asks.length} tokens for ${requests} requests`)
    }
  },
)

const ownId = everywhere('tokens are asked for by the very id that was given', async (list) => {
  if (levelOf(list.place) !== 'app') return
  const [appId] = list.variations.apps
  const other = [appId.toUpperCase(), appId.toLowerCase()].find((id) => id !== appId)
  if (other === undefined) return
  const { address, domains } = at(list, list.place, other)
  await settle(domains.get())
  assert.deepEqual(list.ledger.subjects(), [address.subject])
})

const noneToBeHad = (how: Failing): ReadonlyArray<Case> =>
  everywhere(
    `a call whose source of tokens ${inWords[how]} sends nothing, says so, and holds nobody else up`,
    async (list) => {
      const { subject } = list.address
      list.ledger.trouble('get', subject, how)
      for (const { operation, task } of callsAt(list)) {
        const error = await fail(task)
        checkUnavailable(error, how)
        assert.equal(error.operation, operation)
        assert.equal(error.subject, subjectName(subject))
      }
      assert.deepEqual(await list.attempts(), [], 'without a token nothing is sent')
      const neighbour = levelOf(list.place) === 'app' ? list.place : 'app.server'
      await succeed(at(list, neighbour, list.variations.apps[1]).domains.get())
      list.ledger.trouble('get', subject, undefined)
      for (const { task } of callsAt(list)) await succeed(task)
    },
  )

const noneInstead = (how: Exclude<Trouble, 'hangs'>): ReadonlyArray<Case> =>
  everywhere(`a call whose token is refused, and whose source ${inWords[how]}, is not sent again`, async (list) => {
    list.ledger.trouble('refused', list.address.subject, how)
    for (const { strikes, operation, task } of callsAt(list)) {
      await list.script('token-stale', strikes)
      const sent = (await list.attempts()).length
      const told = list.ledger.refused()
      const error = await fail(task)
      if (how === 'same') {
        checkError(error)
        assert.equal(error._tag, 'TokenRejected')
      } else checkUnavailable(error, how)
      assert.equal(error.operation, operation)
      const requests = (await list.attempts()).slice(sent)
      assert.equal(requests.length, strikes === 'add' ? 2 : 1, `${operation} is not sent again`)
      assert.equal(list.ledger.refused() - told, 1, 'the source hears once that its token was refused')
    }
    assert.deepEqual(list.ledger.failures(), [], 'a token that was refused is no authorisation that is lost')
  })

const onlyItsOwn = everywhere(
  'a token that was renewed is that of its own subject alone, and is asked for again by the next call',
  async (list) => {
    await list.script('token-stale', 'get')
    await succeed(list.domains.get())
    const others = placesOf(list.variations).map((place) => at(list, place, list.variations.apps[1]))
    for (const { address, domains } of [list, ...others, list]) {
      const asked = list.ledger.asked()
      const sent = (await list.attempts()).length
      await succeed(domains.get())
      assert.deepEqual(list.ledger.asks().slice(asked), [address.subject], 'whose token is asked for')
      for (const { subject } of (await list.attempts()).slice(sent))
        assert.deepEqual(subject, address.subject, 'whose token is sent')
    }
    assert.equal(list.ledger.refused(), 1)
  },
)

const lossUnheard = (how: Failing): ReadonlyArray<Case> =>
  everywhere(
    `a loss is the error of its call, whether or not the source that hears of it ${inWords[how]}`,
    async (list) => {
      list.ledger.trouble('failed', list.address.subject, how)
      for (const { strikes, operation, task } of callsAt(list)) {
        const said = await list.script('authorization-lost', strikes)
        const error = await fail(task)
        checkError(error)
        assert.equal(error._tag, 'AuthorizationLost', operation)
        checkSaid(error, said)
        assert.equal(leakIn(everythingShown(error), [secretOfSource]), undefined)
      }
    },
  )

const afterRenewal = (strikes: 'get' | 'add', fault: FaultName): ReadonlyArray<Case> =>
  everywhere(
    `${strikes} that meets ${fault} with a token that was renewed says what it met, and of which token`,
    async (list) => {
      const { subject } = list.address
      const first = await list.ledger.current(subject)
      await list.script('token-stale', strikes)
      const said = await list.script(fault, strikes, { times: 20 })
      if (strikes === 'get') {
        const error = await fail(list.domains.get())
        assert.ok(faultTable[fault].tags.includes(error._tag), `${fault} is told as ${error._tag}`)
        checkError(error)
        checkSaid(error, said)
        checkExpected(error, fault)
      } else {
        const wanted = request('add', list.one('new.example.com'))
        const recording = await record(list, wanted, { observed: { domains: list.all() } })
        const error = checkFailure(recording)
        checkSaid(error, said)
        checkExpected(error, fault, true)
        assert.equal(recording.writes.length, 2, 'one more try')
      }
      assert.equal(list.ledger.refused(), 1, 'one refresh')
      const now = await list.ledger.current(subject)
      assert.notEqual(now, first)
      assert.deepEqual(
        list.ledger.failures().map(({ token }) => token),
        fault === 'authorization-lost' ? [now] : [],
        'what is told of a loss is the token that met it',
      )
    },
  )

const renewedAndThen = (variations: Variations): ReadonlyArray<Case> =>
  plainFaults(variations)
    .filter((fault) => !tokenFaults.includes(fault))
    .flatMap((fault) => [...afterRenewal('get', fault), ...afterRenewal('add', fault)])

/**
 * Law 9, where the source of tokens is in trouble, and where more goes wrong after a token was renewed.
 */
export const tokenSource: LawCases = {
  law: 9,
  cases: (variations) => [
    ...asksOfItsOwn,
    ...ownId,
    ...failing.flatMap(noneToBeHad),
    ...(canScript(variations, 'token-stale')
      ? [...onlyItsOwn, ...([...failing, 'same'] as const).flatMap(noneInstead), ...renewedAndThen(variations)]
      : []),
    ...(canScript(variations, 'authorization-lost') ? failing.flatMap(lossUnheard) : []),
  ],
}

const hungSource = everywhere(
  'a call that waits for a token can be cancelled, and then sends nothing',
  async (list) => {
    list.ledger.trouble('get', list.address.subject, 'hangs')
    for (const index of callsAt(list).keys()) {
      const cancel = new AbortController()
      const call = callsAt(list.with({ signal: cancel.signal }))[index]
      if (call === undefined) return
      const asked = list.ledger.asked()
      const running = settle(call.task, 5_000)
      await until('a token is asked for', async () => Promise.resolve(list.ledger.asked() > asked))
      cancel.abort()
      const error = leftOf(await running)
      checkError(error)
      assert.equal(error._tag, 'Cancelled', call.operation)
      assert.equal(error.applied, 'no')
    }
    assert.deepEqual(await list.attempts(), [])
  },
)

const lossHangs = everywhere(
  'a call whose source never ends hearing of a loss ends when it is cancelled',
  async (list) => {
    list.ledger.trouble('failed', list.address.subject, 'hangs')
    const cancel = new AbortController()
    await list.script('authorization-lost', 'get')
    const running = settle(list.with({ signal: cancel.signal }).domains.get(), 8_000)
    await until('the source hears of it', async () => Promise.resolve(list.ledger.failures().length === 1))
    cancel.abort()
    const error = leftOf(await running)
    assert.ok(error._tag === 'AuthorizationLost' || error._tag === 'Cancelled', 'the loss is told, or the cancellation')
  },
)

/**
 * Law 10, where a source of tokens takes for ever.
 */
export const hungTokens: LawCases = {
  law: 10,
  cases: (variations) => [...hungSource, ...(canScript(variations, 'authorization-lost') ? lossHangs : [])],
}
