// Measures the built command on a large fleet, both vendors emulated in another process: `node scripts/scale.mjs [apps]`,
// 100,000 by default. Needs `pnpm build`, and Linux for its /proc. A run of all takes some minutes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hostVendors } from './scale/vendors.mjs'
import { writeFleet } from './scale/fleet-files.mjs'
import { measured } from './scale/measured.mjs'
import { keepTickets } from './scale/tickets.mjs'

const apps = Number(process.argv[2] ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'mini-domains-scale-'))

const steps = [
  ['nothing to do: a fleet of no apps', ['plan', '--config', 'empty.yaml']],
  ['import of refresh tokens, WeChat', ['tokens', 'import', 'wechat.csv', '--vendor', 'wechat']],
  ['import of refresh tokens, Baidu', ['tokens', 'import', 'baidu.csv', '--vendor', 'baidu']],
  ['plan, every token still to be got', ['plan', '--out', 'first.jsonl']],
  ['plan, tokens in the store', ['plan', '--out', 'plan.jsonl']],
  ['apply, two changes an app', ['apply', 'plan.jsonl', '--yes']],
  ['plan, all budgets in use', ['plan', '--config', 'next.yaml', '--out', 'next.jsonl']],
  ['verify', ['verify']],
]

const row = (cells) => console.log(`| ${cells.join(' | ')} |`)

const vendors = await hostVendors(apps)
try {
  writeFleet(folder, apps, vendors)
  await keepTickets(folder, vendors)
  row(['step', 'ended with', 'seconds', 'CPU an app', 'peak resident', 'over nothing to do'])
  row(['---', '---', '---', '---', '---', '---'])
  let idle
  for (const [name, argv] of steps) {
    const { code, seconds, cpuMs, peakMb } = await measured(folder, argv)
    idle ??= peakMb
    const share = `${(cpuMs / apps).toFixed(2)} ms`
    row([name, code, seconds.toFixed(1), share, `${peakMb} MB`, `${peakMb - idle} MB`])
  }
} finally {
  vendors.stop()
  rmSync(folder, { recursive: true, force: true })
}
