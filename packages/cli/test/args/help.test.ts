import { commands } from '../../src/commands/index.js'
import { widthOf } from '../../src/output/text-width.js'
import { desk } from '../harness/command-line.js'

const definitions = commands.map((define) => define((en) => en))
const names = definitions.map(({ command }) => command.name())

describe('the help', () => {
  test.each(names)('of %s has examples, in both languages', async (name) => {
    const at = desk()
    const english = await at.type(name, '--help')
    const chinese = await at.type('help', name, '--lang', 'zh')
    expect(english).toMatchObject({ code: 0, err: '' })
    expect(english.out).toContain(`Usage: mini-domains ${name}`)
    expect(english.out).toMatch(/Examples:\n {2}# .+\n {2}\S/)
    expect(chinese.out).toContain('示例')
    expect(chinese.out).not.toContain('Examples')
  })

  test.each(names)('of %s explains all that it takes, in the columns that the terminal has', async (name) => {
    const found = definitions.find(({ command }) => command.name() === name)
    for (const language of ['en', 'zh'])
      for (const columns of [60, 80]) {
        const { out } = await desk().at(columns)(name, '--help', '--lang', language)
        for (const { argChoices = [] } of found?.command.registeredArguments ?? [])
          expect(out).toContain(argChoices.join(', '))
        for (const { long = '', argChoices = [] } of found?.options ?? [])
          for (const text of [long, ...argChoices]) expect(out).toContain(text)
        expect(out).toContain('--config')
        // A line to copy is not broken.
        const [explained = ''] = out.split(/^(?:Examples:|示例：)$/m)
        expect(explained.split('\n').filter((line) => widthOf(line) > columns)).toEqual([])
      }
  })

  test('of the command lists every command and every exit code, by the locale', async () => {
    const at = desk({ LC_ALL: 'zh_CN.UTF-8' })
    const all = await at.type()
    for (const name of names) expect(all.out).toContain(`  ${name}`)
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
    expect((await at.type('plan', 'word')).err).toContain('unexpected argument: plan takes none')
    expect((await at.type('get')).err).toContain('get needs APP...')
    expect((await at.type('pool', 'frob')).err).toContain('get, add, delete, set')
    expect((await at.type('plan', '--label', 'x')).err).toContain('KEY=VALUE')
    expect((await at.type('plan', '--concurrency', '0')).code).toBe(1)
    expect((await at.type('plan', '--otu=x')).err).toContain('did you mean --out?')
    expect((await at.type('plan', '--out', '--html', 'x')).err).toContain('--out needs a value')
    expect((await at.type('help', 'plna')).err).toContain('mini-domains plan')
    const json = await at.type('plan', '--otu', 'x', '--json')
    expect(JSON.parse(json.out.split('\n')[0] ?? '')).toMatchObject({ format: 1, problem: 'usage' })
  })

  test('tells all options that it does not know in one go, and which choice was meant', async () => {
    const at = desk()
    const { err } = await at.type('plan', '--htlm', 'x', '--vendro=wechat', '--sekret-4711', 'y', '--htlm', 'z')
    expect(err).toContain(
      'unknown option --htlm; did you mean --html?; unknown option --vendro; did you mean --vendor?; unknown option',
    )
    expect(err).not.toContain('4711')
    expect((await at.type('plan', '--htlm', 'x', '--', '--vendro', '--lang', 'zh')).err).not.toContain('--vendor')
    expect((await at.type('tokens', 'chekc')).err).toContain('status, check, import; did you mean check?')
    expect((await at.type('migrate', 'a.example', 'b.example', 'ad', '--lang', 'zh')).err).toContain('您是否想用 add？')
    expect((await at.type('emulate', '--scenario', 'merchant-revoke')).err).toContain('did you mean merchant-revokes?')
    expect((await at.type('pool', 'sekret-4711')).err).not.toMatch(/4711|did you mean/)
  })

  test('tells of each value of apply what it may be, and nothing of those that are well', async () => {
    const at = desk()
    const { err } = await at.type('apply', 'plan.jsonl', '--canary', '500%', '--concurrency', '0')
    expect(err).toMatch(/--canary is N[^]*--concurrency is a whole number/)
    expect(err).not.toContain('--detach')
    const detached = await at.type('apply', 'plan.jsonl', '--detach', '--report', 'x.md', '--lang', 'zh')
    expect(detached.err).toMatch(/--detach 须与 --workers 同用[^]*--detach 不能与 --report 同用/)
    expect((await at.type('apply', 'plan.jsonl', '--workers', '--concurrency', '4')).err).toContain(
      'each worker has its own',
    )
  })

  test('takes the options of every command before the command too, and refuses what it does not know there', async () => {
    const at = desk()
    expect((await at.type('--lang', 'zh', 'plan', '--help')).out).toContain('用法：mini-domains plan')
    expect((await at.type('--json', 'completion', 'fish')).out).toContain('"shell":"fish"')
    expect((await at.type('--jsn')).err).toContain('did you mean --json?')
    expect((await at.type('plan', '--language', 'zh')).err).toContain('unknown option')
    expect((await at.type('plan', '--lang', 'fr')).err).toContain('--lang is one of en, zh')
    expect((await at.type('plan', '--lang')).err).toContain('--lang needs a value')
    expect((await at.type('completion', 'bash', '--lang', 'zh_CN')).err).toContain('只能是')
  })

  test('is not needed for values that begin with a dash, words behind two dashes, and joined short options', async () => {
    const at = desk()
    expect((await at.type('plan', '--config=-odd.yaml')).err).toContain('-odd.yaml cannot be read')
    expect((await at.type('plan', '-c-odd.yaml')).err).toContain('-odd.yaml cannot be read')
    expect((await at.type('-qc', 'odd.yaml', 'plan')).err).toContain('odd.yaml cannot be read')
    expect((await at.type('apply', '--', '-odd')).err).toContain('there is no plan -odd')
    expect((await at.type('plan', '--config', 'first.yaml', '--config', 'last.yaml')).err).toContain('last.yaml')
  })

  test('offers the nearest command where several are near', async () => {
    expect((await desk().type('pln')).err).toContain('mini-domains plan?')
    expect((await desk().type('sett')).err).toContain('mini-domains set?')
  })

  test('has the version', async () => {
    expect((await desk().type('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
