import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as fc from 'fast-check'
import { type DomainSet, type ServerKind, addDomains, copyPool, deleteDomains, setDomains } from '../../src/index.js'
import { type ListDriver, type WriteReply, domainProvider, rateLimited } from '../../src/adapter.js'
import { left, right } from '../either.js'
import { type Behaviour, memoryVendor } from '../memory-driver.js'
import { canonical, changeOf, edit, hosts } from '../random-change.js'

const setUp = (behaviour: Behaviour = {}) => {
  const vendor = memoryVendor()
  vendor.behave(behaviour)
  vendor.app.server.put('app wx1', { request: ['https://a.example.com'], upload: ['https://u.example.com'] })
  return { vendor, list: domainProvider(vendor.driver).app('wx1').server }
}

const adding = (...request: ReadonlyArray<string>) => addDomains<ServerKind>({ request })

describe('the list after a change', () => {
  test('is what a read gives, whatever the vendor drops, wipes, refuses or leaves unsaid', async () => {
    const behaviour: fc.Arbitrary<Behaviour> = fc.record(
      {
        silent: fc.boolean(),
        drops: fc.subarray(hosts.map((host) => canonical('request', host))),
        wipesUnnamed: fc.boolean(),
        refusesWhole: fc.constant('no-icp' as const),
      },
      { requiredKeys: ['silent', 'drops', 'wipesUnnamed'] },
    )
    await fc.assert(
      fc.asyncProperty(behaviour, fc.array(edit, { minLength: 1, maxLength: 4 }), async (behaves, edits) => {
        const { list } = setUp(behaves)
        for (const each of edits) {
          const outcome = right(await list.modify(changeOf(each))())
          const listed = right(await list.get()())
          const sorted = (set: DomainSet<ServerKind> = {}) =>
            Object.fromEntries(Object.entries(set).map(([kind, domains]) => [kind, [...domains].sort()]))
          expect(sorted(outcome.after?.domains)).toEqual(sorted(listed.domains))
        }
      }),
    )
  })

  test('is the list as it was, where there was nothing to do', async () => {
    const { list } = setUp()
    const outcome = right(await list.modify(adding('a.example.com'))())
    expect(outcome.after).toEqual(outcome.before)
  })

  test('tells no more kinds than the caller observed', async () => {
    const { list } = setUp()
    const observed = { domains: { request: ['https://a.example.com'] } }
    const outcome = right(await list.modify(adding('b.example.com'), { observed })())
    expect(outcome.after).toEqual({ domains: { request: ['https://a.example.com', 'https://b.example.com'] } })
  })

  test('is not told of a published pool whose reply does not tell it', async () => {
    const vendor = memoryVendor()
    const { capabilities, platform } = vendor.driver
    const server = { ...capabilities.platform.server, versions: ['both', 'testing'] as const }
    const [published, testing] = [{ any: ['a.example.com'] }, { any: ['b.example.com'] }]
    const list = domainProvider({
      ...vendor.driver,
      capabilities: { ...capabilities, platform: { ...capabilities.platform, server } },
      platform: {
        ...platform,
        server: { ...platform.server, read: () => TE.right({ domains: published, versions: { published, testing } }) },
      },
    }).platform.server
    const outcome = right(await list.modify(addDomains<ServerKind>({ any: ['c.example.com'] }))())
    expect(outcome.items).toMatchObject([{ verdict: 'accepted' }])
    expect(outcome).not.toHaveProperty('after')
  })
})

