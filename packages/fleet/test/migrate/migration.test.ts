import { type MigrationStep, migrated } from '../../src/migrate/migration.js'
import { desiredOf } from '../shared-state.js'

const all = ['https://a.com', 'https://a.com:8443', 'https://a.com:9443', 'https://b.a.com:8443', 'https://x.com']

const moved = (step: MigrationStep, from: string, to: string, listed: ReadonlyArray<string> = all) => {
  const desired = desiredOf(
    `version: 1\nvendors: { w: { adapter: x } }\nprofiles: { p: { server: { request: ${JSON.stringify(listed)} } } }\n`,
  )
  return migrated(desired, { from, to }, step).content.profiles?.['p']?.server?.request
}

const swapped = (entry: string, by: string) => all.map((one) => (one === entry ? by : one))

describe('a migration of one entry with its port', () => {
  test.each([
    ['a.com:8443', 'n.com:8443', 'https://a.com:8443', 'https://n.com:8443'],
    ['a.com:8443', 'n.com:7443', 'https://a.com:8443', 'https://n.com:7443'],
    ['a.com:8443', 'n.com', 'https://a.com:8443', 'https://n.com'],
    ['https://a.com:9443', 'https://n.com:9443', 'https://a.com:9443', 'https://n.com:9443'],
    ['A.COM:8443', 'n.com:8443', 'https://a.com:8443', 'https://n.com:8443'],
    ['a.com:8443/', 'n.com:8443/', 'https://a.com:8443', 'https://n.com:8443'],
  ])('moves %s to %s, exactly that entry, and doubles no port', (from, to, old, successor) => {
    expect(moved('remove', from, to)).toEqual(swapped(old, successor))
    const added = moved('add', from, to)
    expect(added?.filter((one) => !all.includes(one))).toEqual([successor])
    expect(added).toHaveLength(all.length + 1)
    expect(JSON.stringify([added, moved('remove', from, to)])).not.toMatch(/:\d+:\d+/)
  })

  test.each(['a.com:443', 'a.com:1', 'com:8443', 'c.com:8443'])(
    'moves nothing where there is no such entry: %s',
    (from) => {
      expect(moved('remove', from, 'n.com:8443')).toEqual(all)
      expect(moved('add', from, 'n.com:8443')).toEqual(all)
    },
  )
})

test('a migration without a port moves every entry of the host, each with its own port', () => {
  expect(moved('remove', 'a.com', 'n.com')).toEqual([
    'https://n.com',
    'https://n.com:8443',
    'https://n.com:9443',
    'https://b.a.com:8443',
    'https://x.com',
  ])
})

test('a new port is written once, in the place of the one that the entry has', () => {
  expect(moved('remove', 'a.com', 'n.com:7443', ['a.com', 'https://a.com:8443'])).toEqual([
    'n.com:7443',
    'https://n.com:7443',
  ])
})

const chain = ['{ from: b.com, to: c.com }', '{ from: a.com, to: b.com }']

test.each([[chain], [[...chain].reverse()], [[...chain, '{ from: c.com, to: a.com }']]])(
  'of migrations in the config that go on where another ends, all hosts are wanted in whatever order they are written: %j',
  (migrations) => {
    const { content, rewrite } = desiredOf(
      `version: 1\nvendors: { w: { adapter: x } }\nprofiles: { p: { webview: [a.com] } }\nmigrations: [${migrations.join(', ')}]\n`,
    )
    expect(content.profiles?.['p']?.webview).toEqual(['a.com', 'b.com', 'c.com'])
    expect(rewrite?.({ id: 'a', vendor: 'w', extra: { webview: ['a.com'] } }).extra?.webview).toHaveLength(3)
  },
)
