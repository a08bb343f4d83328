import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Say } from '../../src/args/definition.js'
import { commands } from '../../src/commands/index.js'
import { desk, eventsOf, fleetDesk } from '../harness/command-line.js'

const pick = (line: string): ReadonlyArray<string> => line.split(' ')

/** How each command that goes over the apps of a config is typed. */
const overApps: ReadonlyArray<string> = [
  'apps',
  'pull',
  'plan',
  'verify',
  'rollback m1abc2de-0f1e2d3c',
  'migrate www.example.com new.example.com add',
  'migrate www.example.com new.example.com verify',
  'migrate www.example.com new.example.com remove',
  'verify-file --all --file check.txt',
  'budget',
  'tokens status',
  'tokens check',
]

/** The others, and what they go over. */
const overElse: Readonly<Record<string, string>> = {
  init: 'questions',
  doctor: 'the surroundings, and an app of each vendor',
  validate: 'the files, whole',
  apply: 'a saved plan, exactly: its selection was made as it was planned',
  worker: 'plans that are fed',
  status: 'plans that are fed',
  cancel: 'a plan that is fed',
  explain: 'the app that is named',
  history: 'runs',
  show: 'a run',
  get: 'the apps that are named',
  add: 'the app that is named',
  delete: 'the app that is named',
  set: 'the app that is named',
  pool: 'a pool',
  'authorize-url': 'a vendor',
  listen: 'pushes',
  notify: 'who is told',
  secret: 'secrets',
  emulate: 'apps that are made up',
  schema: 'nothing',
  completion: 'nothing',
}

const selecting = ['--vendor', '--app', '--label', '--exclude']

test('every command that goes over apps takes the options that select some; each other says what it goes over', () => {
  const say: Say = (en) => en
  const named = new Set(overApps.map((line) => pick(line)[0]))
  for (const define of commands) {
    const { command, options } = define(say)
    const taken = selecting.filter((name) => options.some(({ long }) => long === name))
    if (named.has(command.name())) expect([command.name(), taken]).toEqual([command.name(), selecting])
    else expect([command.name(), overElse[command.name()]]).toEqual([command.name(), expect.any(String)])
  }
  expect(named.size + Object.keys(overElse).length).toBe(commands.length)
})

describe('a selection', () => {
  test.each(['__proto__', 'constructor', 'toString'])(
    'may be by a label, at a vendor, of a profile %s',
    async (word) => {
      const { at } = await fleetDesk()
      const text = readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')
      const apps = `appFiles: [{ path: apps.csv, columns: { id: 编号, vendor: 平台, label.${word}: 等级 } }]\n`
      at.write(
        'mini-domains.yaml',
        `${text}${apps}`
          .replace(/\bshop\b/g, word)
          .replace(/^( {2})wechat:/gm, `$1${word}:`)
          .replace(/vendor: wechat/g, `vendor: ${word}`),
      )
      at.write('apps.csv', `编号,平台,等级\n${word},${word},gold\nwx-9,${word},silver\n`)
      const { code, out, err } = await at.type('apps', '--label', `${word}=gold`, '--json')
      const ids = eventsOf(out).flatMap((event) => (event.event === 'app' ? [event.app] : []))
      expect({ code, ids, err }).toEqual({ code: 0, ids: [word], err: '' })
      const planned = await at.type('plan', '--vendor', word, '--app', 'wx-app-*')
      expect(planned.code).toBe(0)
      expect(planned.out).toContain(word)
      expect((await at.type('verify', '--vendor', word, '--app', 'wx-app-1')).code).toBe(2)
    },
  )

  test.each(overApps)('that matches no app ends `%s` with a code of its own, and asks no vendor', async (line) => {
    const command = pick(line)
    const { emulator, at } = await fleetDesk()
    for (const [words, meant] of [
      ['--vendor wecaht', 'Did you mean wechat?'],
      ['--app wx-app-11', 'Did you mean wx-app-1?'],
      ['--exclude wx-app-7', 'There is: wx-app-1'],
      ['--label tier=goldd', 'There is none.'],
      ['--vendor baidu --app wx-app-1', 'mini-domains apps'],
    ] as const) {
      const told = await at.type(...command, ...pick(words))
      expect([words, told.code]).toEqual([words, 7])
      expect(told.err).toContain(meant)
    }
    expect(emulator.wechat.requests()).toEqual([])
    const events = eventsOf((await at.type(...command, '--app', 'nosuchapp', '--json')).out)
    expect(events.at(-2)).toMatchObject({ event: 'problem', problem: 'selection' })
    expect(events.at(-1)).toMatchObject({ event: 'ended', status: 'empty', code: 7 })
  })

  test('takes several apps, and leaves some out, with the pools of the rest', async () => {
    const { at } = await fleetDesk()
    const apps = await at.type('apps', '--app', 'wx-app-1', '--app', 'bd-app-2')
    expect(apps.out).toMatch(/wx-app-1[^]*bd-app-2/)
    expect(apps.out).not.toContain('wx-app-2')
    await at.type('plan', '--out', 'plan.jsonl', '--vendor', 'wechat', '--exclude', '*-3')
    const plan = readFileSync(join(at.folder, 'plan.jsonl'), 'utf8')
    expect(plan).toContain('wx-app-2')
    expect(plan).not.toContain('wx-app-3')
    expect(plan).not.toContain('bd-app')
  })
})

test.each([['plan'], ['verify'], ['pull'], ['apps'], ['validate'], ['verify-file', '--all', '--file', 'check.txt']])(
  'a config without apps is told in the same words by each command, and is never green: %s %s',
  async (...line) => {
    const at = desk()
    at.write('check.txt', 'abc')
    at.write(
      'mini-domains.yaml',
      `version: 1
allowInlineSecrets: true
vendors: { wechat: { adapter: '@mini-domains/wechat', credentials: { tokens: '{"platform":"t"}' } } }
`,
    )
    const events = eventsOf((await at.type(...line, '--json')).out)
    expect(events.at(-2)).toMatchObject({ problem: 'empty', message: { en: 'nothing was looked at' } })
    expect(events.at(-1)).toMatchObject({ status: 'empty', code: 7 })
  },
)

test('a config and apps that are there are written over by emulate only where that is asked for', async () => {
  const at = desk()
  at.write('mini-domains.yaml', 'mine')
  expect(await at.type('emulate', '--write', 'mini-domains.yaml')).toMatchObject({ code: 4 })
  expect(readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')).toBe('mine')
  at.write('fleet.apps.csv', 'mine')
  const told = await at.type('emulate', '--apps', '101', '--write', 'fleet.yaml')
  expect(told.err).toContain('fleet.apps.csv is there already')
  expect(told.err).toContain('--force')
})

test('a canary of more than all is refused', async () => {
  const { at } = await fleetDesk()
  await at.type('plan', '--out', 'plan.jsonl')
  expect((await at.type('apply', 'plan.jsonl', '--canary', '500%')).code).toBe(1)
  expect((await at.type('apply', 'plan.jsonl', '--canary', '100%')).code).toBe(0)
})
