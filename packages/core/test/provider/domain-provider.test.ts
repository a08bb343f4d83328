import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as fc from 'fast-check'
import * as t from 'io-ts'
import {
  type DomainChange,
  type DomainSet,
  type ListedDomains,
  type Outcome,
  type ServerKind,
  addDomains,
  copyPool,
  deleteDomains,
  domainsOf,
  platformSubject,
  setDomains,
} from '../../src/index.js'
import {
  type Capability,
  type ListCapabilities,
  bilingual,
  can,
  cannot,
  domainProvider,
  unverified,
} from '../../src/adapter.js'
import { refusal } from '../../src/error/refusal.js'
import { left, right } from '../either.js'
import { fromJavaScript } from '../from-javascript.js'
import { type Behaviour, appKinds, memoryCapabilities, memoryVendor } from '../memory-driver.js'
import { type Model, applyEdit, canonical, changeOf, edit, hosts, listOf, namedHosts } from '../random-change.js'

const setUp = (behaviour: Behaviour = {}) => {
  const vendor = memoryVendor()
  vendor.behave(behaviour)
  const provider = domainProvider(vendor.driver)
  return { vendor, provider, list: provider.app('wx1').server }
}

const sorted = (set: DomainSet<ServerKind>) =>
  Object.fromEntries(appKinds.map((kind) => [kind, [...domainsOf(set, kind)].sort()]))

const told = (outcome: Outcome<ServerKind>) =>
  outcome.items.map(({ kind, domain, intent, verdict }) => `${kind} ${domain} ${intent} ${verdict}`).sort()

const start: DomainSet<ServerKind> = {
  request: ['https://a.example.com', 'https://b.example.com'],
  socket: ['wss://a.example.com'],
  upload: [],
  download: ['https://c.example.com'],
}

const unsettling: fc.Arbitrary<Behaviour> = fc.record({
  silent: fc.boolean(),
  drops: fc.subarray(hosts.flatMap((host) => appKinds.map((kind) => canonical(kind, host)))),
  wipesUnnamed: fc.boolean(),
})

describe('law 1: what is read after a change is what was asked for', () => {
  test('through any changes, in any order, with duplicates and several spellings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 8 }), fc.boolean(), async (edits, silent) => {
        const { list } = setUp({ silent })
        let model: Model = new Map()
        for (const change of edits) {
          right(await list.modify(changeOf(change))())
          model = applyEdit(model, change)
          const read = right(await list.get()())
          expect(sorted(read.domains)).toEqual(listOf(model))
          expect(Object.keys(read.domains)).toEqual([...appKinds])
        }
      }),
      { numRuns: 200 },
    )
  })

  test('and a change made twice writes once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 4 }), edit, async (edits, change) => {
        const { list, vendor } = setUp()
        for (const earlier of [...edits, change]) right(await list.modify(changeOf(earlier))())
        const writes = vendor.writes()
        const again = right(await list.modify(changeOf(change))())
        expect(again.items.every(({ verdict }) => verdict === 'already')).toBe(true)
        expect(again.modification).toBe('not-spent')
        expect(vendor.writes()).toBe(writes)
      }),
    )
  })
})

describe('law 2: what is so already is an outcome, not a failure', () => {
  test('for an add of what is there', async () => {
    const { list, vendor } = setUp()
    vendor.app.server.put('app wx1', start)
    expect(told(right(await list.modify(addDomains<ServerKind>({ request: ['A.example.com/'] }))()))).toEqual([
      'request https://a.example.com present already',
    ])
    expect([vendor.reads(), vendor.writes()]).toEqual([1, 0])
  })

  test('for a delete of what is not', async () => {
    const { list, vendor } = setUp()
    vendor.app.server.put('app wx1', start)
    expect(told(right(await list.modify(deleteDomains<ServerKind>({ upload: ['a.example.com'] }))()))).toEqual([
      'upload https://a.example.com absent already',
    ])
    expect([vendor.reads(), vendor.writes()]).toEqual([1, 0])
  })

  test('and only what makes a difference is sent', async () => {
    const { list, vendor } = setUp()
    vendor.app.server.put('app wx1', start)
    right(
      await list.modify(
        addDomains<ServerKind>({ request: ['a.example.com', 'z.example.com'], socket: ['a.example.com'] }),
      )(),
    )
    expect(vendor.seen().find(({ what }) => what === 'write')?.operation).toEqual({
      _tag: 'Add',
      domains: { request: ['https://z.example.com'] },
      observed: { domains: start },
    })
  })
})

