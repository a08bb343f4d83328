import { type Desk, desk, vendors } from '../../harness/command-line.js'
import { pushConfig, pushEnvironment, whileListening } from '../../harness/listening.js'

/** A desk whose platforms have their tickets. */
const ticketDesk = async (): Promise<Desk> => {
  const emulator = await vendors()
  const at = desk(pushEnvironment(emulator))
  at.write('mini-domains.yaml', `${pushConfig(emulator)}appFiles: [{ path: apps.csv, vendor: baidu }]\n`)
  at.write('apps.csv', 'id,label.tier\nbd-app-2,gold\nbd-app-3,\n')
  await whileListening(at, async (url) => {
    await emulator.wechat.authorisation.pushTicket(url)
    await emulator.baidu.authorisation.pushTicket(url)
  })
  return at
}

describe('tokens status', () => {
  test('tells of the apps that are selected, after the platform that they are of', async () => {
    const at = await ticketDesk()
    const gold = await at.type('tokens', 'status', '--label', 'tier=gold')
    expect(gold.code).toBe(0)
    expect(gold.out).toMatch(/^baidu {2}ticket 20.+\napp .+\nbd-app-2 +unknown +–\n$/)
    const rest = await at.type('tokens', 'status', '--exclude', 'bd*', '--exclude', 'tier=gold')
    expect(rest.out).toMatch(/^wechat {2}ticket/)
    expect(rest.out).toContain('wx-app-1')
    expect(rest.out).not.toMatch(/bd-app/)
  })

  test('of a vendor without apps tells of its platform', async () => {
    const at = await ticketDesk()
    at.write('apps.csv', 'id,vendor,name\nwx-app-2,wechat,果香阁\n')
    expect((await at.type('tokens', 'status', '--app', 'wx-app-2')).out).toContain('果香阁 (wx-app-2)')
    const config = await at.type('tokens', 'status', '--vendor', 'baidu', '--exclude', 'bd-app-1')
    expect(config).toMatchObject({ code: 7, out: '' })
    const platform = await at.type('tokens', 'status', '--vendor', 'baidu')
    expect(platform).toMatchObject({ code: 0 })
    expect(platform.out).toContain('baidu  ticket 20')
  })

  test('has the words of the language for states, and keeps those of events', async () => {
    const at = await ticketDesk()
    expect((await at.type('tokens', 'status', 'wx-app-1', '--lang', 'zh')).out).toMatch(/wx-app-1 +未知/)
    expect((await at.type('tokens', 'status', 'wx-app-1', '--lang', 'zh', '--json')).out).toContain('"state":"unknown"')
  })
})
