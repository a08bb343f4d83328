import { type Actor, type DomainError, type DomainErrorTag, type Retry, addDomains } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../case.js'
import { type Asking, type FaultName, type Said } from '../fault.js'
import { faultTable, faultsUnder, placesFor, shortDeadline } from '../fault-table.js'
import { type PlaceName, levelOf, listAt } from '../place.js'
import { fail } from '../settling.js'
import { under } from '../spelling.js'
import { type Stage, at, firstKind } from '../stage.js'
import { type Variations } from '../variation.js'
import { checkError } from '../verdict.js'

type When = Retry['when']

interface Expected {
  readonly actor: Actor
  readonly retry: ReadonlyArray<When>
  /** What a change that met it may say of its modification. */
  readonly modification: ReadonlyArray<DomainError['modification']>
}

const none: ReadonlyArray<DomainError['modification']> = ['not-spent']
const unsure: ReadonlyArray<DomainError['modification']> = ['unknown']

const expectations: { readonly [T in DomainErrorTag]?: Expected } = {
  ConnectionFailed: {
    actor: 'caller',
    retry: ['later', 'after-read', 'never'],
    modification: ['unknown', 'not-spent'],
  },
  TimedOut: { actor: 'vendor', retry: ['later', 'after-read', 'never'], modification: unsure },
  UnreadableReply: { actor: 'vendor', retry: ['after-read', 'later', 'never'], modification: unsure },
  UnknownCode: { actor: 'vendor', retry: ['after-read', 'never', 'later'], modification: unsure },
  VendorBusy: { actor: 'vendor', retry: ['later', 'after-read'], modification: unsure },
  RateLimited: { actor: 'caller', retry: ['later', 'next-day'], modification: none },
  TokenRejected: { actor: 'platform', retry: ['after-mend'], modification: none },
  AuthorizationLost: { actor: 'merchant', retry: ['after-mend'], modification: none },
  PermissionDenied: { actor: 'merchant', retry: ['after-mend'], modification: none },
  AddressNotAllowed: { actor: 'platform', retry: ['after-mend'], modification: none },
}

const checkSaid = (error: DomainError, said: Said): void => {
  if (said.code !== undefined) assert.equal(error.vendorCode, said.code, "the vendor's code is told")
  if (said.message !== undefined)
    assert.ok(error.vendorMessage?.includes(said.message), `the vendor's words are told: ${error.vendorMessage}`)
  if (said.requestId !== undefined) assert.equal(error.requestId, said.requestId, "the vendor's request id is told")
}

const checkWhere = (stage: Stage, place: PlaceName, asks: Asking, error: DomainError): void => {
  assert.equal(error.vendor, stage.provider.vendor)
  assert.equal(error.operation, `${place}.${asks}`)
  const [appId] = stage.variations.apps
  assert.equal(error.subject, levelOf(place) === 'app' ? `app ${appId}` : 'platform')
}

const caseOf = (place: PlaceName, fault: FaultName, asks: 'get' | 'add'): Case => ({
  name: `${place}: ${asks} that meets ${fault} says who, whether, what and why`,
  run: async (stage) => {
    const said = await stage.vendor.script({ name: fault, place, strikes: asks, lands: 'never', times: 20 })
    const provider = faultTable[fault].slow ? stage.provider.with({ timeoutMs: shortDeadline }) : stage.provider
    const list = listAt(provider, at(stage, place))
    const change = addDomains(under([firstKind(stage, place)], 'new.example.com'))
    const error = await fail<unknown>(asks === 'get' ? list.get : list.modify(change))
    checkError(error)
    // A look that fails may be told under the name of the change that it is for.
    if (fault !== 'unreachable') checkWhere(stage, place, asks, error)
    checkSaid(error, said)
    const expected = expectations[error._tag]
    assert.ok(expected !== undefined, `${fault} is told as ${error._tag}`)
    assert.equal(error.actor, expected.actor, 'who must act')
    assert.ok(expected.retry.includes(error.retry.when), `whether to retry: ${error.retry.when}`)
    if (asks === 'get') assert.equal(error.modification, 'not-spent')
    else if (fault !== 'unreachable') assert.ok(expected.modification.includes(error.modification), 'what was spent')
    if (fault === 'rate-limited-day') assert.equal(error.retry.when, 'next-day')
    if (fault === 'rate-limited') assert.equal(error.retry.when, 'later')
  },
})

const eachFault = (variations: Variations): ReadonlyArray<Case> =>
  faultsUnder(variations)
    .filter((fault) => faultTable[fault].tags.length > 0)
    .flatMap((fault) =>
      placesFor(fault).flatMap((place) =>
        (['get', 'add'] as const)
          .filter((asks) => asks === 'get' || faultTable[fault].landings.includes('never'))
          .map((asks) => caseOf(place, fault, asks)),
      ),
    )

const budget = everywhere('a budget that is spent says until when', async (stage, place) => {
  if (!(await stage.vendor.leaveModifications(at(stage, place), 0))) return
  const list = listAt(stage.provider, at(stage, place))
  const error = await fail(list.modify(addDomains(under([firstKind(stage, place)], 'new.example.com'))))
  checkError(error)
  assert.equal(error._tag, 'BudgetSpent')
  assert.equal(error.retry.when, 'next-month')
  assert.equal(error.modification, 'not-spent')
  checkWhere(stage, place, 'add', error)
})

const ownHints = everywhere('hints of different errors are different', async (stage, place) => {
  const hints = new Set<string>()
  const faults = (['authorization-lost', 'address-refused', 'rate-limited', 'unknown-code'] as const).filter((fault) =>
    faultsUnder(stage.variations).includes(fault),
  )
  for (const name of faults) {
    await stage.vendor.script({ name, place, strikes: 'get', lands: 'never', times: name === 'rate-limited' ? 6 : 1 })
    const { hint } = await fail(listAt(stage.provider, at(stage, place)).get)
    hints.add(hint.en)
    if (name === 'rate-limited') break
  }
  assert.equal(hints.size, Math.min(faults.length, 3))
})

/**
 * Law 12.
 */
export const verdicts: Chapter = {
  law: 12,
  cases: (variations) => [...eachFault(variations), ...budget, ...ownHints],
}
