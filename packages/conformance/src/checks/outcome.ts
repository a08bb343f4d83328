import { type DomainError, type ItemOutcome, type Kind, type ListedDomains, type Outcome } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { type Recording } from '../fixture/recorder.js'
import { type Request } from '../fixture/request.js'
import { checkCounted } from './spent.js'
import { type ListState, type PoolState, inForce, listed, poolStateOf, stateOf, written } from '../fixture/state.js'
import { checkError, checkRejection } from './error.js'
import { leftOf, rightOf } from './settle.js'

const nameOf = ({ kind, domain, intent }: Pick<ItemOutcome<Kind>, 'kind' | 'domain' | 'intent'>): string =>
  `${kind} ${domain} ${intent}`

// Of two versions that a change writes, each has to be as it is asked to be.
const asAsked = (lists: ReadonlyArray<ListState>, { kind, domain, intent }: ItemOutcome<Kind>): boolean =>
  lists.every((state) => listed(state, kind).includes(domain) === (intent === 'present'))

const checkItem = (
  item: ItemOutcome<Kind>,
  before: ReadonlyArray<ListState>,
  after: ReadonlyArray<ListState>,
): void => {
  const name = nameOf(item)
  switch (item.verdict) {
    case 'accepted':
      assert.ok(asAsked(after, item), `told to be accepted, but the vendor does not have it so: ${name}`)
      assert.ok(!asAsked(before, item), `told to be accepted, but it was so before: ${name}`)
      return
    case 'already':
      assert.ok(asAsked(after, item), `told to be so already, but the vendor does not have it so: ${name}`)
      assert.ok(asAsked(before, item), `told to be so already, but it was not: ${name}`)
      return
    case 'rejected':
      assert.ok(!asAsked(after, item), `told to be rejected, but the vendor did it: ${name}`)
  }
}

const beforeOf = ({ versions, before, version }: Recording): ReadonlyArray<ListState> =>
  versions === undefined ? [before] : written(versions.before, version)

const afterOf = ({ versions, after, version }: Recording): ReadonlyArray<ListState> =>
  versions === undefined ? [after] : written(versions.after, version)

/**
 * What a request asks for, one name for each domain: for `set` also what has to go.
 */
const asked = (kinds: ReadonlyArray<Kind>, { name, wanted }: Request, before: ListState): ReadonlyArray<string> =>
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

// What is reported as lost was there before in one version at least, and is there no more.
const checkLost = (item: ItemOutcome<Kind>, { versions, before, after }: Recording): void => {
  const pairs =
    versions === undefined
      ? [[before, after] as const]
      : [
          [versions.before.published ?? {}, versions.after.published ?? {}] as const,
          [versions.before.testing, versions.after.testing] as const,
        ]
  const has = (state: ListState): boolean => listed(state, item.kind).includes(item.domain)
  assert.ok(
    pairs.some(([was, is]) => has(was) && !has(is)),
    `told to be lost, but no version lost it: ${nameOf(item)}`,
  )
}

const checkAccount = (
  kinds: ReadonlyArray<Kind>,
  outcome: Outcome<Kind>,
  request: Request,
  before: ListState,
): void => {
  const told = outcome.items.map(nameOf)
  assert.deepEqual([...new Set(told)].sort(), [...told].sort(), 'each domain is told once')
  if (request.name === 'copyPool') return
  const expected = asked(kinds, request, before)
  const items = outcome.items.filter((item) => !isLost(item) || expected.includes(nameOf(item)))
  assert.deepEqual(
    [...items.map(nameOf)].sort(),
    [...expected].sort(),
    'accepted + already + rejected is what was requested, no more and no less',
  )
}

const checkCopied = (kinds: ReadonlyArray<Kind>, outcome: Outcome<Kind>, before: ListState, after: ListState): void => {
  const accepted = outcome.items.filter(({ verdict }) => verdict === 'accepted').map(nameOf)
  const added = kinds.flatMap((kind) =>
    listed(after, kind)
      .filter((domain) => !listed(before, kind).includes(domain))
      .map((domain) => nameOf({ kind, domain, intent: 'present' })),
  )
  assert.deepEqual([...accepted].sort(), [...added].sort(), 'what a copyPool tells to be accepted is what it brought')
}

const checkNoHarmUntold = (outcome: Outcome<Kind>, recording: Recording): void => {
  const { kinds, before, after, request } = recording
  const told = new Set(outcome.items.map(({ kind, domain }) => `${kind} ${domain}`))
  for (const kind of kinds) {
    if (request.name !== 'copyPool' && request.wanted[kind] !== undefined) continue
    const gone = listed(before, kind).filter((domain) => !listed(after, kind).includes(domain))
    assert.deepEqual(
      gone.filter((domain) => !told.has(`${kind} ${domain}`)),
      [],
      `domains of ${kind}, which the change does not name, are gone and nobody said so`,
    )
  }
}

