import { mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { guarded, jsonText, marked, plain, terminalText } from '../../src/output/terminal-text.js'
import { savedPlan } from '../../src/io/saved-file.js'
import { configOf, desk, vendors } from '../harness/command-line.js'

const hostile = '\u001b[2J\u001b[31m\u009b2J\n\r\tforged\u202e\u200b\u2028\u0000\ufdd2'
const unshown = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu

/** What is raw in a text, besides line ends and tabs. */
const rawIn = (text: string): ReadonlyArray<string> =>
  (text.match(unshown) ?? []).filter((sign) => sign !== '\n' && sign !== '\t').map((sign) => JSON.stringify(sign))

describe('a text for a terminal', () => {
  test('holds no control, no hidden character and no line break, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plain(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
        expect(plain(plain(text))).toBe(plain(text))
      }),
    )
    expect(plain(hostile)).toBe('\\x1b[2J\\x1b[31m\\x9b2J\\n\\r\\tforged\\u{202e}\\u{200b}\\u{2028}\\x00')
  })

  test('keeps our styles and ends them', () => {
    expect(terminalText(marked('red', 'a\u001b[2J'))).toBe('\u001b[31ma\\x1b[2J\u001b[39m')
    expect(terminalText('\ufdd2forged')).toBe('\u001b[31mforged\u001b[0m')
  })

  test('is JSON that reads back the same and shows nothing raw', () => {
    expect(rawIn(jsonText({ hostile }))).toEqual([])
    expect(JSON.parse(jsonText({ hostile }))).toEqual({ hostile })
  })

  test('is all that leaves by a guarded way out, besides our own layout', () => {
    let out = ''
    guarded((text) => (out += text))('\u001b[1ma\u001b[22m\n\u001b[2J\u202e\r\u001b[Kb')
    expect(out).toBe('\u001b[1ma\u001b[22m\n\\x1b[2J\\u{202e}\r\u001b[Kb')
  })
})

const verbs: ReadonlyArray<ReadonlyArray<string>> = [
  ['plan'],
  ['plan', '--label', `a=${hostile}`],
  ['apps'],
  ['get', hostile],
  ['get', 'wx-app-1'],
  ['add', hostile, '--request', hostile],
  ['add', 'wx-app-1', '--request', hostile, '--yes'],
  ['delete', 'wx-app-1', '--request', hostile, '--yes'],
  ['set', 'wx-app-1', '--request', hostile, '--yes'],
  ['pool', 'get', '--vendor', hostile],
  ['verify'],
  ['verify-file', hostile, '--file', hostile],
  ['apply', hostile],
  ['migrate', hostile, hostile],
  ['doctor'],
  ['tokens', hostile],
  ['secret', 'put', hostile],
  ['init', '--vendor', hostile],
  ['emulate', '--apps', hostile],
  ['listen', '--vendor', hostile],
  ['completion', hostile],
  ['plan', '--config', hostile],
  ['plan', `--${hostile}`],
  [hostile],
]

describe('the command', () => {
  test('lets no foreign text reach a stream raw, by whatever verb, for people and for programs', async () => {
    const emulator = await vendors()
    const at = desk()
    const quoted = JSON.stringify(hostile)
    at.write(
      'mini-domains.yaml',
      `${configOf(emulator).replace(/\napps:[\s\S]*$/, '\n')}\napps:\n  - { id: ${quoted}, vendor: wechat, labels: { ${quoted}: ${quoted} } }\n`,
    )
    for (const verb of verbs)
      for (const more of [[], ['--json']]) {
        const { out, err } = await at.type(...verb, ...more)
        expect([verb, rawIn(out + err)]).toEqual([verb, []])
        expect([verb, /^forged/m.test(out + err)]).toEqual([verb, false])
      }
  }, 60_000)

  test.each([
    ['secret', 'put', 'b', 'TOPSECRET1'],
    ['--tokenTOPSECRET1'],
    ['plan', '--lang', 'TOPSECRET1'],
    ['TOPSECRET1'],
    ['completion', 'TOPSECRET1'],
    ['secret', 'put', 'b', '--from-env', 'TOPSECRET1'],
  ])('echoes nothing that stands where nothing belongs: %s %s %s %s', async (...argv) => {
    const at = desk({ MINI_DOMAINS_KEY: Buffer.alloc(32, 1).toString('base64') })
    const { code } = await at.type(...argv)
    expect(code).toBe(1)
    expect(at.printed()).not.toContain('TOPSECRET1')
  })

  test.each([
    'TOPSECRET1x',
    '"TOPSECRET1x"',
    '- TOPSECRET1x',
    'version: 1\nvendors: { a: { adapter: b, config: { appSecretTOPSECRET1x: x } } }\napps: []',
    'version: 1\nvendors: { a: { adapter: b, config: { deep: { token.TOPSECRET1x: x } } } }\napps: []',
    'version: 1\nTOPSECRET1x: 1',
  ])('echoes no secret that stands in the place of a config or of a key: %s', async (text) => {
    const at = desk()
    at.write('mini-domains.yaml', text)
    expect(await at.type('plan')).toMatchObject({ code: 1 })
    expect(await at.type('doctor', '--lang', 'zh')).toMatchObject({ code: 1 })
    expect(at.printed()).not.toContain('TOPSECRET1x')
    expect(at.printed()).toContain('mini-domains.yaml:')
  })

  test.each([
    'data:text/javascript,0',
    'file:///tmp/a.mjs',
    'http://x.com/a.mjs',
    '/tmp/a.mjs',
    '../a.mjs',
    './../../a.mjs',
    'node:fs',
    'fs',
  ])('takes no adapter from anywhere but a package or the folder of the config: %s', async (adapter) => {
    const at = desk({}, { [adapter]: {} })
    at.write(
      'mini-domains.yaml',
      `version: 1\nvendors: { a: { adapter: '${adapter}' } }\napps: [{ id: x, vendor: a }]\n`,
    )
    expect((await at.type('plan')).err).toContain('an adapter is a package, or a file in the folder of the config')
  })
})

describe('a plan that is being saved', () => {
  test('goes through no link that was planted beside it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mini-domains-plan-'))
    writeFileSync(join(folder, 'mine'), 'mine')
    symlinkSync(join(folder, 'mine'), join(folder, 'p.partial'))
    const plan = await savedPlan(join(folder, 'p'))
    await plan.add('line')
    await plan.keep()
    expect(readdirSync(folder).sort()).toEqual(['mine', 'p', 'p.partial'])
  })
})
