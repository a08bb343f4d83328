import { type DomainChange, type DomainError, type Kind } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type PlaceName, capabilitiesAt, listAt } from '../harness/address.js'
import { leftOf, settle } from '../checks/settle.js'
import { domain, under } from '../fixture/spelling.js'
import { type Stage, at, firstKind, kindsAt, look, put, writesIn } from '../fixture/fixture.js'
import { checkBilingual, checkError } from '../checks/error.js'

const wrong: ReadonlyArray<readonly [string, (kind: Kind) => string]> = [
  ['nothing at all', () => ''],
  ['white space', () => ' '],
  ['a space inside', (kind) => domain(kind, 'www.exam ple.com')],
  ['a new line at the end', (kind) => `${domain(kind, 'www.example.com')}\n`],
  ['an invisible character', (kind) => domain(kind, 'www.exam\u200bple.com')],
  ['two domains joined by a comma', (kind) => `${domain(kind, 'a.example.com')},${domain(kind, 'b.example.com')}`],
  ['two domains joined by a semicolon', (kind) => `${domain(kind, 'a.example.com')};${domain(kind, 'b.example.com')}`],
  ['a scheme and no host', () => 'https://'],
  ['one label', (kind) => domain(kind, 'intranet')],
  ['an empty label', (kind) => domain(kind, 'www..example.com')],
  ['a label that starts with a hyphen', (kind) => domain(kind, '-www.example.com')],
  ['an underscore', (kind) => domain(kind, 'my_host.example.com')],
  ['a label of 64 characters', (kind) => domain(kind, `${'a'.repeat(64)}.example.com`)],
  ['a host of 300 characters', (kind) => domain(kind, `${'a.'.repeat(150)}example.com`)],
  ['a wildcard', (kind) => domain(kind, '*.example.com')],
  ['an IPv4 address', (kind) => domain(kind, '192.0.2.7')],
  ['an IPv6 address', (kind) => domain(kind, '[2001:db8::1]')],
  ['localhost', (kind) => domain(kind, 'localhost')],
  ['a path', (kind) => `${domain(kind, 'www.example.com')}/pay`],
  ['a query', (kind) => `${domain(kind, 'www.example.com')}?a=1`],
  ['a fragment', (kind) => `${domain(kind, 'www.example.com')}#top`],
  ['a user name', (kind) => domain(kind, 'user@www.example.com')],
  ['a scheme that is not of the kind', () => 'ftp://www.example.com'],
  ['plain http', () => 'http://www.example.com'],
  [
    'a scheme twice',
    (kind) => `https://${domain(kind, 'www.example.com')}`.replace(/^https:\/\/(?=www)/, 'https://https://'),
  ],
  ['a port out of range', (kind) => domain(kind, 'www.example.com:70000')],
  ['a port that is no number', (kind) => domain(kind, 'www.example.com:http')],
]

interface Refused {
  readonly error: DomainError
  readonly sent: number
}

// Tests stand in for JavaScript callers, who may pass anything.
const isChange = (_: unknown): _ is DomainChange<Kind> => true

const attempt = async (stage: Stage, place: PlaceName, change: unknown, reads = false): Promise<Refused> => {
  assert.ok(isChange(change), 'the change is one')
  const before = await look(stage, at(stage, place))
  const seen = (await stage.vendor.attempts()).length
  const error = leftOf(await settle(listAt(stage.provider, at(stage, place)).modify(change)))
  const sent = (await stage.vendor.attempts()).slice(seen)
  assert.deepEqual(reads ? writesIn(sent) : sent, [], 'nothing is sent')
  assert.deepEqual(await look(stage, at(stage, place)), before, 'nothing is changed')
  assert.equal(error._tag, 'InvalidChange')
  assert.equal(error.actor, 'caller')
  assert.equal(error.modification, 'not-spent')
  assert.equal(error.fate, 'not-done')
  checkError(error)
  return { error, sent: sent.length }
}

const refusalsOf = (error: DomainError) => (error._tag === 'InvalidChange' ? error.refusals : [])

// What stands in a query or before an @ may be a secret, so a refusal may show it masked.
const isNamed = (shown: string, input: string): boolean =>
  shown === input || (/[?@]/.test(input) && shown.includes('www.example.com'))

const checkNamed = (error: DomainError, kind: string, input: string): void => {
  const refusal = refusalsOf(error).find((each) => each.kind === kind && isNamed(each.domain, input))
  assert.ok(refusal !== undefined, `the refusal names ${kind} ${JSON.stringify(input)}`)
  assert.ok(refusal.rule.length > 0, 'the rule that was broken is told')
  checkBilingual(refusal.mend, 'how to mend a refusal')
}

const eachWrong: ReadonlyArray<Case> = wrong.flatMap(([what, make]) =>
  everywhere(`${what} is refused`, async (stage, place) => {
    const kind = firstKind(stage, place)
    const input = make(kind)
    for (const tag of ['Add', 'Set']) {
      const good = domain(kind, 'good.example.com')
      const { error } = await attempt(stage, place, { _tag: tag, domains: { [kind]: [good, input] } })
      checkNamed(error, kind, input)
      assert.equal(refusalsOf(error).length, 1, 'the good one is not refused')
    }
    const { error } = await attempt(stage, place, { _tag: 'Delete', domains: { [kind]: [input] }, asListed: false })
    checkNamed(error, kind, input)
  }),
)

