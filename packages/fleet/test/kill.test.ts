import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeLine } from '../src/index.js'
import { emulatedFleet } from './emulated-fleet.js'
import { savedPlan } from './saved-plan.js'
import { shopFleet } from './shared-state.js'

const child = join(__dirname, 'child', 'apply-child.ts')

/** Runs the child; kills it with no warning once it has told of so many items. Gives what it told. */
const applyUntil = (args: ReadonlyArray<string>, items: number): Promise<ReadonlyArray<string>> =>
  new Promise((resolve, reject) => {
    const node = spawn(process.execPath, ['--conditions=@mini-domains/source', '--import', 'tsx', child, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let told = ''
    node.stdout.on('data', (bytes: Buffer) => {
      told += bytes.toString()
      if (told.split('"event":"item"').length > items) node.kill('SIGKILL')
    })
    node.on('error', reject)
    node.on('exit', () => resolve(told.split('\n').filter((line) => line !== '')))
  })

describe('an apply that is killed again and again', () => {
  test('loses nothing and repeats no modification', async () => {
    const count = 40
    const fleet = await emulatedFleet(count)
    const folder = await mkdtemp(join(tmpdir(), 'mini-domains-fleet-'))
    try {
      const desired = shopFleet(fleet.wechatIds, fleet.baiduIds)
      const { lines } = await savedPlan(desired, fleet.vendors)
      const paths = [join(folder, 'plan.jsonl'), join(folder, 'plan.journal')] as const
      await writeFile(paths[0], lines.map((line) => `${encodeLine(line)}\n`).join(''))
      fleet.emulator.wechat.faults.add({ kind: 'latency', latency: 8, probability: 1 })
      fleet.emulator.baidu.faults.add({ kind: 'latency', latency: 5, probability: 1 })
      const args = [...paths, fleet.urls.wechat, fleet.urls.baidu, String(count)]
      for (const items of [1, 7, 13, 22, 5, 31]) await applyUntil(args, items)
      // What a machine that went down in the middle of a write leaves behind.
      await writeFile(paths[1], '{"entry":"end","n":3,"sta', { flag: 'a' })
      const told = await applyUntil(args, Infinity)
      expect(told.at(-1)).toContain('"complete":true')
      expect((await readFile(paths[1], 'utf8')).endsWith('\n')).toBe(true)
      expect([fleet.modificationsOf('wechat'), fleet.modificationsOf('baidu')]).toEqual([count * 2, count * 2])
      expect((await savedPlan(desired, fleet.vendors)).lines).toHaveLength(2)
    } finally {
      await rm(folder, { recursive: true })
      await fleet.close()
    }
  }, 60_000)
})