describe('law 3: a kind that a change does not name is not touched', () => {
  test('by a set of another kind', async () => {
    const { list, vendor } = setUp()
    vendor.app.server.put('app wx1', start)
    right(await list.modify(setDomains<ServerKind>({ request: ['z.example.com'] }))())
    expect(vendor.app.server.peek('app wx1')).toEqual({ ...start, request: ['https://z.example.com'] })
  })

  test('by a set of an empty list, which clears its kind only', async () => {
    const { list, vendor } = setUp()
    vendor.app.server.put('app wx1', start)
    const outcome = right(await list.modify(setDomains<ServerKind>({ request: [] }))())
    expect(vendor.app.server.peek('app wx1')).toEqual({ ...start, request: [] })
    expect(told(outcome)).toEqual([
      'request https://a.example.com absent accepted',
      'request https://b.example.com absent accepted',
    ])
  })

  test('and what a vendor clears all the same is told as lost', async () => {
    const { list, vendor } = setUp({ wipesUnnamed: true })
    vendor.app.server.put('app wx1', start)
    const outcome = right(await list.modify(setDomains<ServerKind>({ request: ['z.example.com'] }))())
    expect(told(outcome)).toContain('socket wss://a.example.com present rejected')
    expect(told(outcome)).toContain('download https://c.example.com present rejected')
    expect(
      outcome.items.filter((item) => item.verdict === 'rejected' && item.rejection.reason === 'lost'),
    ).toHaveLength(2)
  })

  test('by a set with a look of the caller that leaves kinds out: the list is looked at all the same', async () => {
    const { list, vendor } = setUp()
    vendor.app.server.put('app wx1', start)
    right(
      await list.modify(setDomains<ServerKind>({ request: [] }), {
        observed: { domains: { request: ['https://a.example.com'] } },
      })(),
    )
    expect(vendor.app.server.peek('app wx1')).toEqual({ ...start, request: [] })
  })

  test.each([null, 7, 'text', [], {}, { domains: null }, { domains: {} }])(
    'by a set with %j for a look, from plain JavaScript',
    async (observed) => {
      const { list, vendor } = setUp()
      vendor.app.server.put('app wx1', start)
      const options = { observed: fromJavaScript<ListedDomains<ServerKind>>(observed) }
      right(await list.modify(setDomains<ServerKind>({ request: [] }), options)())
      expect(vendor.app.server.peek('app wx1')).toEqual({ ...start, request: [] })
    },
  )
})

