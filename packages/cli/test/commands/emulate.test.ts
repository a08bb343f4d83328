import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { scenarios } from '@mini-domains/emulator'
import { profileIn } from '../../src/commands/doctor/probe-report.js'
import { type Desk, desk } from '../harness/command-line.js'

/** Rehearses while work is done; gives what was printed, and the code it ended with. */
const whileEmulating = async (at: Desk, argv: ReadonlyArray<string>, work: () => Promise<void>) => {
  const emulated = at.type('emulate', '--apps', '2', '--write', 'mini-domains.yaml', ...argv)
  let isOver = false
  void emulated.then(() => (isOver = true))
  while (!isOver && !at.printed().includes('wrote mini-domains.yaml')) await new Promise((done) => setImmediate(done))
  await work()
  at.interrupt()
  return emulated
}

describe('emulate', () => {
  test('rehearses a merchant who took the authorisation back', async () => {
    const at = desk()
    const { out } = await whileEmulating(at, ['--scenario', 'merchant-revokes'], async () => {
      const planned = await at.type('plan')
      expect(planned.out).toContain('AuthorizationLost')
    })
    expect(out).toContain('merchant-revokes  the merchant of the first app')
  })

  test('rehearses a filing that is missing', async () => {
    const at = desk()
    await whileEmulating(at, ['--scenario', 'filing-missing'], async () => {
      await at.type('plan', '--out', 'plan.jsonl', '--vendor', 'wechat')
      expect((await at.type('apply', 'plan.jsonl', '--yes')).out).toContain('no-icp')
    })
  })

  test('rehearses a release that is due: what is configured is not live', async () => {
    const at = desk()
    await whileEmulating(at, ['--scenario', 'release-due'], async () => {
      expect(await at.type('plan')).toMatchObject({ code: 0 })
      const verified = await at.type('verify', '--vendor', 'wechat', '--json')
      expect(verified.out).toContain('"configured":"same","effective":"differs"')
    })
  })

  test('rehearses a budget that is spent, and one that is small', async () => {
    const at = desk()
    await whileEmulating(at, ['--scenario', 'budget-spent'], async () => {
      await at.type('plan', '--out', 'plan.jsonl')
      expect((await at.type('apply', 'plan.jsonl', '--yes')).out).toContain('BudgetSpent')
    })
    const poor = desk()
    await whileEmulating(poor, ['--budget', '1'], async () => {
      await poor.type('add', 'wx-app-1', '--request', 'api.example.com', '--yes')
      expect((await poor.type('add', 'wx-app-1', '--request', 'b.example.com', '--yes')).err).toContain('BudgetSpent')
    })
  })

  test('lets so many requests go wrong', async () => {
    const at = desk()
    await whileEmulating(at, ['--latency', '5', '--faults', '100%'], async () => {
      expect((await at.type('get', 'wx-app-1')).code).toBe(1)
    })
    const sound = desk()
    await whileEmulating(sound, ['--latency', '5', '--faults', '0'], async () => {
      expect((await sound.type('get', 'wx-app-1')).code).toBe(0)
    })
  })

  test('ends a quota of calls', async () => {
    const at = desk()
    await whileEmulating(at, ['--quota', '1'], async () => {
      await at.type('get', 'wx-app-1')
      expect((await at.type('get', 'wx-app-1')).code).toBe(1)
    })
  })

  test('names every scenario in its help, and refuses others and what is no number', async () => {
    const at = desk()
    const { out } = await at.type('emulate', '--help')
    for (const { name } of scenarios) expect(out).toContain(name)
    expect((await at.type('emulate', '--scenario', 'rain')).code).toBe(1)
    expect((await at.type('emulate', '--faults', '101')).code).toBe(1)
    expect((await at.type('emulate', '--latency', 'slow')).code).toBe(1)
  })

  test('replies as a report of doctor --probe found the vendors, so that a probe of it writes the same report', async () => {
    const live = desk()
    await whileEmulating(live, ['--profile', 'legacy'], async () => {
      expect((await live.type('doctor', '--probe', '--out', 'probe.md')).code).toBe(0)
    })
    const report = readFileSync(join(live.folder, 'probe.md'), 'utf8')
    expect(report).toContain('| `udpdomain` | array | – | not seen |')
    expect(profileIn(report)).toEqual({
      wechat: { fields: 'four-kinds' },
      baidu: { envelope: 'bare' },
      douyin: { emptyList: 'array' },
      huawei: { emptyList: 'left-out' },
    })
    const again = desk()
    again.write('mailed.md', report.replaceAll('\n', '\r\n'))
    await whileEmulating(again, ['--profile', 'mailed.md'], async () => {
      expect((await again.type('doctor', '--probe', '--out', 'probe.md')).code).toBe(0)
    })
    expect(readFileSync(join(again.folder, 'probe.md'), 'utf8')).toBe(report)
    const usual = desk()
    await whileEmulating(usual, [], async () => {
      expect((await usual.type('doctor', '--probe')).out).not.toBe(report)
    })
  })

  test('refuses a profile that it does not know, before it begins', async () => {
    const at = desk()
    at.write('odd.md', '```json\n{ "wechat": { "fields": "nine-kinds" } }\n```\n')
    for (const name of ['odd.md', 'none.md', 'legcay']) {
      const refused = await at.type('emulate', '--profile', name, '--write', 'mini-domains.yaml')
      expect([refused.code, refused.out]).toEqual([1, ''])
      expect(refused.err).toContain('default, legacy, contrary')
    }
  })
})
