import { type DomainSet, type Kind, addDomains, deleteDomains, setDomains } from '@mini-domains/core'
import { fromKinds, schemeOf } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { prove } from '../../checks/prove.js'
import { succeed } from '../../checks/settle.js'
import { request } from '../../fixture/request.js'
import { domain, under } from '../../fixture/spelling.js'
import { type LawCases, everywhere } from '../../suite/case.js'

const sorted = (domains: ReadonlyArray<string> | undefined): ReadonlyArray<string> => [...(domains ?? [])].sort()

/**
 * Compares each kind with what it has to be, letter for letter and each domain once.
 */
export const checkExactList = (kinds: ReadonlyArray<Kind>, told: DomainSet<Kind>, expected: DomainSet<Kind>): void => {
  for (const kind of kinds) assert.deepEqual(sorted(told[kind]), sorted(expected[kind]), `${kind}, to the letter`)
}

// What the vendor lists once in each spelling, and what has been listed under rules that were others than today's.
const oldHosts = ['xn--bcher-kva.example.com', 'my_host.example.com', '192.0.2.7', 'localhost']

const oldSchemes = (kind: Kind): ReadonlyArray<string> =>
  schemeOf(kind) === 'none' ? [] : [kind === 'socket' ? 'ws://old.example.com' : 'http://old.example.com']

const oldList = everywhere(
  'what is listed and would not be taken today is told like all else, with its own scheme',
  async (list) => {
    await list.put(
      fromKinds(list.kinds, (kind) => [...oldHosts.map((host) => domain(kind, host)), ...oldSchemes(kind)]),
    )
    checkExactList(list.kinds, (await succeed(list.domains.get())).domains, await list.state())
  },
)

const before = everywhere('before is told as get tells the list, to the letter', async ({ kinds, kind, ...list }) => {
  const others = under(kinds.slice(1))
  const one = domain(kind, 'one.example.com')
  await list.put({ ...others, [kind]: [one.toUpperCase(), one, `${one}/`] })
  const seen = await succeed(list.domains.get())
  checkExactList(kinds, seen.domains, { ...others, ...list.one('one.example.com') })
  const { before: told } = await succeed(list.domains.modify(addDomains(list.one('new.example.com'))))
  checkExactList(kinds, told.domains, seen.domains)
  for (const name of ['published', 'testing'] as const)
    checkExactList(kinds, told.versions?.[name] ?? {}, seen.versions?.[name] ?? {})
  assert.deepEqual(Object.keys(told.domains).sort(), Object.keys(seen.domains).sort(), 'the same kinds are told')
  assert.deepEqual(Object.keys(told).sort(), Object.keys(seen).sort(), 'the same versions are told')
})

const portsTold = everywhere(
  'hosts with ports and without are written, told and taken off each for itself',
  async (list) => {
    const { kinds, domains } = list
    if (!list.limits.ports) return
    const hosts = ['www.example.com', 'www.example.com:8443', 'api.example.com:9443']
    await list.hold('www.example.com')
    const { items } = await prove(list, request('add', list.all(...hosts)))
    for (const kind of kinds)
      assert.deepEqual(
        sorted(items.filter((item) => item.kind === kind).map((item) => item.domain)),
        sorted(under([kind], ...hosts)[kind]),
        'each is told with its port',
      )
    checkExactList(kinds, (await succeed(domains.get())).domains, list.all(...hosts))
    const { before: told } = await prove(list, request('delete', list.all('www.example.com:8443')))
    checkExactList(kinds, told.domains, list.all(...hosts))
    checkExactList(kinds, (await succeed(domains.get())).domains, list.all('www.example.com', 'api.example.com:9443'))
    await prove(list, request('set', list.all(...hosts)))
  },
)

const defaultPort = everywhere(
  'a host with the default port is an entry of its own where the vendor tells the two apart',
  async (list) => {
    if (list.limits.defaultPort !== 'kept') return
    const { kinds, domains, all } = list
    const [plain, withPort] = ['www.example.com', 'www.example.com:443'] as const
    // The list as it is spelt at the vendor: where a default port counts as another domain, no other form may be compared.
    const spelt = async () => list.vendor.lists(list.address)
    await list.hold(plain)
    const { items } = await succeed(domains.modify(addDomains(all(withPort, plain))))
    for (const kind of kinds)
      for (const [host, verdict] of [[plain, 'already'] as const, [withPort, 'accepted'] as const]) {
        const item = items.find((each) => each.kind === kind && each.domain === domain(kind, host))
        assert.equal(item?.verdict, verdict, `${kind} ${host}`)
      }
    checkExactList(kinds, await spelt(), all(plain, withPort))
    checkExactList(kinds, (await succeed(domains.get())).domains, all(plain, withPort))
    await succeed(domains.modify(deleteDomains(all(withPort))))
    checkExactList(kinds, await spelt(), all(plain))
    await succeed(domains.modify(setDomains(all(withPort))))
    checkExactList(kinds, await spelt(), all(withPort))
  },
)

const longest = 1_000

const longLists = everywhere(
  'a list that is as long as it may be is read, added to and kept to the last',
  async (list) => {
    const { kinds, domains } = list
    const { perKind, total = longest } = list.limits
    const count = Math.min(perKind ?? 150, Math.floor(Math.min(total, longest) / kinds.length))
    const [first = '', ...hosts] = Array.from({ length: count }, (_, index) => `h${index}.example.com`)
    await list.hold(...hosts)
    checkExactList(kinds, (await succeed(domains.get())).domains, list.all(...hosts))
    // How many a list takes that has no figure, nobody knows.
    if (perKind === undefined) return
    await prove(list, request('add', list.all(first)))
    checkExactList(kinds, (await succeed(domains.get())).domains, list.all(first, ...hosts))
  },
)

/**
 * Law 1: a list is returned letter for letter, behind the first value too.
 */
export const exactLists: LawCases = {
  law: 1,
  cases: () => [...oldList, ...before, ...portsTold, ...defaultPort, ...longLists],
}
