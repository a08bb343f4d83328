import {
  type DomainChange,
  type Kind,
  type Outcome,
  type PoolVersion,
  type WebviewKind,
  addDomains,
  deleteDomains,
  isComplete,
  setDomains,
} from '@mini-domains/core'
import { type Emulator, startEmulator } from '@mini-domains/emulator'
import fc from 'fast-check'
import { inBoth, left, providerAt, right } from '../provider-under-test.js'
import { withReplies } from '../scripted-vendor.js'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

interface Hosts {
  readonly published: ReadonlyArray<string>
  readonly testing: ReadonlyArray<string>
}

const seeded = ({ published, testing }: Hosts, isPublished = true) => {
  emulator.wechat.reset()
  emulator.wechat.seed({ platform: { published: isPublished, webview: { published, testing } } })
  return providerAt(emulator.wechat.baseUrl).platform.webview
}

const now = (): Hosts => emulator.wechat.state().platform.webview
const writes = (): ReadonlyArray<string> =>
  emulator.wechat
    .requests()
    .map(({ body }) => body)
    .filter((body) => !body.includes('"get"'))

const told = (outcome: Outcome<Kind>): ReadonlyArray<string> =>
  outcome.items.map(({ domain, intent, verdict }) => `${domain} ${intent} ${verdict}`)

const a = { published: ['a.example.com'], testing: ['a.example.com', 'beta.example.com'] }

test('a set for both versions leaves what only the testing one lists, and tells of it', async () => {
  const list = seeded(a)
  const outcome = right(await list.modify(setDomains({ webview: ['a.example.com', 'c.example.com'] }))())
  expect(now()).toEqual({
    published: ['a.example.com', 'c.example.com'],
    testing: ['a.example.com', 'beta.example.com', 'c.example.com'],
  })
  expect(told(outcome)).toEqual(['https://a.example.com present already', 'https://c.example.com present accepted'])
  expect(outcome.before.versions?.testing.webview).toEqual(['https://a.example.com', 'https://beta.example.com'])
  expect(writes()).toHaveLength(1)
})

test('an add lists in the testing version what only the published one has', async () => {
  const list = seeded({ published: ['b.example.com'], testing: [] })
  expect(told(right(await list.modify(addDomains({ webview: ['b.example.com'] }))()))).toEqual([
    'https://b.example.com present accepted',
  ])
  expect(now()).toEqual({ published: ['b.example.com'], testing: ['b.example.com'] })
})

test('a delete takes off what only the testing version lists', async () => {
  const list = seeded(a)
  expect(told(right(await list.modify(deleteDomains({ webview: ['beta.example.com'] }))()))).toEqual([
    'https://beta.example.com absent accepted',
  ])
  expect(now()).toEqual({ published: ['a.example.com'], testing: ['a.example.com'] })
})

test('a change for the testing version leaves the published one alone, one call after the other', async () => {
  const list = seeded(a)
  const version = 'testing'
  right(await list.modify(setDomains({ webview: ['z.example.com'] }), { version })())
  expect(now()).toEqual({ published: ['a.example.com'], testing: ['z.example.com'] })
  right(await list.modify(addDomains({ webview: ['y.example.com'] }), { version: 'both' })())
  expect(now()).toEqual({
    published: ['a.example.com', 'y.example.com'],
    testing: ['z.example.com', 'y.example.com'],
  })
  expect(list.cost(setDomains({ webview: ['z.example.com'] }), right(await list.get()()), version)).toEqual(
    expect.objectContaining({ right: 1 }),
  )
})

test('what get gave may be given back, and nothing is sent', async () => {
  const list = seeded(a)
  const outcome = right(await list.modify(setDomains(right(await list.get()()).domains))())
  expect([told(outcome), writes(), now()]).toEqual([['https://a.example.com present already'], [], a])
})

test('a version is refused where a list has one only, with nothing sent', async () => {
  await withReplies(['{}'], async ({ baseUrl, sent }) => {
    const { server } = providerAt(baseUrl).app('wx-app-1')
    const change = addDomains({ request: ['https://a.example.com'] })
    expect(left(await server.modify(change, { version: 'testing' })())).toMatchObject({ _tag: 'Unsupported' })
    expect(server.cost(change, { domains: {} }, 'both')).toMatchObject({ left: { _tag: 'Unsupported' } })
    expect(sent).toHaveLength(0)
  })
})