describe('law 4: accepted + already + rejected = requested', () => {
  test('and each verdict is true of the list, whatever the vendor drops, wipes or leaves unsaid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 5 }), edit, unsettling, async (edits, change, behaviour) => {
        const { list, vendor } = setUp()
        for (const earlier of edits) right(await list.modify(changeOf(earlier))())
        const before = vendor.app.server.peek('app wx1')
        vendor.behave(behaviour)
        const outcome = right(await list.modify(changeOf(change))())
        const after = vendor.app.server.peek('app wx1')
        const seen = outcome.items.map(({ kind, domain }) => `${kind} ${domain}`)
        expect(new Set(seen).size).toBe(seen.length)
        for (const item of outcome.items) {
          const isGranted = domainsOf(after, item.kind).includes(item.domain) === (item.intent === 'present')
          expect({ ...item, isGranted }).toMatchObject({ isGranted: item.verdict !== 'rejected' })
        }
        for (const kind of appKinds) {
          const requested = [...(namedHosts(change, kind) ?? [])].map((host) => canonical(kind, host))
          expect(requested.filter((domain) => !seen.includes(`${kind} ${domain}`))).toEqual([])
          const gone = domainsOf(before, kind).filter((domain) => !domainsOf(after, kind).includes(domain))
          expect(gone.filter((domain) => !seen.includes(`${kind} ${domain}`))).toEqual([])
        }
      }),
      { numRuns: 400 },
    )
  })

  test('with the reason where the vendor names one', async () => {
    const { list } = setUp({ rejects: { 'https://b.example.com': 'no-icp' } })
    const outcome = right(await list.modify(addDomains<ServerKind>({ request: ['a.example.com', 'b.example.com'] }))())
    expect(outcome).toMatchObject({
      change: 'add',
      modification: 'spent',
      requestId: 'request-1',
      before: { domains: { request: [], socket: [], upload: [], download: [] } },
      items: [
        { domain: 'https://a.example.com', verdict: 'accepted' },
        { domain: 'https://b.example.com', verdict: 'rejected', rejection: { reason: 'no-icp', actor: 'platform' } },
      ],
    })
  })

  test('also for a domain that was there and that a set sends again', async () => {
    const { list, vendor } = setUp()
    vendor.app.server.put('app wx1', start)
    vendor.behave({ rejects: { 'https://a.example.com': 'no-icp' }, drops: ['https://b.example.com'] })
    const change = setDomains<ServerKind>({ request: ['a.example.com', 'b.example.com', 'z.example.com'] })
    expect(right(await list.modify(change)()).items).toMatchObject([
      { domain: 'https://a.example.com', verdict: 'rejected', rejection: { reason: 'no-icp' } },
      {
        domain: 'https://b.example.com',
        verdict: 'rejected',
        rejection: { reason: 'not-taken', attribution: 'presumed' },
      },
      { domain: 'https://z.example.com', verdict: 'accepted' },
    ])
  })

  test.each(['add', 'delete', 'set'] as const)(
    'where the whole %s is refused, and nothing is looked up',
    async (name) => {
      const { list, vendor } = setUp({ refusesWhole: 'not-in-pool' })
      vendor.app.server.put('app wx1', start)
      const domains = { request: ['y.example.com', 'z.example.com'] }
      const change = { add: addDomains, delete: () => deleteDomains(start), set: setDomains }[name]
      const outcome = right(await list.modify(change<ServerKind>(domains))())
      const rejected = outcome.items.filter((item) => item.verdict === 'rejected')
      expect(rejected).toHaveLength(outcome.items.length)
      expect(rejected.every((item) => item.rejection.attribution === 'one-of-these')).toBe(true)
      expect([vendor.reads(), vendor.writes()]).toEqual([1, 1])
    },
  )

  test('and a delete that the vendor does not do is told', async () => {
    const { list, vendor } = setUp({ drops: ['https://a.example.com'] })
    vendor.app.server.put('app wx1', start)
    const outcome = right(await list.modify(deleteDomains<ServerKind>({ request: ['a.example.com'] }))())
    expect(outcome.items).toMatchObject([{ verdict: 'rejected', rejection: { reason: 'still-listed' } }])
  })
})

