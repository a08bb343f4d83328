import { commandTable } from '../../src/commands/table.js'
import { desk } from '../harness/command-line.js'

// A Chinese character takes two columns.
const widthOf = (line: string): number => [...line].reduce((width, sign) => width + (sign > '\u2e7f' ? 2 : 1), 0)

describe('the help', () => {
  test.each(commandTable.map(({ name }) => name))('of %s has examples, in both languages', async (name) => {
    const at = desk()
    const english = await at.type(name, '--help')
    const chinese = await at.type('help', name, '--lang', 'zh')
    expect(english).toMatchObject({ code: 0, err: '' })
    expect(english.out).toContain(`Usage: mini-domains ${name}`)
    expect(english.out).toMatch(/Examples:\n {2}# .+\n {2}\S/)
    expect(chinese.out).toContain('示例')
    expect(chinese.out).not.toContain('Examples')
  })

  test.each(commandTable.map(({ name }) => name))(
    'of %s explains all that it takes, in no more than 100 columns',
    async (name) => {
      const manual = await commandTable.find((command) => command.name === name)?.manual()
      for (const language of ['en', 'zh']) {
        const { out } = await desk().type(name, '--help', '--lang', language)
        const [explained = '', examples = ''] = out.split(/^(?:Examples:|示例：)$/m)
        for (const { choices = [] } of manual?.places ?? []) expect(explained).toContain(choices.join(', '))
        for (const { name: option, choices = [] } of manual?.options ?? [])
          for (const text of [`--${option}`, ...choices]) expect(examples).toContain(text)
        const lines = out.split('\n').filter((line) => !line.startsWith('  mini-domains'))
        expect(lines.filter((line) => widthOf(line) > 100)).toEqual([])
      }
    },
  )

  test('of the command lists every command and every exit code, by the locale', async () => {
    const at = desk({ LC_ALL: 'zh_CN.UTF-8' })
    const all = await at.type()
    for (const { name } of commandTable) expect(all.out).toContain(`  ${name}`)
    expect(all.out).toContain('6 已取消')
    expect((await at.type('--help', '--lang', 'en')).out).toContain('6 cancelled')
  })

  test('is offered where something was mistyped, with what was meant', async () => {
    const at = desk()
    expect((await at.type('plna')).err).toContain('mini-domains plan')
    expect((await at.type('nonsense')).err).toContain('mini-domains --help')
    expect((await at.type('plan', '--otu', 'x')).err).toContain('did you mean --out?')
    expect((await at.type('plan', '--out')).err).toContain('--out needs a value')
    expect((await at.type('plan', '--quiet=yes')).err).toContain('--quiet takes no value')
    expect((await at.type('plan', 'word')).err).toContain('one word too many')
    expect((await at.type('get')).err).toContain('get needs APP...')
    expect((await at.type('pool', 'frob')).err).toContain('get, add, delete, set')
    expect((await at.type('plan', '--label', 'x')).err).toContain('KEY=VALUE')
    expect((await at.type('plan', '--concurrency', '0')).code).toBe(1)
    const json = await at.type('plan', '--otu', 'x', '--json')
    expect(JSON.parse(json.out.split('\n')[0] ?? '')).toMatchObject({ format: 1, problem: 'usage' })
  })

  test('takes the options of every command before the command too, and refuses what it does not know there', async () => {
    const at = desk()
    expect((await at.type('--lang', 'zh', 'plan', '--help')).out).toContain('用法：mini-domains plan')
    expect((await at.type('--json', 'completion', 'fish')).out).toContain('"shell":"fish"')
    expect((await at.type('--jsn')).err).toContain('did you mean --json?')
    expect((await at.type('plan', '--language', 'zh')).err).toContain('there is no option of that name')
    expect((await at.type('plan', '--lang', 'fr')).err).toContain('--lang is one of en, zh, and nothing else')
    expect((await at.type('plan', '--lang')).err).toContain('--lang needs a value')
    expect((await at.type('completion', 'bash', '--lang', 'zh_CN')).err).toContain('只能是')
  })

  test('offers the nearest command where several are near', async () => {
    expect((await desk().type('pln')).err).toContain('mini-domains plan?')
    expect((await desk().type('sett')).err).toContain('mini-domains set?')
  })

  test('has the version', async () => {
    expect((await desk().type('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
