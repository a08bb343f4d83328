import { beginMigration, endMigration } from '../../src/index.js'

const migration = { from: 'old.example.com', to: 'new.example.com' }

const head = `version: 1
vendors: { w: { adapter: x } } # one
`

describe('a migration in the text of a desired state', () => {
  test('is written below the rest, or beside those that are there', () => {
    expect(beginMigration(`${head}# end\n`, migration)).toBe(
      `${head.trimEnd()}\nmigrations:\n  - { from: old.example.com, to: new.example.com }\n# end\n`,
    )
    const block = `${head}migrations:\n  - from: a.example.com\n    to: b.example.com # soon\nprofiles: {}\n`
    expect(beginMigration(block, migration)).toBe(
      block.replace('# soon\n', '# soon\n  - { from: old.example.com, to: new.example.com }\n'),
    )
    expect(beginMigration('{"version": 1, "vendors": {}}', migration)).toBe(
      '{"version": 1, "vendors": {}, "migrations": [{ "from": "old.example.com", "to": "new.example.com" }]}',
    )
  })

  test('is not written where it would be no valid one, nor into what is no list', () => {
    expect(beginMigration(head, { from: 'a.example.com', to: 'a.example.com' })).toBeUndefined()
    expect(beginMigration(`${head}migrations:\n`, migration)).toBeUndefined()
    expect(beginMigration('version: 2\n', migration)).toBeUndefined()
  })

  test('ends with the new host wherever the old one stood, in its quotes, with its scheme and port', () => {
    const text = `${head}profiles:
  shop:
    server:
      request: ['old.example.com', https://old.example.com/, a.example.com] # both
      socket:
        - "wss://old.example.com:8443" # push
        - new.example.com
    webview: []
pools: { w: { webview: [old.example.com] } }
rules: [{ select: { labels: { tier: old.example.com } }, extra: { webview: [old.example.com] } }]
apps:
  - { id: old.example.com, vendor: w, extra: { server: { request: [old.example.com] } } }
migrations:
  - { from: a.example.com, to: b.example.com }
  - { from: old.example.com, to: new.example.com } # since May
`
    expect(endMigration(text, migration)).toBe(
      text
        .replaceAll(`'old.example.com'`, `'new.example.com'`)
        .replace('https://old.example.com/', 'https://new.example.com')
        .replace('wss://old.example.com:8443', 'wss://new.example.com:8443')
        .replaceAll('webview: [old.example.com]', 'webview: [new.example.com]')
        .replaceAll('request: [old.example.com]', 'request: [new.example.com]')
        .replace('  - { from: old.example.com, to: new.example.com } # since May\n', ''),
    )
  })

  test('takes an old entry out where the new one stands beside it, and the last migration with its key', () => {
    const text = `${head}profiles:
  one: { webview: [old.example.com, new.example.com] }
  two: { webview: [a.example.com, new.example.com, old.example.com] }
  three:
    webview:
      - old.example.com # goes
      # stays
      - new.example.com
migrations:
  - from: old.example.com
    to: new.example.com
apps: []
`
    expect(endMigration(text, migration)).toBe(`${head}profiles:
  one: { webview: [new.example.com] }
  two: { webview: [a.example.com, new.example.com] }
  three:
    webview:
      # stays
      - new.example.com
apps: []
`)
    const json = '{"version": 1, "vendors": {}, "migrations": [{"from": "old.example.com", "to": "new.example.com"}]}'
    expect(endMigration(json, migration)).toBe('{"version": 1, "vendors": {}}')
  })

  test.each([
    ['first', '"old.example.com", "old.example.com/", "new.example.com"', '"new.example.com"'],
    ['last', '"new.example.com", "old.example.com", "old.example.com/"', '"new.example.com"'],
    [
      'in between',
      '"new.example.com", "old.example.com", "a.example.com", "old.example.com/"',
      '"new.example.com", "a.example.com"',
    ],
  ])('leaves JSON as JSON where two entries go, which stand %s', (_, before, after) => {
    const text = (list: string, migrations: string): string =>
      `{"version": 1, "vendors": {}, "profiles": {"one": {"webview": [${list}]}}${migrations}}`
    const migrations = ', "migrations": [{"from": "old.example.com", "to": "new.example.com"}]'
    expect(endMigration(text(before, migrations), migration)).toBe(text(after, ''))
  })

  test('does not end where a part of the text is used elsewhere too', () => {
    const anchored = `${head}profiles:\n  one: { webview: &hosts [old.example.com] }\n  two: { webview: *hosts }\n`
    expect(endMigration(anchored, migration)).toBeUndefined()
    expect(endMigration('version: [', migration)).toBeUndefined()
  })
})