describe('law 5: what can be known to be wrong is refused before anything is sent', () => {
  const wrong = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => `${text} `),
    fc.string({ unit: 'grapheme' }).map((text) => `https://${text}/path`),
    fc.ipV4(),
    fc.ipV6().map((address) => `[${address}]`),
    fc.domain().map((host) => `*.${host}`),
    fc.domain().map((host) => `http://${host}`),
    fc.domain().map((host) => `https://user@${host}`),
    fc.domain().map((host) => `${host},${host}`),
    fc.domain().map((host) => `${host};${host}`),
    fc.domain().map((host) => `https:${host}`),
    fc.domain().map((host) => `${host}\u200b`),
    fc.domain().map((host) => `_${host}`),
    fc.domain().map((host) => `-${host}`),
    fc.domain().map((host) => host.replace('.', '..')),
    fc.tuple(fc.domain(), fc.integer({ min: 65_536, max: 99_999 })).map(([host, port]) => `${host}:${port}`),
    fc.domain().map((host) => `${host}?a=b`),
    fc.domain().map((host) => `${host}#a`),
    fc.domain().map((host) => `${host}\\a`),
    fc.constantFrom('', 'localhost', 'forbidden.example.com', '2130706433', '0x7f.1', 'com', '//', '://a.com'),
  )

  test('thousands of malformed domains give a typed refusal each, and no call', async () => {
    const { list, vendor } = setUp()
    await fc.assert(
      fc.asyncProperty(
        wrong,
        fc.constantFrom('Add' as const, 'Delete' as const, 'Set' as const),
        async (domain, _tag) => {
          const error = left(await list.modify(changeOf({ _tag, domains: { request: ['a.example.com', domain] } }))())
          expect(error).toMatchObject({
            _tag: 'InvalidChange',
            vendor: 'memory',
            subject: 'app wx1',
            operation: 'app.server.modify',
            modification: 'not-spent',
            refusals: [{ kind: 'request', domain: refusal('request', domain, 'path').domain }],
          })
        },
      ),
      { numRuns: 4_000 },
    )
    expect(vendor.seen()).toEqual([])
  })

  test('anything at all from plain JavaScript gives an InvalidChange or an outcome, and never throws', async () => {
    const anything = fc.anything({ withNullPrototype: true, withMap: true, withSet: true, withBigInt: true })
    const change = fc.oneof(
      anything,
      fc.record({ _tag: fc.constantFrom('Add', 'Delete', 'Set', 'add', ''), domains: anything }),
      fc.record({
        _tag: fc.constant('Set'),
        domains: fc.dictionary(fc.constantFrom(...appKinds, '__proto__', 'udp'), anything),
      }),
      fc.record({ _tag: fc.constant('Add'), domains: fc.record({ request: fc.array(anything) }) }),
    )
    await fc.assert(
      fc.asyncProperty(change, async (input) => {
        const { list, vendor } = setUp()
        const result = await list.modify(fromJavaScript<DomainChange<ServerKind>>(input))()
        if (E.isLeft(result)) expect([result.left._tag, vendor.seen().length]).toEqual(['InvalidChange', 0])
      }),
      { numRuns: 1_000 },
    )
  })

  const small = (limits: Partial<ListCapabilities<ServerKind>['limits']>) => {
    const server = memoryCapabilities.app.server
    const vendor = memoryVendor({
      ...memoryCapabilities,
      app: { ...memoryCapabilities.app, server: { ...server, limits: { ...server.limits, ...limits } } },
    })
    vendor.app.server.put('app wx1', start)
    return { vendor, list: domainProvider(vendor.driver).app('wx1').server }
  }
  const three = { value: 3, source: 'made up', date: '2024', confidence: 'guess' } as const

  test('an add that has no room beside what is listed writes nothing, and names what does not fit', async () => {
    const { vendor, list } = small({ perKind: three })
    const error = left(await list.modify(addDomains<ServerKind>({ request: ['y.example.com', 'z.example.com'] }))())
    expect(error).toMatchObject({ refusals: [{ domain: 'https://z.example.com', rule: 'over-limit' }] })
    expect(vendor.writes()).toBe(0)
  })

  test('a limit over all kinds counts what the change does not name, and blames what it does', async () => {
    const { vendor, list } = small({ total: { ...three, value: 4 } })
    for (const change of [addDomains, setDomains]) {
      const wanted = { request: ['a.example.com', 'b.example.com', 'z.example.com'] }
      const error = left(await list.modify(change<ServerKind>(wanted))())
      expect(error).toMatchObject({
        refusals: [{ kind: 'request', domain: 'https://z.example.com', rule: 'over-limit' }],
      })
    }
    expect(vendor.writes()).toBe(0)
  })

  test('a list that is over a limit already may be made shorter by a set', async () => {
    const { vendor, list } = small({ total: { ...three, value: 1 } })
    right(await list.modify(setDomains<ServerKind>({ request: ['a.example.com'] }))())
    expect(vendor.app.server.peek('app wx1')).toEqual({ ...start, request: ['https://a.example.com'] })
  })
})