const allTold = everywhere('every mistake of a change is told at once', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const rules = { '*.example.com': 'wildcard', '192.0.2.7': 'ip-address', localhost: 'localhost' } as const
  const inputs = Object.keys(rules)
  const domains = Object.fromEntries(kinds.map((kind) => [kind, inputs]))
  const { error } = await attempt(stage, place, { _tag: 'Add', domains })
  for (const kind of kinds)
    for (const [input, rule] of Object.entries(rules)) {
      checkNamed(error, kind, input)
      const found = refusalsOf(error).find((each) => each.kind === kind && each.domain === input)
      assert.equal(found?.rule, rule, 'each is told with the rule that it breaks')
    }
})

const ports = everywhere('a port is refused where the list takes none', async (stage, place) => {
  const kind = firstKind(stage, place)
  if (stage.variations.limits[place].ports) return
  const input = domain(kind, 'www.example.com:8443')
  const { error } = await attempt(stage, place, { _tag: 'Add', domains: { [kind]: [input] } })
  checkNamed(error, kind, input)
})

const forbidden = everywhere('a host that the vendor forbids is refused in any spelling', async (stage, place) => {
  const kind = firstKind(stage, place)
  for (const host of stage.variations.limits[place].forbiddenHosts) {
    for (const input of [domain(kind, host), domain(kind, host.toUpperCase()), domain(kind, `${host}.`)]) {
      const { error } = await attempt(stage, place, { _tag: 'Add', domains: { [kind]: [input] } })
      checkNamed(error, kind, input)
    }
  }
})

const notChanges: ReadonlyArray<readonly [string, unknown]> = [
  ['nothing', undefined],
  ['null', null],
  ['a text', 'set'],
  ['an array', []],
  ['an object without a tag', { domains: {} }],
  ['a tag that is no change', { _tag: 'Replace', domains: {} }],
  ['a vendor word', { action: 'set', domains: {} }],
  ['an add without domains', { _tag: 'Add' }],
  ['a set of an array', { _tag: 'Set', domains: ['https://www.example.com'] }],
  ['a set of a text', { _tag: 'Set', domains: 'https://www.example.com' }],
  ['a set that names no kind', { _tag: 'Set', domains: {} }],
  ['a delete that names no kind', { _tag: 'Delete', domains: {}, asListed: false }],
  ['a kind that no list has', { _tag: 'Add', domains: { carrier: ['https://www.example.com'] } }],
  ['a kind from the prototype', { _tag: 'Add', domains: { constructor: ['https://www.example.com'] } }],
]

const shapes: ReadonlyArray<Case> = notChanges.flatMap(([what, change]) =>
  everywhere(`${what} is no change`, async (stage, place) => {
    await put(stage, at(stage, place), under(kindsAt(stage, place), 'held.example.com'))
    await attempt(stage, place, change)
  }),
)

const entries = everywhere('an entry that is no text is refused', async (stage, place) => {
  const kind = firstKind(stage, place)
  for (const entry of [7, null, {}, ['https://www.example.com'], undefined])
    await attempt(stage, place, { _tag: 'Add', domains: { [kind]: [entry] } })
  for (const list of ['https://www.example.com', 7, null, {}])
    await attempt(stage, place, { _tag: 'Set', domains: { [kind]: list } })
})

const foreignKind = everywhere('a kind of another list is refused', async (stage, place) => {
  const own: ReadonlyArray<string> = kindsAt(stage, place)
  const foreign = ['request', 'socket', 'udp', 'any', 'webview'].filter((kind) => !own.includes(kind))
  for (const kind of foreign) {
    const { error } = await attempt(stage, place, { _tag: 'Set', domains: { [kind]: [] } })
    assert.ok(
      refusalsOf(error).some((refusal) => refusal.kind === kind),
      'the refusal tells the kind',
    )
  }
})

const many = (kind: Kind, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => domain(kind, `h${index}.example.com`))

const perKind = everywhere('more domains of a kind than the vendor takes are refused', async (stage, place) => {
  const kind = firstKind(stage, place)
  const limit = stage.variations.limits[place].perKind
  if (limit === undefined) return
  for (const tag of ['Add', 'Set'])
    await attempt(stage, place, { _tag: tag, domains: { [kind]: many(kind, limit + 1) } })
  await put(stage, at(stage, place), { [kind]: many(kind, limit) })
  await attempt(stage, place, { _tag: 'Add', domains: { [kind]: [domain(kind, 'more.example.com')] } }, true)
})

const inTotal = everywhere('more domains in all than the vendor takes are refused', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const { total, perKind: each } = capabilitiesAt(stage.provider, place).limits
  if (total === undefined || each === undefined || total.value >= each.value * kinds.length) return
  const domains = Object.fromEntries(kinds.map((kind) => [kind, many(kind, each.value)]))
  await attempt(stage, place, { _tag: 'Set', domains })
})

/**
 * Law 5.
 */
export const refusedEarly: Chapter = {
  law: 5,
  cases: () => [
    ...eachWrong,
    ...allTold,
    ...ports,
    ...forbidden,
    ...shapes,
    ...entries,
    ...foreignKind,
    ...perKind,
    ...inTotal,
  ],
}
