import { type DomainError, addDomains, copyPool, setDomains } from '@mini-domains/core'
import { profileNames } from '@mini-domains/emulator'
import type * as E from 'fp-ts/lib/Either.js'
import { type EmulatedList, withEmulator } from '../emulated-list.js'
import { emulatedLists } from '../emulated-lists.js'
import { left, providerAt, right } from '../provider-under-test.js'

const a = 'a.example.com'
const b = 'b.example.com'
const c = 'c.example.net'

const empty = {
  platform: {
    server: { testing: ['example.com', 'example.net'] },
    webview: { testing: ['example.com', 'example.net'] },
  },
}

// Where a list with `[]` is not emptied, the config says so (A.1.5).
const under = (profile: string, list: EmulatedList) => ({
  ...list.config,
  emptySet: profile === 'contrary' ? 'delete' : 'send',
})

describe.each(profileNames)('under the profile %s', (profile) => {
  describe.each(emulatedLists.map((list) => [list.name, list] as const))('%s', (_, list) => {
    const at = (...hosts: ReadonlyArray<string>) => hosts.map((host) => list.scheme + host)
    const run = (test: (session: Session) => Promise<void>) =>
      withEmulator({ profile, wechat: empty }, async ({ wechat }) => {
        const provider = providerAt(wechat.baseUrl, under(profile, list))
        const before = list.used(wechat.state())
        await test({
          change: async (verb, ...hosts) => right(await list.change(provider, verb, hosts)),
          attempt: (verb, ...hosts) => list.change(provider, verb, hosts),
          get: async () => right(await list.get(provider)),
          state: () => list.state(wechat.state()),
          spent: () => list.used(wechat.state()) - before,
          requests: () => wechat.requests().length,
          writes: () => wechat.requests().filter(({ tookEffect }) => tookEffect).length,
        })
        await provider.close()
      })

    interface Session {
      readonly change: (
        verb: 'Add' | 'Delete' | 'Set',
        ...hosts: ReadonlyArray<string>
      ) => Promise<{
        readonly items: ReadonlyArray<string>
        readonly modification: string
      }>
      readonly attempt: EmulatedAttempt
      readonly get: () => Promise<ReadonlyArray<string>>
      readonly state: () => ReadonlyArray<string>
      readonly spent: () => number
      readonly requests: () => number
      readonly writes: () => number
    }
    type EmulatedAttempt = (
      verb: 'Add' | 'Delete' | 'Set',
      ...hosts: ReadonlyArray<string>
    ) => Promise<E.Either<DomainError, unknown>>

    it(
      'law 1: get after set x is x, and order and duplicates never matter',
      run(async ({ change, get, state, spent }) => {
        await change('Set', b, a.toUpperCase(), b)
        expect([...(await get())].sort()).toEqual(at(a, b))
        expect([...state()].sort()).toEqual(at(a, b))
        const again = await change('Set', a, b, a)
        expect(again).toEqual({ items: at(a, b).map((domain) => `${domain} already`), modification: 'not-spent' })
        expect(spent()).toBe(1)
      }),
    )

    it(
      'law 1: set takes off what it does not name, and tells so',
      run(async ({ change, state, spent }) => {
        await change('Set', a, b)
        const { items } = await change('Set', b, c)
        const [onA, onB, onC] = at(a, b, c)
        expect([...items].sort()).toEqual([`${onA} absent accepted`, `${onB} already`, `${onC} accepted`])
        expect([...state()].sort()).toEqual(at(b, c))
        // Where a reply leaves kinds out, a `set` is done by an `add` and a `delete`, which reach no other kind.
        expect(spent()).toBe(profile === 'legacy' && list.name.startsWith('server domains') ? 3 : 2)
      }),
    )

    it(
      'law 2: add of what is there and delete of what is not are outcomes, and nothing is written',
      run(async ({ change, spent }) => {
        await change('Set', a)
        expect((await change('Add', a)).items).toEqual([`${at(a).join()} already`])
        expect((await change('Delete', b)).items).toEqual([`${at(b).join()} absent already`])
        expect(spent()).toBe(1)
      }),
    )

    it(
      'law 2: add and delete write only what makes a difference',
      run(async ({ change, state, spent }) => {
        await change('Set', a)
        const [onA, onB, onC] = at(a, b, c)
        expect((await change('Add', a, b)).items).toEqual([`${onA} already`, `${onB} accepted`])
        expect((await change('Delete', b, c)).items).toEqual([`${onC} absent already`, `${onB} absent accepted`])
        expect(state()).toEqual(at(a))
        expect(spent()).toBe(3)
      }),
    )

    it(
      'law 3: set of nothing empties the list, in one modification',
      run(async ({ change, get, state, spent }) => {
        await change('Set', a, b)
        await change('Set')
        expect(await get()).toEqual([])
        expect(state()).toEqual([])
        expect(spent()).toBe(2)
      }),
    )

    it(
      'law 5: what can be known to be wrong is refused before anything is sent',
      run(async ({ attempt, requests }) => {
        const wrong = [
          'http://a.example.com',
          'https://a.example.com/x',
          '127.0.0.1',
          'localhost',
          '*.example.com',
          'a b.com',
        ]
        const error = left(await attempt('Add', a, ...wrong))
        expect(error._tag === 'InvalidChange' ? error.refusals.map(({ domain }) => domain) : error).toEqual(wrong)
        expect(requests()).toBe(0)
      }),
    )

    it(
      'law 14: changes made at the same time do not lose each other',
      run(async ({ change, state, spent }) => {
        await change('Set')
        const used = spent()
        await Promise.all([change('Add', a), change('Add', b), change('Add', c), change('Delete', a)])
        expect([...state()].sort()).toEqual(at(b, c))
        expect(spent() - used).toBe(4)
      }),
    )
  })

  it(
    'law 3: a kind that a set does not name is not touched, and an empty one empties its kind only',
    withEmulator({ profile }, async ({ wechat }) => {
      const provider = providerAt(wechat.baseUrl, { emptySet: profile === 'contrary' ? 'delete' : 'send' })
      const { server } = provider.app('wx-app-1')
      const configured = () => wechat.state().apps['wx-app-1']?.server.configured
      right(await server.modify(addDomains({ request: [a, b], socket: [a], upload: [a] }))())
      right(await server.modify(setDomains({ request: [c], upload: [] }))())
      expect(configured()).toMatchObject({
        requestdomain: [`https://${c}`],
        wsrequestdomain: [`wss://${a}`],
        uploaddomain: [],
      })
      right(await server.modify(setDomains({ socket: [] }))())
      expect(configured()).toMatchObject({ requestdomain: [`https://${c}`], wsrequestdomain: [] })
    }),
  )

  it(
    'law 3: a set reaches no kind that WeChat does not tell',
    withEmulator({ profile }, async ({ wechat }) => {
      wechat.seed({ apps: { 'wx-app-1': { server: { configured: { udpdomain: ['udp://a.example.com'] } } } } })
      const provider = providerAt(wechat.baseUrl, {})
      const { server } = provider.app('wx-app-1')
      right(await server.modify(addDomains({ request: [a] }))())
      right(await server.modify(setDomains({ request: [b] }))())
      expect(wechat.state().apps['wx-app-1']?.server.configured).toMatchObject({
        requestdomain: [`https://${b}`],
        udpdomain: ['udp://a.example.com'],
      })
      await provider.close()
    }),
  )

  it(
    'law 4: accepted and already and rejected are all that was asked for, and agree with the true state',
    withEmulator(
      {
        profile,
        wechat: {
          icpMissing: ['no.example.com'],
          apps: { 'wx-app-1': { server: { configured: { requestdomain: [`https://${a}`] } } } },
        },
      },
      async ({ wechat }) => {
        const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
        const asked = { request: [a, b, 'x.no.example.com', 'elsewhere.org'], socket: ['no.example.com', c] }
        const outcome = right(await server.modify(addDomains(asked))())
        expect(outcome.items).toHaveLength(6)
        const { configured } = wechat.state().apps['wx-app-1']?.server ?? {}
        const there = [...(configured?.requestdomain ?? []), ...(configured?.wsrequestdomain ?? [])].sort()
        const claimed = outcome.items.filter(({ verdict }) => verdict !== 'rejected').map(({ domain }) => domain)
        expect([...claimed].sort()).toEqual(there)
        // Where 85018 refuses the whole call (legacy), what was there is there still, and no more.
        expect(there).toHaveLength(profile === 'legacy' ? 1 : 3)
      },
    ),
  )

  it(
    'law 6: only copyPool copies the pool, and it tells what came',
    withEmulator({ profile }, async ({ wechat }) => {
      const { webview } = providerAt(wechat.baseUrl).app('wx-app-1')
      right(await webview.modify(setDomains({ webview: [a] }))())
      expect(wechat.state().apps['wx-app-1']?.webview.configured).toEqual([`https://${a}`])
      const outcome = right(await webview.modify(copyPool)())
      expect(outcome.items.map(({ domain, verdict }) => `${domain} ${verdict}`)).toEqual([
        `https://${a} already`,
        'https://example.com accepted',
        'https://example.net accepted',
      ])
      const withoutAction = wechat.requests().filter(({ body }) => !body.includes('"action"'))
      expect(withoutAction.map(({ body }) => body)).toEqual(['{}'])
      expect(wechat.state().apps['wx-app-1']?.modificationsUsed.webview).toBe(2)
    }),
  )

  it(
    'law 13: what the capabilities say cannot be done sends nothing',
    withEmulator({ profile }, async ({ wechat }) => {
      const provider = providerAt(wechat.baseUrl)
      const direct = providerAt(wechat.baseUrl, { appDomains: 'direct' })
      const { platform } = provider
      const tasks = [
        provider.app('wx-app-1').server.modify(copyPool),
        direct.app('wx-app-1').webview.modify(copyPool),
        platform.server.modify(copyPool),
        platform.webview.modify(copyPool),
        platform.server.effective(),
        platform.webview.effective(),
      ]
      for (const task of tasks) {
        const result: E.Either<DomainError, unknown> = await task()
        const error = left(result)
        expect(error).toMatchObject({ _tag: 'Unsupported', modification: 'not-spent' })
        expect(error._tag === 'Unsupported' ? error.link : '').toMatch(/^https:/)
      }
      expect(wechat.requests()).toEqual([])
    }),
  )
})
