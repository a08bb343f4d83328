import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { desk, eventsOf, fleetDesk } from '../harness/command-line.js'

const pick = (line: string): ReadonlyArray<string> => line.split(' ')

describe('a selection', () => {
  test.each(['plan', 'verify', 'apps'])(
    'that matches no app ends %s with a code of its own, and asks no vendor',
    async (command) => {
      const { emulator, at } = await fleetDesk()
      for (const [words, meant] of [
        ['--vendor wecaht', 'Did you mean wechat?'],
        ['--app wx-app-11', 'Did you mean wx-app-1?'],
        ['--exclude wx-app-7', 'There is: wx-app-1'],
        ['--label tier=goldd', 'There is none.'],
        ['--vendor baidu --app wx-app-1', 'mini-domains apps'],
      ] as const) {
        const told = await at.type(command, ...pick(words))
        expect([words, told.code]).toEqual([words, 7])
        expect(told.err).toContain(meant)
      }
      expect(emulator.wechat.requests()).toEqual([])
      const events = eventsOf((await at.type(command, '--app', 'nosuchapp', '--json')).out)
      expect(events.at(-2)).toMatchObject({ event: 'problem', problem: 'selection' })
      expect(events.at(-1)).toMatchObject({ event: 'ended', status: 'empty', code: 7 })
    },
  )

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
