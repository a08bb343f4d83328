import { type DomainChange, type DomainError, type Kind } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { checkBilingual, checkError } from '../../checks/error.js'
import { leftOf, settle } from '../../checks/settle.js'
import { type ListFixture, writesIn } from '../../fixture/fixture.js'
import { domain } from '../../fixture/spelling.js'
import { type LawCases, everywhere } from '../../suite/case.js'

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

// Tests stand in for JavaScript callers, who may pass anything.
const isChange = (_: unknown): _ is DomainChange<Kind> => true

/**
 * Makes what is no lawful change, and gives the error with which it is refused: with nothing sent, or nothing but reads.
 */
const refused = async (list: ListFixture, change: unknown, reads = false): Promise<DomainError> => {
  assert.ok(isChange(change), 'the change is one')
  const before = await list.state()
  const seen = (await list.attempts()).length
  const error = leftOf(await settle(list.domains.modify(change)))
  const sent = (await list.attempts()).slice(seen)
  assert.deepEqual(reads ? writesIn(sent) : sent, [], 'nothing is sent')
  assert.deepEqual(await list.state(), before, 'nothing is changed')
  assert.equal(error._tag, 'InvalidChange')
  assert.equal(error.actor, 'caller')
  assert.equal(error.modification, 'not-spent')
  assert.equal(error.applied, 'no')
  checkError(error)
  return error
}

type Domains = Readonly<Record<string, unknown>>

const refusedAdd = (list: ListFixture, domains: Domains, reads = false) =>
  refused(list, { _tag: 'Add', domains }, reads)

const refusalsOf = (error: DomainError) => (error._tag === 'InvalidChange' ? error.refusals : [])

// What stands in a query or before an @ may be a secret, so a refusal may show it masked.
const isNamed = (shown: string, input: string): boolean =>
  shown === input || (/[?@]/.test(input) && shown.includes('www.example.com'))

const checkNamed = (error: DomainError, kind: string, input: string): void => {
  const refusal = refusalsOf(error).find((each) => each.kind === kind && isNamed(each.domain, input))
  assert.ok(refusal !== undefined, `the refusal names ${kind} ${JSON.stringify(input)}`)
  assert.ok(refusal.rule.length > 0, 'the rule that was broken is told')
  checkBilingual(refusal.hint, 'how to fix a refusal')
}

const eachWrong = wrong.flatMap(([what, make]) =>
  everywhere(`${what} is refused`, async (list) => {
    const { kind } = list
    const input = make(kind)
    for (const tag of ['Add', 'Set']) {
      const error = await refused(list, { _tag: tag, domains: { [kind]: [domain(kind, 'good.example.com'), input] } })
      checkNamed(error, kind, input)
      assert.equal(refusalsOf(error).length, 1, 'the good one is not refused')
    }
    checkNamed(await refused(list, { _tag: 'Delete', domains: { [kind]: [input] }, asListed: false }), kind, input)
  }),
)

const allTold = everywhere('every mistake of a change is told at once', async (list) => {
  const rules = { '*.example.com': 'wildcard', '192.0.2.7': 'ip-address', localhost: 'localhost' } as const
  const error = await refusedAdd(list, Object.fromEntries(list.kinds.map((kind) => [kind, Object.keys(rules)])))
  for (const kind of list.kinds)
    for (const [input, rule] of Object.entries(rules)) {
      checkNamed(error, kind, input)
      const found = refusalsOf(error).find((each) => each.kind === kind && each.domain === input)
      assert.equal(found?.rule, rule, 'each is told with the rule that it breaks')
    }
})

const ports = everywhere('a port is refused where the list takes none', async (list) => {
  if (list.limits.ports) return
  const input = domain(list.kind, 'www.example.com:8443')
  checkNamed(await refusedAdd(list, { [list.kind]: [input] }), list.kind, input)
})

const forbidden = everywhere('a host that the vendor forbids is refused in any spelling', async (list) => {
  const { kind } = list
  for (const host of list.limits.forbiddenHosts)
    for (const input of [domain(kind, host), domain(kind, host.toUpperCase()), domain(kind, `${host}.`)])
      checkNamed(await refusedAdd(list, { [kind]: [input] }), kind, input)
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

const shapes = notChanges.flatMap(([what, change]) =>
  everywhere(`${what} is no change`, async (list) => {
    await list.hold('held.example.com')
    await refused(list, change)
  }),
)

const entries = everywhere('an entry that is no text is refused', async (list) => {
  for (const entry of [7, null, {}, ['https://www.example.com'], undefined])
    await refusedAdd(list, { [list.kind]: [entry] })
  for (const domains of ['https://www.example.com', 7, null, {}])
    await refused(list, { _tag: 'Set', domains: { [list.kind]: domains } })
})

const foreignKind = everywhere('a kind of another list is refused', async (list) => {
  const own: ReadonlyArray<string> = list.kinds
  for (const kind of ['request', 'socket', 'udp', 'any', 'webview'].filter((each) => !own.includes(each))) {
    const error = await refused(list, { _tag: 'Set', domains: { [kind]: [] } })
    assert.ok(
      refusalsOf(error).some((refusal) => refusal.kind === kind),
      'the refusal tells the kind',
    )
  }
})

const many = (kind: Kind, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => domain(kind, `h${index}.example.com`))

const perKind = everywhere('more domains of a kind than the vendor takes are refused', async (list) => {
  const { kind } = list
  const limit = list.limits.perKind
  if (limit === undefined) return
  for (const tag of ['Add', 'Set']) await refused(list, { _tag: tag, domains: { [kind]: many(kind, limit + 1) } })
  await list.put({ [kind]: many(kind, limit) })
  await refusedAdd(list, { [kind]: [domain(kind, 'more.example.com')] }, true)
})

const inTotal = everywhere('more domains in all than the vendor takes are refused', async (list) => {
  const { total, perKind: each } = list.capabilities.limits
  if (total === undefined || each === undefined || total.value >= each.value * list.kinds.length) return
  const domains = Object.fromEntries(list.kinds.map((kind) => [kind, many(kind, each.value)]))
  await refused(list, { _tag: 'Set', domains })
})

/**
 * Law 5.
 */
export const refusedEarly: LawCases = {
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