describe('law 6: copyPool is its own change', () => {
  test('that nothing else leads to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 5 }), async (edits) => {
        const { list, vendor } = setUp()
        vendor.platform.server.put('platform', { any: ['pool.example.com'] })
        for (const change of edits) right(await list.modify(changeOf(change))())
        expect(vendor.seen().some(({ operation }) => operation?._tag === 'CopyPool')).toBe(false)
        expect(JSON.stringify(vendor.app.server.peek('app wx1'))).not.toContain('pool')
      }),
    )
  })

  test('and tells what the pool brought and what was there', async () => {
    const { list, vendor } = setUp()
    vendor.app.server.put('app wx1', start)
    vendor.platform.server.put('platform', { any: ['pool.example.com', 'a.example.com'] })
    const outcome = right(await list.modify(copyPool)())
    expect(outcome).toMatchObject({
      change: 'copyPool',
      modification: 'spent',
      before: { domains: start },
      requestId: 'request-1',
    })
    expect(told(outcome)).toEqual([
      'download https://c.example.com present already',
      'request https://a.example.com present already',
      'request https://b.example.com present already',
      'request https://pool.example.com present accepted',
      'socket wss://a.example.com present already',
    ])
  })

  test('and tells what it took off the list, which no vendor says it does', async () => {
    const vendor = memoryVendor()
    vendor.app.server.put('app wx1', start)
    const server = vendor.driver.app.server
    const provider = domainProvider({
      ...vendor.driver,
      app: {
        ...vendor.driver.app,
        server: {
          read: server.read,
          write: (call, operation) => {
            vendor.app.server.put('app wx1', { request: ['https://a.example.com'] })
            return server.write(call, operation)
          },
        },
      },
    })
    expect(told(right(await provider.app('wx1').server.modify(copyPool)()))).toContain(
      'request https://b.example.com present rejected',
    )
  })

  test('and asks for a read when its result is unknown', async () => {
    const { list, vendor } = setUp({ resultUnknown: 'before-effect' })
    expect(left(await list.modify(copyPool)())).toMatchObject({
      _tag: 'VendorBusy',
      applied: 'unknown',
      retry: { when: 'after-read' },
    })
    expect(vendor.writes()).toBe(1)
  })
})

describe('law 8: after a write whose result is unknown the next step is a read, never the same write', () => {
  test('and the change is told as done exactly where the list shows it', async () => {
    const side = fc.constantFrom('before-effect' as const, 'after-effect' as const)
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 3 }), edit, side, async (edits, change, resultUnknown) => {
        const { list, vendor } = setUp()
        for (const earlier of edits) right(await list.modify(changeOf(earlier))())
        const earlier = vendor.seen().length
        vendor.behave({ resultUnknown })
        const result = await list.modify(changeOf(change))()
        const steps = vendor
          .seen()
          .slice(earlier)
          .map(({ what }) => what)
        if (steps.length === 1) {
          expect(right(result).modification).toBe('not-spent')
          return
        }
        expect(steps).toEqual(['read', 'write', 'read'])
        if (resultUnknown === 'after-effect') {
          expect(right(result).modification).toBe('spent')
          expect(right(result).items.every(({ verdict }) => verdict !== 'rejected')).toBe(true)
        } else
          expect(left(result)).toMatchObject({ _tag: 'VendorBusy', applied: 'unknown', retry: { when: 'after-read' } })
      }),
    )
  })

  test('and where the list cannot be read either, the error of the write says so', async () => {
    const { list, vendor } = setUp({ resultUnknown: 'after-effect', failsReadsAfterWrite: true })
    const error = left(await list.modify(addDomains<ServerKind>({ request: ['a.example.com'] }))())
    expect(error).toMatchObject({
      _tag: 'TimedOut',
      applied: 'unknown',
      modification: 'unknown',
      retry: { when: 'after-read' },
    })
    expect([vendor.reads(), vendor.writes()]).toEqual([2, 1])
  })

  test('and a set that harmed what it does not name is not told as done', async () => {
    const { list, vendor } = setUp()
    vendor.app.server.put('app wx1', start)
    vendor.behave({ resultUnknown: 'after-effect', wipesUnnamed: true })
    const error = left(await list.modify(setDomains<ServerKind>({ request: ['z.example.com'] }))())
    expect(error).toMatchObject({ applied: 'unknown', retry: { when: 'after-read' } })
  })

  test('and a write that was refused does not read as done where the list, which had to tell the rest, cannot be read', async () => {
    const { list, vendor } = setUp({ silent: true, refusesUnnamed: 'not-listed', failsReadsAfterWrite: true })
    vendor.app.server.put('app wx1', start)
    const error = left(await list.modify(deleteDomains<ServerKind>({ request: ['a.example.com'] }))())
    expect(error).toMatchObject({
      _tag: 'TimedOut',
      applied: 'unknown',
      modification: 'unknown',
      modifications: 0,
      uncertain: 1,
      retry: { when: 'after-read' },
    })
    expect(error.message).toContain('the vendor refused the change or a part of it (4711)')
    expect(error.hint.zh).not.toContain('修改已提交')
  })

  test('and a write that is done reads as done where the list cannot be read after it', async () => {
    const { list, vendor } = setUp({ silent: true, failsReadsAfterWrite: true })
    const error = left(await list.modify(addDomains<ServerKind>({ request: ['a.example.com'] }))())
    expect(error).toMatchObject({
      _tag: 'TimedOut',
      applied: 'yes',
      modification: 'spent',
      retry: { when: 'after-read' },
    })
    expect(error.message).toBe(
      'the change was made, but the list could not be read after it: no full reply within 5000 ms',
    )
    expect(error.hint.en).toContain('do not repeat the change unseen')
    expect(vendor.writes()).toBe(1)
  })
})

