// Measures the built command on a large fleet, its vendors emulated in another process: `node scripts/scale.mjs [apps] [vendor...]`,
// 100,000 at wechat and baidu by default. Needs `pnpm build`, and Linux for its /proc. A run of all takes some minutes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentOf } from './scale/environment.mjs'
import { hostVendors } from './scale/vendors.mjs'
import { writeFleet } from './scale/fleet-files.mjs'
import { measured } from './scale/measured.mjs'
import { keepTickets } from './scale/tickets.mjs'

const [count = '100000', ...named] = process.argv.slice(2)
const apps = Number(count)
const folder = mkdtempSync(join(tmpdir(), 'mini-domains-scale-'))

const stepsOf = (vendors) => [
  ['nothing to do: a fleet of no apps', ['plan', '--config', 'empty.yaml']],
  ...vendors
    .filter(({ held }) => held.length > 0)
    .map(({ name, adapter: { displayName } }) => [
      `import of refresh tokens, ${displayName.en}`,
      ['tokens', 'import', `${name}.csv`, '--vendor', name],
    ]),
  ['plan, every token still to be got', ['plan', '--out', 'first.jsonl']],
  ['plan, tokens in the store', ['plan', '--out', 'plan.jsonl']],
  ['apply, two changes an app', ['apply', 'plan.jsonl', '--yes']],
  ['plan, all budgets in use', ['plan', '--config', 'next.yaml', '--out', 'next.jsonl']],
  ['verify', ['verify']],
]

const row = (cells) => console.log(`| ${cells.join(' | ')} |`)

const { vendors, stop } = await hostVendors(apps, named.length === 0 ? ['wechat', 'baidu'] : named)
try {
  writeFleet(folder, vendors)
  await keepTickets(folder, vendors)
  row(['step', 'ended with', 'seconds', 'CPU an app', 'peak resident', 'over nothing to do'])
  row(['---', '---', '---', '---', '---', '---'])
  let idle
  for (const [name, argv] of stepsOf(vendors)) {
    const { code, seconds, cpuMs, peakMb } = await measured(folder, environmentOf(folder, vendors), argv)
    idle ??= peakMb
    const share = `${(cpuMs / apps).toFixed(2)} ms`
    row([name, code, seconds.toFixed(1), share, `${peakMb} MB`, `${peakMb - idle} MB`])
  }
} finally {
  stop()
  rmSync(folder, { recursive: true, force: true })
}
