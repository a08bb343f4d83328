import { configOf, eventsOf, fleetDesk } from '../harness/command-line.js'

/** A fleet that is as desired and live, but for what each test does to it. */
const liveFleet = async (config: (text: string) => string = (text) => text) => {
  const { emulator, at } = await fleetDesk()
  at.write('mini-domains.yaml', config(configOf(emulator)))
  await at.type('plan', '--out', 'plan.jsonl')
  await at.type('apply', 'plan.jsonl', '--yes')
  for (const app of Object.keys(emulator.wechat.state().apps)) emulator.wechat.release(app)
  return { emulator, at }
}

const foreign = { apps: { 'wx-app-1': { server: { configured: { requestdomain: ['https://old.example.com'] } } } } }

const summaryOf = (out: string): Readonly<Record<string, unknown>> | undefined =>
  eventsOf(out).flatMap((event) =>
    event.event === 'verify' && event.value['line'] === 'summary' ? [event.value] : [],
  )[0]

describe('the state of a fleet', () => {
  test('is in sync where all is configured and live', async () => {
    const { at } = await liveFleet()
    const verified = await at.type('verify', '--json')
    expect(verified.code).toBe(0)
    expect(summaryOf(verified.out)).toMatchObject({ appStates: { 'in-sync': 6, drift: 0 } })
  })

  test('is drift where somebody changed a list, with an alarm, and none for an app that is frozen', async () => {
    const { emulator, at } = await liveFleet()
    emulator.wechat.seed(foreign)
    const drift = await at.type('verify', '--app', 'wx*')
    expect(drift.code).toBe(2)
    expect(drift.out).toContain('drift')
    at.write(
      'mini-domains.yaml',
      configOf(emulator).replace(
        "{ id: 'wx-app-1', vendor: wechat }",
        "{ id: 'wx-app-1', vendor: wechat, frozen: true }",
      ),
    )
    const frozen = await at.type('verify', '--json')
    expect(frozen.code).toBe(0)
    expect(summaryOf(frozen.out)).toMatchObject({ appStates: { frozen: 1, 'in-sync': 5 } })
    expect((await at.type('verify', '--fail-on', 'frozen')).code).toBe(2)
  })

  test('awaits a release, or a merchant, without an alarm unless that is asked for', async () => {
    const { emulator, at } = await liveFleet()
    at.write('mini-domains.yaml', configOf(emulator).replace('[api.example.com,', '[new.example.com, api.example.com,'))
    await at.type('plan', '--out', 'plan.jsonl')
    await at.type('apply', 'plan.jsonl', '--yes')
    emulator.wechat.authorisation.deauthorise('wx-app-2')
    const verified = await at.type('verify', '--lang', 'zh')
    expect(verified.code).toBe(0)
    expect(verified.out).toContain('待发布')
    expect(verified.out).toContain('待商家授权')
    const json = await at.type('verify', '--json', '--fail-on', 'awaiting-release')
    expect(json.code).toBe(2)
    expect(summaryOf(json.out)).toMatchObject({ appStates: { 'awaiting-release': 2, 'merchant-must-authorise': 1 } })
    expect((await at.type('verify', '--fail-on', 'awaiting-release,merchant-must-authorise')).code).toBe(3)
    expect((await at.type('verify', '--fail-on', 'none')).code).toBe(0)
  })

  test('is blocked where the budget is spent: nobody here can act on it', async () => {
    const { emulator, at } = await liveFleet()
    emulator.wechat.seed(foreign)
    await at.type('plan', '--out', 'plan.jsonl', '--app', 'wx-app-1')
    emulator.wechat.seed({ apps: { 'wx-app-1': { modificationsUsed: { server: 50 } } } })
    expect((await at.type('apply', 'plan.jsonl', '--yes')).code).toBe(1)
    const verified = await at.type('verify', '--json')
    expect(verified.code).toBe(0)
    expect(summaryOf(verified.out)).toMatchObject({ appStates: { blocked: 1 } })
    const finding = eventsOf(verified.out).find(
      (event) => event.event === 'verify' && event.value['line'] === 'finding',
    )
    expect(finding).toMatchObject({ value: { state: 'blocked', blockedBy: 'budget', actor: 'caller' } })
    expect((await at.type('verify', '--fail-on', 'blocked')).code).toBe(2)
  })

  test('is never right where no list could be looked at, or nothing is asked of any', async () => {
    const { emulator, at } = await liveFleet()
    emulator.wechat.authorisation.deauthorise('wx-app-2')
    const lost = await at.type('verify', '--app', 'wx-app-2')
    expect(lost.code).toBe(3)
    expect(lost.err).toContain('no list could be looked at')
    at.write(
      'mini-domains.yaml',
      configOf(emulator)
        .replace(/^profile: shop$/m, '')
        .replace(/^pools:\n(?: .*\n)*/m, ''),
    )
    const nothing = await at.type('verify', '--lang', 'zh')
    expect(nothing.code).toBe(7)
    expect(nothing.err).toContain('未检查任何对象')
  })

  test('has its words for --fail-on: another is refused, with the one that was meant', async () => {
    const { at } = await fleetDesk()
    const told = await at.type('verify', '--fail-on', 'drfit')
    expect(told.code).toBe(1)
    expect(told.err).toContain('Did you mean drift?')
  })
})