describe('changes that wait for each other', () => {
  test('look once where each reply accounts for every domain', async () => {
    const { list, vendor } = setUp()
    await Promise.all(['b', 'c', 'd'].map((host) => list.modify(adding(`${host}.example.com`))()))
    expect([vendor.reads(), vendor.writes()]).toEqual([1, 3])
  })

  test('look once, and after each write, where the vendor says nothing', async () => {
    const { list, vendor } = setUp({ silent: true })
    await Promise.all(['b', 'c', 'd'].map((host) => list.modify(adding(`${host}.example.com`))()))
    expect([vendor.reads(), vendor.writes()]).toEqual([4, 3])
  })

  test('find what the one before them did', async () => {
    const { list, vendor } = setUp()
    const [, second] = await Promise.all([
      list.modify(adding('b.example.com'))(),
      list.modify(adding('b.example.com'))(),
    ])
    expect(right(second).items).toMatchObject([{ verdict: 'already' }])
    expect([vendor.reads(), vendor.writes()]).toEqual([1, 1])
  })

  test('look anew once nobody waits any more', async () => {
    const { list, vendor } = setUp()
    right(await list.modify(adding('b.example.com'))())
    vendor.app.server.put('app wx1', {})
    const outcome = right(await list.modify(adding('b.example.com'))())
    expect(outcome.items).toMatchObject([{ verdict: 'accepted' }])
    expect(vendor.reads()).toBe(2)
  })

  test('are a set that looks where replies alone have told of the list, and does not undo what another hand listed', async () => {
    const { vendor } = setUp()
    const { app } = vendor.driver
    const server: ListDriver<ServerKind> = {
      ...app.server,
      // Another hand is there as soon as the `add` is written.
      write: (call, operation) =>
        TE.map((reply: WriteReply<ServerKind>) => {
          if (operation._tag === 'Add')
            vendor.app.server.put('app wx1', {
              request: ['https://a.example.com'],
              upload: ['https://other.example.com'],
            })
          return reply
        })(app.server.write(call, operation)),
    }
    const list = domainProvider({ ...vendor.driver, app: { ...app, server } }).app('wx1').server
    const add = list.modify(adding('b.example.com'))()
    const set = list.modify(setDomains<ServerKind>({ request: ['c.example.com'] }))()
    right(await add)
    right(await set)
    expect(vendor.app.server.peek('app wx1')).toMatchObject({
      request: ['https://c.example.com'],
      upload: ['https://other.example.com'],
    })
  })

  test('are a set that does not look where the vendor has just told the list', async () => {
    const { list, vendor } = setUp()
    const sets = ['b', 'c'].map((host) => list.modify(setDomains<ServerKind>({ request: [`${host}.example.com`] }))())
    for (const each of await Promise.all(sets)) right(each)
    expect(vendor.seen().map(({ what }) => what)).toEqual(['read', 'write', 'read', 'write', 'read'])
  })

  test('look after one of which nobody knows what it did, and after one that was refused', async () => {
    for (const [behaviour, seen] of [
      [{ resultUnknown: 'before-effect' }, ['read', 'write', 'read', 'read', 'write', 'read']],
      [{ refusesWhole: 'no-icp' }, ['read', 'write', 'read', 'write']],
    ] as const) {
      const { list, vendor } = setUp(behaviour)
      await Promise.all(['b', 'c'].map((host) => list.modify(adding(`${host}.example.com`))()))
      expect(vendor.seen().map(({ what }) => what)).toEqual(seen)
    }
  })

  test('do not look after one that was refused before anything was sent', async () => {
    const { list, vendor } = setUp()
    const many = Array.from({ length: 13 }, (_, index) => `m${index}.example.com`)
    const [first, second] = await Promise.all([
      list.modify(adding(...many.slice(0, 12)))(),
      list.modify(adding('b.example.com'))(),
    ])
    expect(left(first)._tag).toBe('InvalidChange')
    expect(right(second).items).toMatchObject([{ verdict: 'accepted' }])
    expect(vendor.reads()).toBe(1)
  })

  test('are a set that looks after a change that failed, and does not undo what another hand listed while that was tried', async () => {
    const { vendor } = setUp()
    const { app } = vendor.driver
    const failing = [rateLimited]
    const list = domainProvider({
      ...vendor.driver,
      app: {
        ...app,
        server: {
          ...app.server,
          write: (call, operation) => {
            const failure = failing.pop()
            if (failure === undefined) return app.server.write(call, operation)
            vendor.app.server.put('app wx1', { request: [], upload: ['https://other.example.com'] })
            return TE.left(failure(call, {}, 'second'))
          },
        },
      },
    }).app('wx1').server
    const set = (host: string) => list.modify(setDomains<ServerKind>({ request: [host] }))()
    const [first, second] = await Promise.all([set('b.example.com'), set('c.example.com')])
    expect(left(first)).toMatchObject({ _tag: 'RateLimited', applied: 'no' })
    right(second)
    expect(vendor.app.server.peek('app wx1')).toMatchObject({
      request: ['https://c.example.com'],
      upload: ['https://other.example.com'],
    })
  })

  test('do not use what their callers had read before', async () => {
    const { list, vendor } = setUp()
    const observed = right(await list.get()())
    const results = await Promise.all([
      list.modify(addDomains<ServerKind>({ upload: ['new.example.com'] }), { observed })(),
      list.modify(setDomains<ServerKind>({ request: ['c.example.com'] }), { observed })(),
    ])
    for (const each of results) right(each)
    expect(vendor.app.server.peek('app wx1')).toMatchObject({
      request: ['https://c.example.com'],
      upload: ['https://u.example.com', 'https://new.example.com'],
    })
  })

  test('look after one that rests on what its caller observed, also where that was refused before anything was sent', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `m${index}.example.com`)
    for (const domains of [['b.example.com'], many]) {
      const { list, vendor } = setUp()
      const observed = right(await list.get()())
      vendor.app.server.put('app wx1', {})
      const [, second] = await Promise.all([
        list.modify(adding(...domains), { observed })(),
        list.modify(adding('a.example.com'))(),
      ])
      expect(right(second).items).toMatchObject([{ verdict: 'accepted' }])
      expect(vendor.reads()).toBe(2)
    }
  })

  test('end as cancelled when their turn comes, also where there is nothing to do', async () => {
    const { list, vendor } = setUp()
    const cancel = new AbortController()
    const first = list.modify(deleteDomains<ServerKind>({ request: ['a.example.com'] }))()
    const second = list.modify(adding('u.example.com'), { signal: cancel.signal })()
    cancel.abort()
    right(await first)
    expect(E.isLeft(await second)).toBe(true)
    expect(vendor.seen().map(({ what }) => what)).toEqual(['read', 'write', 'read'])
  })
})

