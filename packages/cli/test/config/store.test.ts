import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Store } from '@mini-domains/core/adapter'
import { changeKey, runKey } from '@mini-domains/fleet'
import { sqliteStore } from '@mini-domains/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { describeRedis, startRedis } from '../../../redis/test/redis-server.js'
import { child, fromSource } from '../harness/child.js'
import { type Desk, eventsOf, fleetDesk } from '../harness/command-line.js'

jest.setTimeout(120_000)

const digestOf = async (at: Desk): Promise<string> => {
  const planned = await at.type('plan', '--out', 'plan.jsonl', '--json')
  const summary = eventsOf(planned.out).find((event) => event.event === 'plan' && event.value['line'] === 'summary')
  if (summary?.event !== 'plan') throw new Error('there is no summary')
  return String(summary.value['digest'])
}

const spentOf = ({ emulator }: Awaited<ReturnType<typeof fleetDesk>>): number =>
  [...Object.values(emulator.wechat.state().apps), ...Object.values(emulator.baidu.state().apps)].reduce(
    (sum, { modificationsUsed }) => sum + modificationsUsed.server + modificationsUsed.webview,
    0,
  )

describe('the store of the command', () => {
  test('is not made by a plan, and is the only file that an apply leaves', async () => {
    const { at } = await fleetDesk()
    await at.type('plan', '--out', 'plan.jsonl')
    expect(readdirSync(at.folder).sort()).toEqual(['mini-domains.yaml', 'plan.jsonl'])
    expect(await at.type('apply', 'plan.jsonl', '--yes')).toMatchObject({ code: 0 })
    expect(readdirSync(at.folder).sort()).toEqual(['.mini-domains', 'mini-domains.yaml', 'plan.jsonl'])
    for (const name of readdirSync(join(at.folder, '.mini-domains'))) expect(name).toMatch(/^store\.db(-wal|-shm)?$/)
    expect(statSync(join(at.folder, '.mini-domains')).mode & 0o077).toBe(0)
    expect(statSync(join(at.folder, '.mini-domains', 'store.db')).mode & 0o077).toBe(0)
  })

  test('that can never be, since a file stands where its folder should, is told by every command that only reads', async () => {
    const { at } = await fleetDesk()
    at.write('state', 'a file')
    at.write(
      'mini-domains.yaml',
      `store: state/store.db\n${readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')}`,
    )
    for (const words of [['verify'], ['plan'], ['budget'], ['history'], ['explain', 'wx-app-1', 'api.example.com']]) {
      const { code, err } = await at.type(...words)
      expect({ words, code }).toEqual({ words, code: 1 })
      expect(err).toContain(`the store ${join(at.folder, 'state', 'store.db')} cannot be opened`)
    }
  })

  test.each([
    ['run', '{"format":1}'],
    ['change', 'half a rec'],
  ] as const)('with a damaged %s record is refused by its name, and nothing is sent', async (what, value) => {
    const desk = await fleetDesk()
    const { at } = desk
    const digest = await digestOf(at)
    const opened = await sqliteStore({ file: join(at.folder, 'store.db') })()
    if (E.isLeft(opened)) throw new Error(opened.left.message)
    const store: Store = opened.right
    const key = what === 'run' ? runKey(digest) : changeKey(digest, 1)
    await store.put(key, value, 0)()
    await store.close()
    const told = child(at.folder, ['apply', 'plan.jsonl', '--yes'], { MINI_DOMAINS_STORE: 'store.db' })
    expect(await told.ended).toMatchObject({ code: 1 })
    expect(told.err()).toContain(`the record ${key} in the store cannot be read`)
    expect(spentOf(desk)).toBe(0)
  })

  test('on a disk that is full at any write halts the run and says so; with room again it goes on, and nothing is spent twice', async () => {
    const desk = await fleetDesk()
    const { at } = desk
    const full: Array<string> = []
    await at.type('plan', '--out', 'plan.jsonl')
    const [program, ...words] = fromSource(['apply', 'plan.jsonl', '--yes', '--concurrency', '1'])
    for (let blocks = 24; blocks <= 160; blocks += 24) {
      const typed = spawn('bash', ['-c', `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`, program, ...words], {
        cwd: at.folder,
        env: { ...process.env, NODE_OPTIONS: '', LANG: 'en', LC_ALL: '' },
      })
      let said = ''
      typed.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
      const code = await new Promise((done) => typed.on('close', done))
      if (code !== 0) full.push(said)
    }
    expect(full.length).toBeGreaterThan(1)
    for (const said of full) expect(said).toMatch(/the store (\S+ )?cannot be (used|opened|written)/)
    expect(await at.type('apply', 'plan.jsonl', '--yes')).toMatchObject({ code: 0 })
    expect((await at.type('plan', '--detailed-exitcode')).code).toBe(0)
    expect(spentOf(desk)).toBe(12)
  })

  test('that cannot be reached is told without its password', async () => {
    const { at } = await fleetDesk()
    await at.type('plan', '--out', 'plan.jsonl')
    const store = { MINI_DOMAINS_STORE: 'redis://user:secret-password@127.0.0.1:1/0' }
    const away = child(at.folder, ['apply', 'plan.jsonl', '--yes'], store)
    expect(await away.ended).toMatchObject({ code: 1 })
    expect(away.err()).toContain('the store redis://127.0.0.1:1/0 cannot be opened')
    expect(away.err() + away.out()).not.toContain('secret-password')
  })
})

describeRedis('a store on Redis', () => {
  test('carries a run that is killed over to another machine', async () => {
    const redis = await startRedis(['--appendonly', 'yes'])
    try {
      const desk = await fleetDesk()
      const { at, emulator } = desk
      const store = { MINI_DOMAINS_STORE: `${redis.url}/0?prefix=agency` }
      await at.type('plan', '--out', 'plan.jsonl')
      emulator.wechat.faults.add({ kind: 'latency', latency: 300, times: 100 })
      const killed = child(at.folder, ['apply', 'plan.jsonl', '--yes', '--concurrency', '1', '--json'], store)
      await killed.says('"event":"item"')
      killed.process.kill('SIGKILL')
      await killed.ended
      const again = child(at.folder, ['apply', 'plan.jsonl', '--yes'], store)
      expect(await again.ended).toMatchObject({ code: 0 })
      expect(spentOf(desk)).toBe(12)
      expect(readdirSync(at.folder).sort()).toEqual(['mini-domains.yaml', 'plan.jsonl'])
      const doctor = child(at.folder, ['plan'], store)
      expect(await doctor.ended).toMatchObject({ code: 0 })
      // The rate of each vendor is shared by whoever has the same store.
      expect(await redis.tell('EXISTS', '{agency}:rate:wechat', '{agency}:rate:baidu')).toBe(2)
    } finally {
      await redis.end()
    }
  })
})