describe('a look after a write that leaves a kind out says nothing of that kind', () => {
  const untold = { path: 'request', expected: 'the domains of this kind' }
  const changes: ReadonlyArray<readonly [string, DomainChange<ServerKind>]> = [
    ['an add', addDomains<ServerKind>({ request: ['z.example.com'] })],
    ['a delete', deleteDomains<ServerKind>({ request: ['a.example.com'] })],
    ['a set', setDomains<ServerKind>({ request: ['z.example.com'] })],
    ['a set to nothing', setDomains<ServerKind>({ request: [] })],
  ]

  test.each(changes)('of %s that was done, the error says it was', async (_, change) => {
    const { list, vendor } = setUp({ silent: true, untoldAfterWrite: ['request'] })
    vendor.app.server.put('app wx1', start)
    expect(left(await list.modify(change)())).toMatchObject({
      _tag: 'UnreadableReply',
      ...untold,
      applied: 'yes',
      modification: 'spent',
      retry: { when: 'after-read' },
    })
    expect(vendor.writes()).toBe(1)
  })

  test.each(changes)('of %s whose result is unknown, it stays unknown', async (_, change) => {
    const { list, vendor } = setUp({ resultUnknown: 'after-effect', untoldAfterWrite: ['request'] })
    vendor.app.server.put('app wx1', start)
    expect(left(await list.modify(change)())).toMatchObject({ applied: 'unknown', retry: { when: 'after-read' } })
    expect(vendor.writes()).toBe(1)
  })

  test('and a kind that the change does not name may be left out of it', async () => {
    const { list, vendor } = setUp({ silent: true, untoldAfterWrite: ['upload'] })
    const outcome = right(await list.modify(addDomains<ServerKind>({ request: ['z.example.com'] }))())
    expect(told(outcome)).toEqual(['request https://z.example.com present accepted'])
    expect(vendor.writes()).toBe(1)
  })
})

describe('a cancelled change', () => {
  const add = addDomains<ServerKind>({ request: ['a.example.com'] })

  test('sends nothing when it is cancelled before', async () => {
    const { provider, vendor } = setUp()
    const list = provider.with({ signal: AbortSignal.abort() }).app('wx1').server
    expect(left(await list.modify(add)())).toMatchObject({ _tag: 'Cancelled', sent: false, applied: 'no' })
    expect(vendor.seen()).toEqual([])
  })

  test.each(['read', 'write'] as const)('sends nothing more when it is cancelled during its %s', async (during) => {
    const controller = new AbortController()
    const { provider, vendor } = setUp()
    vendor.behave({
      resultUnknown: 'before-effect',
      gate: () => {
        if (vendor.seen().at(-1)?.what === during) controller.abort()
        return Promise.resolve()
      },
    })
    const list = provider.with({ signal: controller.signal }).app('wx1').server
    const error = left(await list.modify(add)())
    expect(vendor.seen().map(({ what }) => what)).toEqual(during === 'read' ? ['read'] : ['read', 'write'])
    expect(error.applied).toBe(during === 'read' ? 'no' : 'unknown')
    if (during === 'write') expect(error.retry).toEqual({ when: 'after-read' })
  })
})

