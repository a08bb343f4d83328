import { type DomainSet, type Kind } from '@mini-domains/core'
import { under } from '../fixture/spelling.js'
import { type ReplyFault } from '../harness/fault.js'
import { type PlaceName } from '../harness/address.js'
import { type Variations, kindsAt, sentAs } from '../harness/variations.js'
import { type CodedReply, type FaultDialect } from './dialect.js'
import { type FakeFailure, type FakeReply, type FakeVendor } from './fake.js'

type Json = { readonly [name: string]: unknown }

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const jsonOf = ({ body }: FakeReply): Json => {
  const value: unknown = typeof body === 'string' ? JSON.parse(body) : body
  return isJson(value) ? value : {}
}

// What differs between a list with nothing in it and one with something is what holds the list.
const withWrongTypes = (empty: Json, full: Json): Json =>
  Object.fromEntries(
    Object.entries(full).map(([name, value]) => {
      const other = empty[name]
      if (isJson(value) && isJson(other)) return [name, withWrongTypes(other, value)]
      return [name, JSON.stringify(value) === JSON.stringify(other) ? value : 7]
    }),
  )

const messages: { readonly [F in FakeFailure]: string } = {
  busy: 'the service is busy',
  'unknown-code': 'never heard of it',
  'rate-limited': 'too many calls',
  'rate-limited-day': 'too many calls of the day',
  'token-stale': 'the token was replaced',
  'token-expired': 'the token has expired',
  'token-malformed': 'the token is none',
  'authorization-lost': 'the app has withdrawn its authorisation',
  'permission-missing': 'the app has not granted this',
  'address-refused': 'the address is not on the list',
  'over-limit': 'too many domains',
  'budget-spent': 'no modification is left',
  'domain-refused': 'a domain is not lawful',
}

/**
 * How a fake answers a failure, and what of it an adapter has to pass on.
 */
export const failureOf = (fake: FakeVendor, failure: FakeFailure, message = messages[failure]): CodedReply => {
  const code = fake.codes[failure]
  if (code === undefined)
    throw new TypeError(`fake.codes: no code for ${failure}; name it in undocumentedFaults if the vendor has none`)
  const { requestId, ...reply } = fake.coded(code, message)
  return { ...reply, said: { code, message, ...(requestId === undefined ? {} : { requestId }) } }
}

const listed = (fake: FakeVendor, place: PlaceName, lists: DomainSet<Kind>): Json =>
  jsonOf(fake.list(lists, { place, asks: 'get', token: '' }))

const wrongTypes = (fake: FakeVendor, variations: Variations, place: PlaceName): Json => {
  const kinds = kindsAt(variations, place)
  return withWrongTypes(listed(fake, place, under(kinds)), listed(fake, place, under(kinds, 'a.example.com')))
}

const contradictionOf = (fake: FakeVendor): string => {
  const done = JSON.stringify(jsonOf(fake.done([], { place: 'app.server', asks: 'set', token: '', domains: {} })))
  const failed = JSON.stringify(jsonOf(failureOf(fake, 'unknown-code')))
  return `${done.slice(0, -1)},${failed.slice(1)}`
}

/**
 * The faults of a fake: each one of the suite, made from its answers.
 */
export const dialectOf = (fake: FakeVendor, variations: Variations): FaultDialect => {
  const reply = (fault: Exclude<ReplyFault, 'reply'>, place: PlaceName, secret: string): CodedReply => {
    switch (fault) {
      case 'no-code':
        return { body: {}, said: {} }
      case 'wrong-types':
        return { body: wrongTypes(fake, variations, place), said: {} }
      case 'echo-page':
        return { body: `<html><body>No route: ${secret}</body></html>`, said: {} }
      case 'echo':
        return { ...failureOf(fake, 'unknown-code', `no such thing: ${secret}`), said: {} }
      case 'busy':
      case 'unknown-code':
      case 'rate-limited':
      case 'rate-limited-day':
      case 'token-stale':
      case 'token-expired':
      case 'token-malformed':
      case 'authorization-lost':
      case 'permission-missing':
      case 'address-refused':
        return failureOf(fake, fault)
    }
  }
  return {
    // A fake tells its requests apart by what it read from them, not by their paths.
    paths: { 'app.server': '', 'app.webview': '', 'app.prefetch': '', 'platform.server': '', 'platform.webview': '' },
    actionAt: (place, strikes) => `${place} ${sentAs(variations, place, strikes)}`,
    beside: { effective: {}, confirmFile: {} },
    reply,
    contradiction: contradictionOf(fake),
  }
}
