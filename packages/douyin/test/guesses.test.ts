import { createDomainProvider } from '@mini-domains/core'
import { type DouyinProfile } from '@mini-domains/emulator'
import { douyin } from '../src/index.js'
import { appId, emulated } from './emulated.js'

// Each guess of docs/vendors/douyin.md is set to its other reading: what the adapter does by default tells the truth even so, and where
// an option takes that reading, it works.

type World = Awaited<ReturnType<typeof emulated>>

const withWorld = async (
  profile: Partial<DouyinProfile>,
  config: Readonly<Record<string, unknown>>,
  run: (world: World) => Promise<void>,
): Promise<void> => {
  const world = await emulated(config)
  try {
    world.emulator.seed({ profile })
    await run(world)
  } finally {
    await world.close()
  }
}

const seeded = ({ emulator }: World): void =>
  emulator.seed({
    apps: { [appId]: { server: { configured: { request: ['a.example.com'], socket: ['s.example.com'] } } } },
  })

const verdicts = ({ items }: { readonly items: ReadonlyArray<{ readonly verdict: string }> }) =>
  items.map(({ verdict }) => verdict)

describe('clearing a kind', () => {
  test.each(['ignored', 'clears'] as const)('works by delete where an empty array is %s', (emptySet) =>
    withWorld({ emptySet }, {}, async (world) => {
      seeded(world)
      await world.app.server.set({ request: [] })
      expect(world.serverOf()).toMatchObject({ request: [], socket: ['s.example.com'] })
      expect(world.sent()).toContainEqual({ action: 'delete', request: ['a.example.com'] })
    }),
  )

  test('by `emptySet: "send"` works where an empty array clears', () =>
    withWorld({ emptySet: 'clears' }, { emptySet: 'send' }, async (world) => {
      seeded(world)
      await world.app.server.set({ request: [] })
      expect(world.serverOf()).toMatchObject({ request: [], socket: ['s.example.com'] })
    }))

  test('by `emptySet: "send"` is told as not done where an empty array is nothing', () =>
    withWorld({ emptySet: 'ignored' }, { emptySet: 'send' }, async (world) => {
      seeded(world)
      const outcome = await world.app.server.set({ request: [] })
      expect(verdicts(outcome)).toEqual(['rejected'])
      expect(world.serverOf()?.request).toEqual(['a.example.com'])
    }))
})

describe('a kind that a set does not name', () => {
  test.each(['untouched', 'cleared'] as const)('keeps its domains where what is left out is %s', (setOmitted) =>
    withWorld({ setOmitted }, {}, async (world) => {
      seeded(world)
      await world.app.server.set({ request: ['b.example.com'].map((host) => `https://${host}`) })
      expect(world.serverOf()).toMatchObject({ request: ['b.example.com'], socket: ['s.example.com'] })
    }),
  )

  test('is left out with `setSends: "named"`', () =>
    withWorld({ setOmitted: 'untouched' }, { setSends: 'named' }, async (world) => {
      seeded(world)
      await world.app.server.set({ request: ['https://b.example.com'] })
      expect(world.sent()).toContainEqual({ action: 'set', request: ['b.example.com'] })
      expect(world.serverOf()?.socket).toEqual(['s.example.com'])
    }))
})

describe('a write that is answered with 40026 or 40028', () => {
  test.each(['40026', 'success'] as const)(
    'of what came to be listed meanwhile is told by the list (%s)',
    (unchanged) =>
      withWorld({ unchanged }, {}, async (world) => {
        const { app, emulator } = world
        // Somebody else adds it between the look and the write.
        emulator.faults.add({
          kind: 'reply',
          body: { err_no: 0, err_msg: '', log_id: '1', data: { request: [], socket: [], upload: [], download: [] } },
          match: { action: 'get' },
          times: 1,
        })
        seeded(world)
        expect(verdicts(await app.server.add({ request: ['https://a.example.com'] }))).not.toContain('rejected')
      }),
  )

  test.each(['nothing', 'rest'] as const)('of which one domain is not there is told by the list (%s)', (deleteAbsent) =>
    withWorld({ deleteAbsent }, {}, async (world) => {
      const { app, emulator } = world
      const data = { request: ['a.example.com', 'gone.example.com'], socket: [], upload: [], download: [] }
      const body = { err_no: 0, err_msg: '', log_id: '1', data }
      emulator.faults.add({ kind: 'reply', body, match: { action: 'get' }, times: 1 })
      seeded(world)
      const wanted = ['https://a.example.com', 'https://gone.example.com']
      const { items } = await app.server.delete({ request: wanted })
      const left = world.serverOf()?.request
      expect(left).toEqual(deleteAbsent === 'nothing' ? ['a.example.com'] : [])
      const told = items.map(({ domain, verdict }) => [domain, verdict === 'rejected'])
      expect(told).toEqual([
        [wanted[0], left?.includes('a.example.com')],
        [wanted[1], false],
      ])
    }),
  )
})

describe('a get without a list', () => {
  test('cannot be read, and says which option takes it for an empty one', () =>
    withWorld({ emptyList: 'absent' }, {}, async ({ app }) => {
      const en: unknown = expect.stringContaining('absentData: "empty"')
      await expect(app.server.get()).rejects.toMatchObject({
        _tag: 'UnreadableReply',
        hint: { en },
      })
    }))

  test('is empty with `absentData: "empty"`', () =>
    withWorld({ emptyList: 'absent' }, { absentData: 'empty' }, async ({ app }) => {
      expect((await app.server.get()).domains).toEqual({ request: [], socket: [], upload: [], download: [] })
    }))
})

describe('the 20', () => {
  const hosts = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${name}${index}.example.com`)
  const twentyFour = {
    request: hosts('r', 12).map((host) => `https://${host}`),
    upload: hosts('u', 12).map((host) => `https://${host}`),
  }

  test('are of each kind, where the vendor has it so', () =>
    withWorld({ limitScope: 'each-kind' }, {}, async ({ app, serverOf }) => {
      expect(verdicts(await app.server.set(twentyFour))).not.toContain('rejected')
      expect(serverOf()?.upload).toHaveLength(12)
    }))

  test('are told by the vendor’s own word where they are of all kinds', () =>
    withWorld({ limitScope: 'all-kinds' }, {}, async ({ app }) => {
      const { items } = await app.server.set(twentyFour)
      expect(items[0]).toMatchObject({ verdict: 'rejected', rejection: { reason: 'over-limit' } })
    }))

  test('are kept before anything is sent with `limitScope: "all-kinds"`', () =>
    withWorld({ limitScope: 'all-kinds' }, { limitScope: 'all-kinds' }, async ({ app, requests }) => {
      await expect(app.server.set(twentyFour)).rejects.toMatchObject({ _tag: 'InvalidChange', applied: 'no' })
      expect(requests().filter(({ body }) => !body.includes('"get"'))).toEqual([])
    }))
})

test.each(['general', 'v1'] as const)('a bad token is known by its code (%s)', (tokenCodes) =>
  withWorld({ tokenCodes }, { tokens: { apps: { [appId]: 'isvact.unknown' } } }, async ({ app }) => {
    await expect(app.server.get()).rejects.toMatchObject({ _tag: 'TokenRejected' })
  }),
)

test.each([
  ['emptySet', 'sometimes'],
  ['setSends', 'all'],
  ['absentData', 'null'],
  ['limitScope', 'total'],
])('%s: %j is no reading', (option, value) => {
  const settings = { vendor: 'douyin' as const, tokens: {}, [option]: value }
  expect(createDomainProvider([douyin], settings)).toMatchObject({
    left: { issues: [{ path: option }] },
  })
})
