import { type DomainError, type ItemOutcome, type Kind, type ListedDomains, type Outcome } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { type PoolTruth, inForce, poolTruthOf, written } from '../fixture/pool-state.js'
import { type Request } from '../fixture/request.js'
import { checkCounted } from './spent.js'
import { type Truth, listed, truthOf } from '../fixture/actual-state.js'
import { checkRejection } from './error.js'
import { type Witness } from '../fixture/recorder.js'

const nameOf = ({ kind, domain, intent }: Pick<ItemOutcome<Kind>, 'kind' | 'domain' | 'intent'>): string =>
  `${kind} ${domain} ${intent}`

// Of two versions that a change writes, each has to be as it is wished.
const asWished = (lists: ReadonlyArray<Truth>, { kind, domain, intent }: ItemOutcome<Kind>): boolean =>
  lists.every((truth) => listed(truth, kind).includes(domain) === (intent === 'present'))

const checkItem = (item: ItemOutcome<Kind>, before: ReadonlyArray<Truth>, after: ReadonlyArray<Truth>): void => {
  const name = nameOf(item)
  switch (item.verdict) {
    case 'accepted':
      assert.ok(asWished(after, item), `told to be accepted, but the vendor does not have it so: ${name}`)
      assert.ok(!asWished(before, item), `told to be accepted, but it was so before: ${name}`)
      return
    case 'already':
      assert.ok(asWished(after, item), `told to be so already, but the vendor does not have it so: ${name}`)
      assert.ok(asWished(before, item), `told to be so already, but it was not: ${name}`)
      return
    case 'rejected':
      assert.ok(!asWished(after, item), `told to be rejected, but the vendor did it: ${name}`)
  }
}

const beforeOf = ({ versions, before, version }: Witness): ReadonlyArray<Truth> =>
  versions === undefined ? [before] : written(versions.before, version)

const afterOf = ({ versions, after, version }: Witness): ReadonlyArray<Truth> =>
  versions === undefined ? [after] : written(versions.after, version)

/**
 * What a request asks for, one name for each domain: for `set` also what has to go.
 */
const asked = (kinds: ReadonlyArray<Kind>, { name, wanted }: Request, before: Truth): ReadonlyArray<string> =>
  kinds.flatMap((kind) => {
    const domains = wanted[kind]
    if (domains === undefined) return []
    const intent = name === 'delete' ? 'absent' : 'present'
    const gone = name === 'set' ? listed(before, kind).filter((domain) => !domains.includes(domain)) : []
    return [
      ...[...new Set(domains)].map((domain) => nameOf({ kind, domain, intent })),
      ...gone.map((domain) => nameOf({ kind, domain, intent: 'absent' })),
    ]
  })

const isLost = (item: ItemOutcome<Kind>): boolean => item.verdict === 'rejected' && item.rejection.reason === 'lost'

// What is told to be lost was there before in one version at least, and is there no more.
const checkLost = (item: ItemOutcome<Kind>, { versions, before, after }: Witness): void => {
  const pairs =
    versions === undefined
      ? [[before, after] as const]
      : [
          [versions.before.published ?? {}, versions.after.published ?? {}] as const,
          [versions.before.testing, versions.after.testing] as const,
        ]
  const has = (truth: Truth): boolean => listed(truth, item.kind).includes(item.domain)
  assert.ok(
    pairs.some(([was, is]) => has(was) && !has(is)),
    `told to be lost, but no version lost it: ${nameOf(item)}`,
  )
}

const checkAccount = (kinds: ReadonlyArray<Kind>, outcome: Outcome<Kind>, request: Request, before: Truth): void => {
  const told = outcome.items.map(nameOf)
  assert.deepEqual([...new Set(told)].sort(), [...told].sort(), 'each domain is told once')
  if (request.name === 'adopt') return
  const expected = asked(kinds, request, before)
  const items = outcome.items.filter((item) => !isLost(item) || expected.includes(nameOf(item)))
  assert.deepEqual(
    [...items.map(nameOf)].sort(),
    [...expected].sort(),
    'accepted + already + rejected is what was requested, no more and no less',
  )
}

const checkAdopted = (kinds: ReadonlyArray<Kind>, outcome: Outcome<Kind>, before: Truth, after: Truth): void => {
  const accepted = outcome.items.filter(({ verdict }) => verdict === 'accepted').map(nameOf)
  const added = kinds.flatMap((kind) =>
    listed(after, kind)
      .filter((domain) => !listed(before, kind).includes(domain))
      .map((domain) => nameOf({ kind, domain, intent: 'present' })),
  )
  assert.deepEqual([...accepted].sort(), [...added].sort(), 'what an adopt tells to be accepted is what it brought')
}