test('a reply that lacks the testing version cannot be read: it is never taken for an empty one', async () => {
  await withReplies(['{"errcode":0,"errmsg":"ok","published_wxa_jump_h5_domain":"a.qq.com"}'], async ({ baseUrl }) => {
    const { webview } = providerAt(baseUrl).platform
    expect(left(await webview.get()())).toMatchObject({ _tag: 'UnreadableReply', path: 'testing_wxa_jump_h5_domain' })
  })
})

test('what a reply to an add shows to be gone from the testing version is told as lost', async () => {
  const reply =
    '{"errcode":0,"errmsg":"ok","published_wxa_jump_h5_domain":"b.qq.com","testing_wxa_jump_h5_domain":"b.qq.com"}'
  await withReplies([reply], async ({ baseUrl }) => {
    const { webview } = providerAt(baseUrl).platform
    const versions = { published: { webview: [] }, testing: { webview: ['https://beta.qq.com'] } }
    const outcome = right(
      await webview.modify(addDomains({ webview: ['b.qq.com'] }), {
        observed: { domains: { webview: [] }, versions },
      })(),
    )
    expect(outcome.items).toMatchObject([
      { domain: 'https://b.qq.com', verdict: 'accepted' },
      { domain: 'https://beta.qq.com', verdict: 'rejected', rejection: { reason: 'lost' } },
    ])
  })
})

test('what a change for the testing version takes from the published one is told as lost', async () => {
  const reply = '{"errcode":0,"errmsg":"ok","published_wxa_jump_h5_domain":"","testing_wxa_jump_h5_domain":"b.qq.com"}'
  await withReplies([reply], async ({ baseUrl }) => {
    const { webview } = providerAt(baseUrl).platform
    const outcome = right(
      await webview.modify(addDomains({ webview: ['b.qq.com'] }), {
        observed: inBoth({ webview: ['https://live.qq.com'] }),
        version: 'testing',
      })(),
    )
    expect(outcome.items).toMatchObject([
      { domain: 'https://b.qq.com', verdict: 'accepted' },
      { domain: 'https://live.qq.com', verdict: 'rejected', rejection: { reason: 'lost' } },
    ])
  })
})

const ofVersions = (published: string | undefined | null, testing: string | undefined | null): string =>
  JSON.stringify({
    errcode: 0,
    errmsg: 'ok',
    published_wxa_jump_h5_domain: published,
    testing_wxa_jump_h5_domain: testing,
  })

test.each([
  ['leaves the published version out', undefined],
  ['says null of the published version', null],
])('a reply to an add for both that %s proves nothing: the list is looked at', async (_, published) => {
  const before = ofVersions('a.qq.com', 'a.qq.com;beta.qq.com')
  const halfDone = ofVersions('a.qq.com', 'a.qq.com;beta.qq.com;c.qq.com')
  const reply = ofVersions(published, 'a.qq.com;beta.qq.com;c.qq.com')
  await withReplies([before, reply, halfDone], async ({ baseUrl, sent }) => {
    const { webview } = providerAt(baseUrl).platform
    const outcome = right(await webview.modify(addDomains({ webview: ['c.qq.com'] }))())
    expect(told(outcome)).toEqual(['https://c.qq.com present rejected'])
    expect(sent).toHaveLength(3)
  })
})

test.each([undefined, null])(
  'a reply to a change for the testing version may say %s of the published one: nothing is told as lost',
  async (published) => {
    const before = ofVersions('a.qq.com', 'a.qq.com;beta.qq.com')
    const reply = ofVersions(published, 'a.qq.com;beta.qq.com;c.qq.com')
    await withReplies([before, reply], async ({ baseUrl, sent }) => {
      const { webview } = providerAt(baseUrl).platform
      const change = addDomains({ webview: ['c.qq.com'] })
      const outcome = right(await webview.modify(change, { version: 'testing' })())
      expect(told(outcome)).toEqual(['https://c.qq.com present accepted'])
      expect(sent).toHaveLength(2)
    })
  },
)

test('a domain that the testing version has and the published one lost meanwhile is told once, as lost', async () => {
  const reply =
    '{"errcode":0,"errmsg":"ok","published_wxa_jump_h5_domain":"","testing_wxa_jump_h5_domain":"a.qq.com;b.qq.com"}'
  await withReplies([reply], async ({ baseUrl }) => {
    const { webview } = providerAt(baseUrl).platform
    const change = addDomains({ webview: ['a.qq.com', 'b.qq.com'] })
    const options = { observed: inBoth({ webview: ['https://a.qq.com'] }), version: 'testing' } as const
    const outcome = right(await webview.modify(change, options)())
    expect(told(outcome)).toEqual(['https://b.qq.com present accepted', 'https://a.qq.com present rejected'])
    expect(isComplete(outcome)).toBe(false)
  })
})