describe('law 13: capabilities are true', () => {
  const why = bilingual('There is no such call.', '没有该接口。')
  const link = 'https://vendor.example.com'
  const domains: DomainSet<ServerKind> = { request: ['a.example.com'] }
  const changes: Readonly<Record<'add' | 'delete' | 'set' | 'copyPool', DomainChange<ServerKind>>> = {
    add: addDomains(domains),
    delete: deleteDomains(domains),
    set: setDomains(domains),
    copyPool: copyPool,
  }
  const withAll = (capability: Capability) => {
    const all = { get: capability, add: capability, delete: capability, set: capability, copyPool: capability }
    const server = { ...memoryCapabilities.app.server, ...all, effective: capability }
    const vendor = memoryVendor({ ...memoryCapabilities, app: { ...memoryCapabilities.app, server } })
    return { vendor, list: domainProvider(vendor.driver).app('wx1').server }
  }

  test('what a vendor cannot do is refused with why, and no request is sent', async () => {
    const { vendor, list } = withAll(cannot(why, link))
    for (const [name, change] of Object.entries(changes))
      expect(left(await list.modify(change)())).toMatchObject({
        _tag: 'Unsupported',
        operation: `app.server.${name}`,
        why,
        link,
      })
    expect(left(await list.get()())).toMatchObject({ _tag: 'Unsupported', operation: 'app.server.get' })
    expect(left(await list.effective()())).toMatchObject({ _tag: 'Unsupported', operation: 'app.server.effective' })
    expect(vendor.seen()).toEqual([])
  })

  test.each([can, unverified(why, link)])(
    'what a vendor can do works, and what is unverified is tried: %j',
    async (capability) => {
      const { list } = withAll(capability)
      for (const change of Object.values(changes)) right(await list.modify(change)())
      right(await list.get()())
      right(await list.effective()())
    },
  )

  test('what an adapter says it can do and does not offer is a typed refusal too', async () => {
    const vendor = memoryVendor()
    const { read, write } = vendor.driver.app.server
    const driver = { ...vendor.driver, app: { ...vendor.driver.app, server: { read, write } } }
    expect(left(await domainProvider(driver).app('wx1').server.effective()())).toMatchObject({
      _tag: 'Unsupported',
      why: { en: 'This adapter does not offer it.' },
    })
  })
})

describe('law 14: changes made at the same time do not lose each other', () => {
  test('in one list, whatever the order in which the vendor answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(edit, { minLength: 2, maxLength: 5 }), async (scheduler, edits) => {
        const { provider, vendor } = setUp()
        vendor.behave({ gate: () => scheduler.schedule(Promise.resolve()) })
        const running = edits.map((change) =>
          provider.with({ timeoutMs: 5_000 }).app('wx1').server.modify(changeOf(change))(),
        )
        await scheduler.waitFor(Promise.all(running))
        const model = edits.reduce<Model>((before, change) => applyEdit(before, change), new Map())
        expect(sorted(vendor.app.server.peek('app wx1'))).toEqual(listOf(model))
      }),
    )
  })

  test('while other lists are not kept waiting', async () => {
    const { provider, vendor } = setUp()
    let open: () => void = () => undefined
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    const gates = [opened]
    vendor.behave({ gate: () => gates.pop() ?? Promise.resolve() })
    const add = addDomains<ServerKind>({ request: ['a.example.com'] })
    const slow = provider.app('wx1').server.modify(add)()
    right(await provider.app('wx2').server.modify(add)())
    right(await provider.app('wx1').webview.modify(addDomains({ webview: ['a.example.com'] }))())
    right(await provider.platform.server.modify(addDomains<ServerKind>({ any: ['a.example.com'] }))())
    open()
    right(await slow)
    expect(vendor.writes()).toBe(4)
  })
})