const checkNoHarmUntold = (kinds: ReadonlyArray<Kind>, outcome: Outcome<Kind>, witness: Witness): void => {
  const { before, after, request } = witness
  const told = new Set(outcome.items.map(({ kind, domain }) => `${kind} ${domain}`))
  for (const kind of kinds) {
    if (request.name !== 'adopt' && request.wanted[kind] !== undefined) continue
    const gone = listed(before, kind).filter((domain) => !listed(after, kind).includes(domain))
    assert.deepEqual(
      gone.filter((domain) => !told.has(`${kind} ${domain}`)),
      [],
      `domains of ${kind}, which the change does not name, are gone and nobody said so`,
    )
  }
}

// In a kind that a change names, each version may lose only what the change takes off.
const checkNoVersionHarmed = (kinds: ReadonlyArray<Kind>, outcome: Outcome<Kind>, witness: Witness): void => {
  const { versions, request, before, version } = witness
  if (versions === undefined) return
  const told = new Set(outcome.items.filter(isLost).map(({ kind, domain }) => `${kind} ${domain}`))
  for (const name of ['published', 'testing'] as const)
    for (const kind of kinds) {
      const wanted = request.wanted[kind] ?? []
      const isWritten = name === 'testing' || version !== 'testing'
      const off = request.name === 'delete' ? wanted : request.name === 'set' ? listed(before, kind) : []
      const mayGo = (domain: string): boolean =>
        isWritten && off.includes(domain) && (request.name === 'delete' || !wanted.includes(domain))
      const now: ReadonlyArray<string> = listed(versions.after[name] ?? {}, kind)
      const gone: ReadonlyArray<string> = listed(versions.before[name] ?? {}, kind).filter(
        (domain) => !now.includes(domain),
      )
      assert.deepEqual(
        gone.filter((domain) => !mayGo(domain) && !told.has(`${kind} ${domain}`)),
        [],
        `what only another hand may take off is gone from the ${name} version, and nobody said so`,
      )
    }
}

/**
 * Holds a list that was told with its versions against what the vendor has.
 */
export const checkVersions = (kinds: ReadonlyArray<Kind>, told: ListedDomains<Kind>, truth: PoolTruth): void => {
  assert.ok(told.versions !== undefined, 'a pool with two versions is told with both')
  assert.deepEqual(poolTruthOf(kinds, told.versions), truth, 'each version is told as it is, or was')
  assert.deepEqual(truthOf(kinds, told), inForce(truth), 'by kind, what is in force is told')
}

/**
 * Holds the code that an outcome quotes against the answers to the writes of a change that met no fault, as far as the harness
 * tells them.
 */
export const checkQuoted = ({ vendorCode, httpStatus = 200 }: Outcome<Kind>, { writes }: Witness): void => {
  assert.ok(httpStatus >= 200 && httpStatus < 300, `what was answered well has a status of success: ${httpStatus}`)
  const answers = writes.flatMap(({ answer }) => (answer === undefined ? [] : [answer]))
  if (vendorCode === undefined || writes.length === 0 || answers.length < writes.length) return
  assert.ok(
    answers.some((answer) => answer.includes(String(vendorCode))),
    `no answer to a write says ${vendorCode}`,
  )
}

/**
 * Holds what a change was told to have done against what the vendor has.
 */
export const checkOutcome = (kinds: ReadonlyArray<Kind>, outcome: Outcome<Kind>, witness: Witness): void => {
  const { before, after, versions, request, counted } = witness
  assert.equal(outcome.change, request.name, 'an outcome names its change')
  checkAccount(kinds, outcome, request, before)
  for (const item of outcome.items) {
    if (item.verdict === 'rejected') checkRejection(item.rejection)
    if (isLost(item)) checkLost(item, witness)
    else checkItem(item, beforeOf(witness), afterOf(witness))
  }
  if (request.name === 'adopt') checkAdopted(kinds, outcome, before, after)
  checkNoHarmUntold(kinds, outcome, witness)
  checkNoVersionHarmed(kinds, outcome, witness)
  if (versions === undefined) assert.deepEqual(truthOf(kinds, outcome.before), before, 'before is the list as it was')
  else checkVersions(kinds, outcome.before, versions.before)
  checkCounted(outcome, counted)
}

/**
 * Holds what an error says of a write against what the vendor has.
 */
export const checkFailure = (error: DomainError, { before, after, versions, counted }: Witness): void => {
  const [was, is] = versions === undefined ? [before, after] : [versions.before, versions.after]
  const changed = JSON.stringify(was) !== JSON.stringify(is)
  if (changed) assert.notEqual(error.fate, 'not-done', 'the list was changed, and the error says that it was not')
  else assert.notEqual(error.fate, 'done', 'the list was not changed, and the error says that it was')
  checkCounted(error, counted)
  if (error.fate === 'unknown') assert.equal(error.retry.when, 'after-read', 'an unknown fate asks for a read')
}
