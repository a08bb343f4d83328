import { type Kind, type Outcome } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { checkFailure, checkOutcome, checkQuoted } from '../checks/outcome.js'
import { type PlaceName, placeNames } from '../harness/address.js'
import { prove } from '../checks/prove.js'
import { request } from '../fixture/request.js'
import { rightOf } from '../checks/settle.js'
import { domain, under } from '../fixture/spelling.js'
import { at, firstKind, kindsAt, put } from '../fixture/fixture.js'
import { type RejectionStyle, type Variations } from '../harness/variations.js'
import { witnessed } from '../fixture/recorder.js'

type Name = 'add' | 'set'

const checkMendsApart = (outcome: Outcome<Kind>): void => {
  const told = outcome.items.flatMap((item) => (item.verdict === 'rejected' ? [item.rejection] : []))
  for (const one of told)
    for (const other of told)
      if (one.reason !== other.reason)
        assert.notDeepEqual(one.mend, other.mend, 'each reason has its own way to mend it')
}

const rejecting = (place: PlaceName, style: RejectionStyle, name: Name, good: ReadonlyArray<string>): Case => ({
  name: `${place}: ${name} of domains that the vendor rejects (${style}), with ${good.length} good ones`,
  run: async (stage) => {
    const kinds = kindsAt(stage, place)
    const kind = firstKind(stage, place)
    await put(stage, at(stage, place), under([kind], 'held.example.com'))
    const rejected = await stage.vendor.reject(at(stage, place), style)
    const hosts = [...good, ...rejected.map(({ host }) => host)]
    const wanted = under([kind], ...hosts, ...(name === 'set' ? ['held.example.com'] : []))
    const witness = await witnessed(stage, at(stage, place), request(name, wanted))
    const outcome = rightOf(witness.result)
    checkOutcome(kinds, outcome, witness)
    checkQuoted(outcome, witness)
    checkMendsApart(outcome)
    if (style === 'whole') {
      assert.notEqual(outcome.vendorCode, undefined, 'the code with which the vendor refused is told')
      assert.match(outcome.vendorMessage ?? '', /\S/, 'and its words')
    }
    for (const { host, reason, named, also } of rejected) {
      const item = outcome.items.find((each) => each.domain === domain(kind, host))
      if (item?.verdict !== 'rejected') assert.fail(`what the vendor rejects is told: ${host}`)
      assert.deepEqual(item.rejection.also ?? [], also ?? [], 'and what the vendor said against it besides')
      // Who has to look for what was dropped unsaid can only presume why.
      if (style !== 'dropped') assert.equal(item.rejection.reason, reason, "the vendor's reason is told")
      if (named) assert.equal(item.rejection.attribution, 'this-domain', 'the vendor named this very domain')
      else if (hosts.length > 1)
        assert.notEqual(item.rejection.attribution, 'this-domain', 'the vendor did not say which one it was')
    }
  },
})

const rejections = (variations: Variations): ReadonlyArray<Case> =>
  placeNames.flatMap((place) =>
    variations.rejections[place].flatMap((style) => [
      rejecting(place, style, 'add', []),
      rejecting(place, style, 'add', ['good.example.com']),
      rejecting(place, style, 'add', ['good.example.com', 'better.example.com', 'best.example.net']),
      rejecting(place, style, 'set', ['good.example.com']),
    ]),
  )

/**
 * A rejection must not be told of the wrong kind, nor of one kind only.
 */
const allKinds = (place: PlaceName, style: RejectionStyle): Case => ({
  name: `${place}: a rejection (${style}) in every kind is told in every kind`,
  run: async (stage) => {
    const kinds = kindsAt(stage, place)
    const rejected = await stage.vendor.reject(at(stage, place), style)
    const hosts = rejected.map(({ host }) => host)
    const witness = await witnessed(stage, at(stage, place), request('add', under(kinds, 'good.example.com', ...hosts)))
    const outcome = rightOf(witness.result)
    checkOutcome(kinds, outcome, witness)
    for (const kind of kinds)
      for (const { host, reason, named } of rejected) {
        const item = outcome.items.find((each) => each.kind === kind && each.domain === domain(kind, host))
        if (item?.verdict !== 'rejected') assert.fail(`what the vendor rejects is told: ${kind} ${host}`)
        if (style !== 'dropped') assert.equal(item.rejection.reason, reason, `the vendor's reason is told of ${kind}`)
        if (named)
          assert.equal(item.rejection.attribution, 'this-domain', `the vendor named this very domain of ${kind}`)
      }
    checkMendsApart(outcome)
  },
})

const everyStyle = (variations: Variations): ReadonlyArray<Case> =>
  placeNames.flatMap((place) => variations.rejections[place].map((style) => allKinds(place, style)))

const halfway = everywhere(
  'a quota that is reached halfway stops the next change and harms nothing',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    if (!(await stage.vendor.leaveModifications(at(stage, place), 1))) return
    const first = await witnessed(stage, at(stage, place), request('add', under(kinds, 'first.example.com')))
    checkOutcome(kinds, rightOf(first.result), first)
    const second = await witnessed(stage, at(stage, place), request('add', under(kinds, 'second.example.com')))
    assert.ok(E.isLeft(second.result), 'a change beyond the budget fails')
    assert.deepEqual(second.after, second.before)
    const error = second.result.left
    checkFailure(error, second)
    assert.equal(error._tag, 'BudgetSpent')
    assert.equal(error.modification, 'not-spent')
    assert.equal(error.fate, 'not-done')
  },
)

const halfSet = everywhere(
  'a set of all kinds with one modification left is done or told not to be',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const [first, ...others] = kinds
    if (first === undefined) return
    await put(stage, at(stage, place), under(kinds, 'held.example.com', 'other.example.com'))
    if (!(await stage.vendor.leaveModifications(at(stage, place), 1))) return
    const wanted = { ...under(others, 'new.example.com'), [first]: [] }
    const witness = await witnessed(stage, at(stage, place), request('set', wanted))
    if (E.isRight(witness.result)) checkOutcome(kinds, witness.result.right, witness)
    else checkFailure(witness.result.left, witness)
  },
)

const spent = everywhere('a change of many domains spends one modification', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const hosts = Array.from({ length: 12 }, (_, index) => `h${index}.example.com`)
  const outcome = await prove(stage, at(stage, place), request('add', under(kinds, ...hosts)))
  assert.notEqual(outcome.modification, 'not-spent')
})

/**
 * Law 4.
 */
export const accounting: Chapter = {
  law: 4,
  cases: (variations) => [...rejections(variations), ...everyStyle(variations), ...halfway, ...halfSet, ...spent],
}
