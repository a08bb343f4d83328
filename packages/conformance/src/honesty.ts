import { type DomainError, type ItemOutcome, type Kind, type Outcome } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { type Request } from './request.js'
import { checkCounted } from './spending.js'
import { type Truth, listed, truthOf } from './truth.js'
import { type Witness } from './witness.js'

const nameOf = ({ kind, domain, intent }: Pick<ItemOutcome<Kind>, 'kind' | 'domain' | 'intent'>): string =>
  `${kind} ${domain} ${intent}`

const asWished = (truth: Truth, { kind, domain, intent }: ItemOutcome<Kind>): boolean =>
  listed(truth, kind).includes(domain) === (intent === 'present')

const checkItem = (item: ItemOutcome<Kind>, before: Truth, after: Truth): void => {
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

/**
 * Holds what a change was told to have done against what the vendor has.
 */
export const checkOutcome = (kinds: ReadonlyArray<Kind>, outcome: Outcome<Kind>, witness: Witness): void => {
  const { before, after, request, counted } = witness
  assert.equal(outcome.change, request.name, 'an outcome names its change')
  checkAccount(kinds, outcome, request, before)
  for (const item of outcome.items) checkItem(item, before, after)
  if (request.name === 'adopt') checkAdopted(kinds, outcome, before, after)
  checkNoHarmUntold(kinds, outcome, witness)
  assert.deepEqual(truthOf(kinds, outcome.before), before, 'before is the list as it was')
  checkCounted(outcome, counted)
}

/**
 * Holds what an error says of a write against what the vendor has.
 */
export const checkFailure = (error: DomainError, { before, after, counted }: Witness): void => {
  const changed = JSON.stringify(before) !== JSON.stringify(after)
  if (changed) assert.notEqual(error.fate, 'not-done', 'the list was changed, and the error says that it was not')
  else assert.notEqual(error.fate, 'done', 'the list was not changed, and the error says that it was')
  checkCounted(error, counted)
  if (error.fate === 'unknown') assert.equal(error.retry.when, 'after-read', 'an unknown fate asks for a read')
}