// In a kind that a change names, each version may lose only what the change takes off.
const checkNoVersionHarmed = (outcome: Outcome<Kind>, recording: Recording): void => {
  const { kinds, versions, request, before, version } = recording
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
 * Compares a list that was returned with its versions with what the vendor has.
 */
export const checkVersions = (kinds: ReadonlyArray<Kind>, told: ListedDomains<Kind>, state: PoolState): void => {
  assert.ok(told.versions !== undefined, 'a pool with two versions is told with both')
  assert.deepEqual(poolStateOf(kinds, told.versions), state, 'each version is told as it is, or was')
  assert.deepEqual(stateOf(kinds, told.domains), inForce(state), 'by kind, what is in force is told')
}

// The list after a change is what a read would give, in the kinds that it has.
const checkAfter = ({ after: claimed }: Outcome<Kind>, { kinds, after, versions }: Recording): void => {
  if (claimed === undefined) return
  if (versions !== undefined) return checkVersions(kinds, claimed, versions.after)
  const known = kinds.filter((kind) => claimed.domains[kind] !== undefined)
  const expected = Object.fromEntries(known.map((kind) => [kind, listed(after, kind)]))
  assert.deepEqual(stateOf(known, claimed.domains), expected, 'after is the list as it is')
}

/**
 * Holds the codes that an outcome quotes, of the call and of its domains, against the answers to the writes of a change that met no fault, as far as the harness
 * tells them.
 */
export const checkQuoted = ({ items, vendorCode, httpStatus = 200 }: Outcome<Kind>, { writes }: Recording): void => {
  const isSuccess = httpStatus >= 200 && httpStatus < 300
  // A vendor may refuse domains with a status of refusal, too.
  const isRefusal = httpStatus >= 400 && httpStatus < 500 && items.some(({ verdict }) => verdict === 'rejected')
  assert.ok(isSuccess || isRefusal, `what was answered well has a status of success: ${httpStatus}`)
  const answers = writes.flatMap(({ answer }) => (answer === undefined ? [] : [answer]))
  if (writes.length === 0 || answers.length < writes.length) return
  const said = [
    vendorCode,
    ...items.map((item) => (item.verdict === 'rejected' ? item.rejection.vendorCode : undefined)),
  ]
  for (const code of said)
    assert.ok(
      code === undefined || answers.some((answer) => answer.includes(String(code))),
      `no answer to a write says ${code}`,
    )
}

const checkTold = (outcome: Outcome<Kind>, recording: Recording): void => {
  const { kinds, before, after, versions, request, counted } = recording
  assert.equal(outcome.change, request.name, 'an outcome names its change')
  checkAccount(kinds, outcome, request, before)
  for (const item of outcome.items) {
    if (item.verdict === 'rejected') checkRejection(item.rejection)
    if (isLost(item)) checkLost(item, recording)
    else checkItem(item, beforeOf(recording), afterOf(recording))
  }
  if (request.name === 'copyPool') checkCopied(kinds, outcome, before, after)
  checkNoHarmUntold(outcome, recording)
  checkNoVersionHarmed(outcome, recording)
  if (versions === undefined)
    assert.deepEqual(stateOf(kinds, outcome.before.domains), before, 'before is the list as it was')
  else checkVersions(kinds, outcome.before, versions.before)
  checkAfter(outcome, recording)
  checkCounted(outcome, counted)
}

/**
 * A change that is to come to an outcome: holds what it tells against what the vendor has, and gives it.
 */
export const checkOutcome = (recording: Recording): Outcome<Kind> => {
  const outcome = rightOf(recording.result)
  checkTold(outcome, recording)
  return outcome
}

/**
 * A change that is to fail: holds what the error says of the write against what the vendor has, and gives it.
 */
export const checkFailure = (recording: Recording): DomainError => {
  const error = leftOf(recording.result)
  const { before, after, versions, counted } = recording
  checkError(error)
  const [was, is] = versions === undefined ? [before, after] : [versions.before, versions.after]
  const changed = JSON.stringify(was) !== JSON.stringify(is)
  if (changed) assert.notEqual(error.applied, 'no', 'the list was changed, and the error says that it was not')
  else assert.notEqual(error.applied, 'yes', 'the list was not changed, and the error says that it was')
  checkCounted(error, counted)
  if (error.applied === 'unknown') assert.equal(error.retry.when, 'after-read', 'an unknown result asks for a read')
  return error
}

/**
 * Holds whatever came of a change, an outcome or an error, against what the vendor has.
 */
export const checkHonest = (recording: Recording): void =>
  void (recording.result._tag === 'Right' ? checkOutcome(recording) : checkFailure(recording))