describe('a copy of the pool', () => {
  test('is not made of a list that leaves a kind out, since what it brings could not be seen', async () => {
    const { vendor } = setUp()
    const { app } = vendor.driver
    const server = { ...app.server, read: () => TE.right({ domains: { request: [], socket: [], upload: [] } }) }
    const list = domainProvider({ ...vendor.driver, app: { ...app, server } }).app('wx1').server
    expect(left(await list.modify(copyPool)())).toMatchObject({
      _tag: 'UnreadableReply',
      path: 'download',
      applied: 'no',
      modification: 'not-spent',
    })
    expect(vendor.writes()).toBe(0)
  })

  test('does not tell as lost what a read after it leaves out', async () => {
    const { list } = setUp({ untoldAfterWrite: ['upload'] })
    expect(left(await list.modify(copyPool)())).toMatchObject({
      _tag: 'UnreadableReply',
      path: 'upload',
      applied: 'yes',
      retry: { when: 'after-read' },
    })
  })
})

describe('a set', () => {
  test('does not tell as lost what it did not name and a read after it leaves out', async () => {
    const { list } = setUp({ untoldAfterWrite: ['upload'] })
    expect(left(await list.set({ request: ['b.example.com'] })())).toMatchObject({
      _tag: 'UnreadableReply',
      path: 'upload',
      applied: 'yes',
      retry: { when: 'after-read' },
    })
  })
})

describe('a change that may not be written any more', () => {
  test('is not sent, whatever adapter would send it, and leaves the list as it is', async () => {
    const { list } = setUp()
    const before = right(await list.get()())
    const refused = left(await list.modify(adding('https://b.example.com'), { mayWrite: () => false })())
    expect(refused).toMatchObject({ _tag: 'Cancelled', sent: false, applied: 'no', modification: 'not-spent' })
    expect(right(await list.get()())).toEqual(before)
    const outcome = right(await list.modify(adding('https://b.example.com'), { mayWrite: () => true })())
    expect(outcome.modification).toBe('spent')
  })
})
