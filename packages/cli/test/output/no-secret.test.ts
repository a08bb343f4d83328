import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fleetDesk } from '../harness/command-line.js'

const secrets = /token-wx|45\.bd-app|42\.bd-platform|refreshtoken@@@/

describe('no token is told', () => {
  test('by any command, in text or as JSON, whatever the vendor answers', async () => {
    const { emulator, at } = await fleetDesk()
    const expired = { 'token-wx-app-2': { state: 'expired' as const } }
    emulator.wechat.seed({ tokens: expired })
    emulator.wechat.faults.add({
      kind: 'reply',
      status: 200,
      body: { errcode: 40099, errmsg: 'bad access_token token-wx-app-1 rid: 1-2-3' },
      match: { appId: 'wx-app-1' },
      times: 3,
    })
    for (const words of [
      ['get', 'wx-app-1', 'wx-app-2', 'bd-app-1'],
      ['plan', '--out', 'plan.jsonl', '--html', 'plan.html', '--markdown', 'plan.md'],
      ['apply', 'plan.jsonl', '--yes'],
      ['verify'],
      ['doctor'],
      ['tokens', 'status'],
      ['apps'],
      ['pool', 'get', '--vendor', 'baidu'],
    ]) {
      await at.type(...words)
      await at.type(...words, '--json')
    }
    expect(at.printed().length).toBeGreaterThan(1_000)
    expect(at.printed()).not.toMatch(secrets)
    for (const name of readdirSync(at.folder, { recursive: true, withFileTypes: true }))
      if (name.isFile() && name.name !== 'mini-domains.yaml')
        expect(readFileSync(join(name.parentPath, name.name), 'latin1')).not.toMatch(secrets)
  })
})
