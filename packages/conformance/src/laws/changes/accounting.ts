import { type Kind, type Outcome } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { checkFailure, checkHonest, checkOutcome, checkQuoted } from '../../checks/outcome.js'
import { prove } from '../../checks/prove.js'
import { type ListFixture, fitting } from '../../fixture/fixture.js'
import { record } from '../../fixture/recorder.js'
import { request } from '../../fixture/request.js'
import { domain, under } from '../../fixture/spelling.js'
import { placeNames } from '../../harness/address.js'
import { type Rejected } from '../../harness/harness.js'
import { type RejectionStyle, type Variations } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

type Name = 'add' | 'delete' | 'set'

const checkHintsApart = (outcome: Outcome<Kind>): void => {
  const told = outcome.items.flatMap((item) => (item.verdict === 'rejected' ? [item.rejection] : []))
  for (const one of told)
    for (const other of told)
      if (one.reason !== other.reason) assert.notDeepEqual(one.hint, other.hint, 'each reason has its own hint')
}

/**
 * Compares what is reported of a rejected domain with what the vendor says.
 */
const checkRejected = (outcome: Outcome<Kind>, kind: Kind, style: RejectionStyle, rejected: Rejected): void => {
  const { host, reason, named, also } = rejected
  const item = outcome.items.find((each) => each.kind === kind && each.domain === domain(kind, host))
  if (item?.verdict !== 'rejected') assert.fail(`what the vendor rejects is told: ${kind} ${host}`)
  const { rejection } = item
  assert.deepEqual(rejection.also ?? [], also ?? [], 'and what the vendor said against it besides')
  // Who has to look for what was dropped unsaid can only presume why.
  if (style !== 'dropped') assert.equal(rejection.reason, reason, `the vendor's reason is told of ${kind}`)
  if (named) assert.equal(rejection.attribution, 'this-domain', `the vendor named this very domain of ${kind}`)
  else if (outcome.items.length > 1)
    assert.notEqual(rejection.attribution, 'this-domain', 'the vendor did not say which one it was')
}

const rejecting = (
  style: RejectionStyle,
  name: 'add' | 'set',
  good: ReadonlyArray<string>,
  places: typeof placeNames,
) =>
  everywhere(
    `${name} of domains that the vendor rejects (${style}), with ${good.length} good ones`,
    async (list) => {
      await list.put(list.one('held.example.com'))
      const rejected = await list.vendor.reject(list.address, style)
      const kept = name === 'set' ? ['held.example.com'] : []
      const wanted = list.one(...good, ...rejected.map(({ host }) => host), ...kept)
      const recording = await record(list, request(name, wanted))
      const outcome = checkOutcome(recording)
      checkQuoted(outcome, recording)
      checkHintsApart(outcome)
      if (style === 'whole') {
        assert.notEqual(outcome.vendorCode, undefined, 'the code with which the vendor refused is told')
        assert.match(outcome.vendorMessage ?? '', /\S/, 'and its words')
      }
      for (const each of rejected) checkRejected(outcome, list.kind, style, each)
    },
    places,
  )

/**
 * A rejection must not be reported for the wrong kind, nor for one kind only.
 */
const inEveryKind = (style: RejectionStyle, places: typeof placeNames) =>
  everywhere(
    `a rejection (${style}) in every kind is told in every kind`,
    async (list) => {
      const rejected = await list.vendor.reject(list.address, style)
      const wanted = list.all('good.example.com', ...rejected.map(({ host }) => host))
      const outcome = checkOutcome(await record(list, request('add', wanted)))
      for (const kind of list.kinds) for (const each of rejected) checkRejected(outcome, kind, style, each)
      checkHintsApart(outcome)
    },
    places,
  )

const rejections = (variations: Variations): ReadonlyArray<Case> =>
  placeNames.flatMap((place) =>
    (variations.rejections[place] ?? []).flatMap((style) => [
      ...rejecting(style, 'add', [], [place]),
      ...rejecting(style, 'add', ['good.example.com'], [place]),
      ...rejecting(style, 'add', ['good.example.com', 'better.example.com', 'best.example.net'], [place]),
      ...rejecting(style, 'set', ['good.example.com'], [place]),
      ...inEveryKind(style, [place]),
    ]),
  )

const halfway = everywhere('a quota that is reached halfway stops the next change and harms nothing', async (list) => {
  if (!(await list.vendor.leaveModifications(list.address, 1))) return
  checkOutcome(await record(list, request('add', list.all('first.example.com'))))
  const second = await record(list, request('add', list.all('second.example.com')))
  const error = checkFailure(second)
  assert.deepEqual(second.after, second.before)
  assert.equal(error._tag, 'BudgetSpent')
  assert.equal(error.modification, 'not-spent')
  assert.equal(error.applied, 'no')
})

const halfSet = everywhere('a set of all kinds with one modification left is done or told not to be', async (list) => {
  await list.hold('held.example.com', 'other.example.com')
  if (!(await list.vendor.leaveModifications(list.address, 1))) return
  const wanted = { ...under(list.kinds.slice(1), 'new.example.com'), ...list.one() }
  checkHonest(await record(list, request('set', wanted)))
})

const spent = everywhere('a change of many domains spends one modification', async (list) => {
  const hosts = Array.from({ length: fitting(list, 12) }, (_, index) => `h${index}.example.com`)
  assert.notEqual((await prove(list, request('add', list.all(...hosts)))).modification, 'not-spent')
})

// A vendor may have a limit that no source names; then nothing may be half done or half reported.
const checkUnlimited = (list: ListFixture): void =>
  assert.equal(list.limits.perKind, undefined, 'what its limit allows is taken')

// Each in words of its own, so that a sample tries each with each list: a write in parts tells itself only where a list is long.
const crowds = [
  [15, 'fifteen'],
  [60, 'sixty'],
  [130, 'a hundred and thirty'],
] as const

const verbs = [
  ['add', 'adding'],
  ['delete', 'deleting'],
  ['set', 'setting'],
] as const

const manyDomains = (name: Name, verb: string, count: number, words: string) =>
  everywhere(`${verb} ${words} domains is accounted for to the last`, async (list) => {
    const { perKind = Infinity, total = Infinity } = list.limits
    const most = Math.min(perKind, total)
    if (count > most) return
    const hosts = Array.from({ length: count }, (_, index) => `m${index}.example.com`)
    const old = name === 'delete' ? hosts : ['m0.example.com', 'old.example.com']
    await list.put(list.one(...(count === most ? [] : old)))
    const recording = await record(list, request(name, list.one(...hosts)))
    if (E.isLeft(recording.result)) {
      checkUnlimited(list)
      return assert.equal(checkFailure(recording)._tag, 'LimitReached')
    }
    for (const item of checkOutcome(recording).items) {
      if (item.verdict !== 'rejected') continue
      checkUnlimited(list)
      assert.equal(item.rejection.reason, 'over-limit', 'nothing but a limit that no source tells stands in the way')
    }
  })

/**
 * Law 4.
 */
export const accounting: LawCases = {
  law: 4,
  cases: (variations) => [
    ...rejections(variations),
    ...halfway,
    ...halfSet,
    ...spent,
    ...verbs.flatMap(([name, verb]) => crowds.flatMap(([count, words]) => manyDomains(name, verb, count, words))),
  ],
}