describe('a provider', () => {
  test('gives every call the vendor, the operation, the subject and the options', async () => {
    const { provider, vendor } = setUp()
    const { signal } = new AbortController()
    const bounded = provider.with({ timeoutMs: 100 }).with({ signal })
    await bounded.app('wx1').webview.modify(setDomains({ webview: ['a.example.com'] }))()
    await bounded.platform.server.get()()
    expect(vendor.seen().map(({ call }) => call)).toMatchObject([
      {
        operation: 'app.webview.set',
        subject: 'app wx1',
        target: { _tag: 'App', appId: 'wx1' },
        timeoutMs: 100,
        signal,
      },
      { operation: 'app.webview.set' },
      { operation: 'app.webview.set' },
      { vendor: 'memory', operation: 'platform.server.get', subject: 'platform', timeoutMs: 100 },
    ])
  })

  test('says of a read that failed that nothing was changed and nothing spent', async () => {
    const { provider, vendor } = setUp({ failsReadsAfterWrite: true })
    right(await provider.app('wx1').server.modify(addDomains<ServerKind>({ request: ['a.example.com'] }))())
    const list = provider.app('wx1').server
    for (const error of [left(await list.get()()), left(await list.modify(copyPool)())])
      expect(error).toMatchObject({ _tag: 'TimedOut', applied: 'no', modification: 'not-spent' })
    expect(vendor.writes()).toBe(1)
  })

  test('spends no look where the caller has just taken one', async () => {
    const { provider, vendor } = setUp()
    const list = provider.app('wx1').server
    const observed = right(await list.get()())
    right(await list.modify(addDomains<ServerKind>({ request: ['a.example.com'] }), { observed })())
    expect([vendor.reads(), vendor.writes()]).toEqual([1, 1])
  })

  test('gives the confirm file where the vendor has one, byte for byte', async () => {
    const { provider } = setUp()
    const file = right(await provider.platform.confirmFile()())
    expect([file.name, Buffer.from(file.content).toString()]).toEqual(['check.txt', 'ok'])
    expect(left(await provider.app('wx1').confirmFile()())).toMatchObject({
      _tag: 'Unsupported',
      operation: 'app.confirmFile',
    })
  })

  test('makes a raw call and decodes its reply', async () => {
    const { provider } = setUp()
    const request = { subject: platformSubject, method: 'POST', path: '/any' } as const
    expect(await provider.raw({ ...request, reply: t.type({ path: t.string }) })()).toEqual(E.right({ path: '/any' }))
    expect(E.isLeft(await provider.raw({ ...request, reply: t.type({ path: t.number }) })())).toBe(true)
  })

  test('does nothing until a task is run', () => {
    const { provider, vendor } = setUp()
    const { server, webview } = provider.app('wx1')
    const tasks = [
      server.get(),
      webview.get(),
      server.modify(copyPool),
      provider.with({ timeoutMs: 1 }).platform.server.get(),
    ]
    expect(tasks).toHaveLength(4)
    expect(vendor.seen()).toEqual([])
  })
})

describe('an app that is not named', () => {
  test.each([
    ['', 'empty'],
    ['wx 1', 'hidden-character'],
    ['ｗｘ1', 'hidden-character'],
    ['wx\u202e1', 'hidden-character'],
    ['商城', 'hidden-character'],
    [undefined, 'not-text'],
    [null, 'not-text'],
    [7, 'not-text'],
  ])('such as %j is refused for every list, and nothing is sent', async (appId, rule) => {
    const { vendor, provider } = setUp()
    const domains = provider.app(fromJavaScript<string>(appId))
    const refused = { _tag: 'InvalidChange', refusals: [{ kind: 'appId', rule }] }
    expect(left(await domains.server.get()())).toMatchObject(refused)
    expect(left(await domains.webview.effective()())).toMatchObject(refused)
    expect(left(await domains.confirmFile()())).toMatchObject(refused)
    const change = domains.server.modify(addDomains({ request: ['a.example.com'] }))
    expect(left(await change())).toMatchObject({ _tag: 'InvalidChange', applied: 'no' })
    expect(vendor.seen()).toEqual([])
  })
})

describe('a kind that the vendor does not tell', () => {
  const partial = () => {
    const { vendor } = setUp()
    const { server } = vendor.driver.app
    const writes: Array<unknown> = []
    const read = () => TE.right({ domains: { request: ['https://a.example.com'], socket: [] } })
    const write: typeof server.write = (call, operation) => {
      writes.push(operation)
      return server.write(call, operation)
    }
    const app = { ...vendor.driver.app, server: { ...server, read, write } }
    return { writes, list: domainProvider({ ...vendor.driver, app }).app('wx1').server }
  }

  test('is not changed unseen: a change that names it is an error, and nothing is written', async () => {
    const { writes, list } = partial()
    const error = left(await list.modify(addDomains({ upload: ['b.example.com'] }))())
    expect(error).toMatchObject({
      _tag: 'UnreadableReply',
      path: 'upload',
      applied: 'no',
      modification: 'not-spent',
    })
    expect(writes).toEqual([])
  })

  test('is in no set, since it is not known to be empty', async () => {
    const { writes, list } = partial()
    await list.modify(setDomains({ request: ['b.example.com'] }))()
    expect(writes).toMatchObject([{ _tag: 'Set', domains: { request: ['https://b.example.com'], socket: [] } }])
    expect(JSON.stringify(writes)).not.toContain('upload')
  })
})