test('a set whose result fits a full pool is made by a delete first, and loses nothing', async () => {
  emulator.wechat.reset()
  const published = ['a.example.com', 'b.example.com']
  emulator.wechat.seed({
    limits: { serverPool: 3 },
    platform: { server: { published, testing: [...published, 'beta.example.com'] } },
  })
  const limits = { platform: { server: { perKind: 3 } } }
  const list = providerAt(emulator.wechat.baseUrl, { limits }).platform.server
  right(await list.modify(setDomains({ any: ['a.example.com', 'c.example.com'] }))())
  expect(sorted(emulator.wechat.state().platform.server)).toEqual([
    ['a.example.com', 'c.example.com'],
    ['a.example.com', 'beta.example.com', 'c.example.com'],
  ])
})

test('a staged entry that differs by its port alone is not taken for the one that is wanted', async () => {
  emulator.wechat.reset()
  const testing = ['a.example.com', 'h.example.com:443']
  emulator.wechat.seed({ platform: { server: { published: ['a.example.com'], testing } } })
  const list = providerAt(emulator.wechat.baseUrl).platform.server
  right(await list.modify(setDomains({ any: ['a.example.com', 'h.example.com'] }))())
  const { server } = emulator.wechat.state().platform
  expect(sorted(server)).toEqual([
    ['a.example.com', 'h.example.com'],
    ['a.example.com', 'h.example.com', 'h.example.com:443'],
  ])
})

test('an observed list whose versions lack the kind is looked at all the same', async () => {
  const list = seeded(a)
  const observed = { domains: { webview: ['https://a.example.com'] }, versions: { published: {}, testing: {} } }
  right(await list.modify(setDomains({ webview: ['c.example.com'] }), { observed })())
  expect(now().testing).toContain('beta.example.com')
})

test('a set for both versions leaves the staged entries also where a change is for the testing version by default', async () => {
  emulator.wechat.reset()
  const published = ['a.example.com', 'old.example.com']
  emulator.wechat.seed({ platform: { webview: { published, testing: ['a.example.com', 'beta.example.com'] } } })
  const list = providerAt(emulator.wechat.baseUrl, { pool: 'testing' }).platform.webview
  const change = setDomains({ webview: ['a.example.com', 'c.example.com'] })
  expect(told(right(await list.modify(change, { version: 'both' })()))).toEqual([
    'https://a.example.com present already',
    'https://c.example.com present accepted',
    'https://old.example.com absent accepted',
  ])
  expect(sorted(now())).toEqual([
    ['a.example.com', 'c.example.com'],
    ['a.example.com', 'beta.example.com', 'c.example.com'],
  ])
})

test('what only the testing version lists may be named although it could not be listed anew', async () => {
  const old = 'old_host.example.com'
  const list = seeded({ published: ['a.example.com'], testing: ['a.example.com', old] })
  const observed = right(await list.get()())
  expect(left(await seeded(a).modify(deleteDomains({ webview: [old] }))())).toMatchObject({ _tag: 'InvalidChange' })
  const again = seeded({ published: ['a.example.com'], testing: ['a.example.com', old] })
  expect(told(right(await again.modify(deleteDomains({ webview: [old] }), { observed })()))).toEqual([
    `${old} absent accepted`,
  ])
  expect(now()).toEqual({ published: ['a.example.com'], testing: ['a.example.com'] })
})

const roomFor = (most: number, hosts: Hosts) => {
  emulator.wechat.reset()
  emulator.wechat.seed({ limits: { serverPool: most }, platform: { server: hosts } })
  return providerAt(emulator.wechat.baseUrl, { limits: { platform: { server: { perKind: most } } } }).platform.server
}

test('what does not fit the testing version is refused with nothing written, and the version is named', async () => {
  const testing = ['a.example.com', 'beta.example.com', 'gamma.example.com']
  const list = roomFor(3, { published: ['a.example.com'], testing })
  for (const change of [
    addDomains({ any: ['b.example.com'] }),
    setDomains({ any: ['a.example.com', 'b.example.com'] }),
  ]) {
    const refused = left(await list.modify(change)())
    expect(refused).toMatchObject({ _tag: 'InvalidChange', modification: 'not-spent' })
    expect(refused).toMatchObject({ refusals: [{ domain: 'b.example.com', rule: 'over-limit' }] })
    expect(JSON.stringify(refused)).toContain('It is the testing version that is full.')
    expect(list.cost(change, right(await list.get()()))).toMatchObject({ left: { _tag: 'InvalidChange' } })
  }
  expect(writes()).toEqual([])
  right(await list.modify(deleteDomains({ any: ['gamma.example.com'] }))())
  expect(told(right(await list.modify(addDomains({ any: ['b.example.com'] }))()))).toHaveLength(1)
})

test('a testing version that is over its limit may be made shorter, and keeps nobody from a change of its other', async () => {
  const testing = ['a.example.com', 'b.example.com', 'c.example.com', 'd.example.com']
  const list = roomFor(2, { published: ['a.example.com'], testing })
  const shorter = setDomains({ any: ['b.example.com', 'c.example.com'] })
  expect(list.cost(shorter, right(await list.get()()), 'testing')).toMatchObject({ right: 1 })
  expect(list.cost(deleteDomains({ any: ['d.example.com'] }), right(await list.get()()))).toMatchObject({ right: 1 })
})

const host = fc.constantFrom('a', 'b', 'c', 'd').map((name) => `${name}.example.com`)
const hosts = fc.uniqueArray(host, { maxLength: 4 })
const changes = fc.record({ tag: fc.constantFrom('add', 'delete', 'set'), named: hosts }).map(({ tag, named }) => ({
  tag,
  named,
  change: { add: addDomains, delete: deleteDomains, set: setDomains }[tag]({
    webview: named,
  }) satisfies DomainChange<WebviewKind>,
}))

const without = (list: ReadonlyArray<string>, gone: ReadonlyArray<string>) => list.filter((one) => !gone.includes(one))
const edited = (list: ReadonlyArray<string>, tag: string, named: ReadonlyArray<string>): ReadonlyArray<string> =>
  tag === 'add' ? [...list, ...named] : tag === 'delete' ? without(list, named) : named

const modelOf = (
  { published, testing }: Hosts,
  tag: string,
  named: ReadonlyArray<string>,
  version: PoolVersion,
  isPublished: boolean,
): Hosts => {
  if (version === 'testing' || !isPublished) return { published, testing: edited(testing, tag, named) }
  const staged = without(testing, published)
  return {
    published: edited(published, tag, named),
    testing: tag === 'set' ? [...named, ...staged] : edited(testing, tag, named),
  }
}

const sorted = ({ published, testing }: Hosts) => [[...new Set(published)].sort(), [...new Set(testing)].sort()]

test('whatever two versions list, a change leads to what it says in each, loses nothing, and costs what was told', async () => {
  await fc.assert(
    fc.asyncProperty(
      hosts,
      hosts,
      changes,
      fc.constantFrom<PoolVersion>('both', 'testing'),
      fc.boolean(),
      async (published, testing, { tag, named, change }, version, isPublished) => {
        const before = { published, testing }
        const list = seeded(before, isPublished)
        const observed = right(await list.get()())
        const cost = right(list.cost(change, observed, version))
        const outcome = right(await list.modify(change, { version })())
        expect(sorted(now())).toEqual(sorted(modelOf(before, tag, named, version, isPublished)))
        expect(isComplete(outcome)).toBe(true)
        expect(writes()).toHaveLength(cost)
        expect(outcome.modifications).toBe(cost)
      },
    ),
    { numRuns: 150 },
  )
})

test('with room for three in each version, a change is refused just where a version that it writes would not hold it', async () => {
  const most = 3
  const upToThree = fc.uniqueArray(host, { maxLength: most })
  await fc.assert(
    fc.asyncProperty(
      upToThree,
      upToThree,
      fc.constantFrom('add', 'delete', 'set'),
      hosts,
      fc.constantFrom<PoolVersion>('both', 'testing'),
      async (published, testing, tag, named, version) => {
        const list = roomFor(most, { published, testing })
        const make = { add: addDomains, delete: deleteDomains, set: setDomains }[tag]
        const after = sorted(modelOf({ published, testing }, tag, named, version, true))
        const result = await list.modify(make({ any: named }), { version })()
        const fits = after.every((one) => one.length <= most)
        expect([fits, result]).toMatchObject([fits, { _tag: fits ? 'Right' : 'Left' }])
        const { server } = emulator.wechat.state().platform
        expect(sorted(server)).toEqual(fits ? after : sorted({ published, testing }))
        if (!fits) expect(writes()).toEqual([])
      },
    ),
    { numRuns: 150 },
  )
})
