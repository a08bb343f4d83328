// The main job, in two parts: one program at every vendor, then a whole fleet planned, applied in spite of a fault, and
// verified. `pnpm start --json`, `pnpm start -- --json`, `pnpm start --lang zh` and `pnpm start --out DIR` all work.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '..')
const options = {
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean', default: false },
}

const help = `pnpm start [--json] [--lang en|zh] [--out DIR]

Starts the vendors on this machine and ends by itself. First one program manages the domains of an app at each vendor; then
a fleet at WeChat and Baidu is planned, the plan is applied while one answer gets lost, and the result is verified.
在本机启动各家平台的模拟服务后自动退出：先用同一段程序逐家管理小程序域名，再对微信与百度的一批小程序做计划、执行（其间丢失一次应答）与核对。

  --json      one JSON document instead of tables  输出一份 JSON
  --lang      en or zh; by locale where left out   输出语言，默认随系统
  --out DIR   keep the plan and the HTML report    保留计划与 HTML 报告
  Each part by itself: pnpm quickstart, pnpm fleet  单独运行其中一部分
`

const run = (example, args, quiet) =>
  new Promise((resolve) => {
    const entry = join(root, 'examples', example, 'src/main.ts')
    const child = spawn(process.execPath, ['--conditions=@mini-domains/source', '--import', 'tsx', entry, ...args], {
      stdio: ['inherit', quiet ? 'pipe' : 'inherit', 'inherit'],
      cwd: root,
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    })
    const forward = (signal) => child.kill(signal)
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, forward)
    let out = ''
    child.stdout?.on('data', (chunk) => (out += chunk))
    child.on('close', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM']) process.off(name, forward)
      resolve({ code: signal === null ? code : 1, out })
    })
  })

const main = async ({ json, lang, out, help: wantsHelp }) => {
  if (wantsHelp) return process.stdout.write(help)
  const shared = [...(json ? ['--json'] : []), ...(lang === undefined ? [] : ['--lang', lang])]
  const quickstart = await run('quickstart', shared, json)
  if (quickstart.code !== 0) return (process.exitCode = 1)
  if (!json) process.stdout.write('\n')
  const fleet = await run('fleet', [...shared, ...(out === undefined ? [] : ['--out', out])], json)
  if (fleet.code !== 0) return (process.exitCode = 1)
  if (json) {
    const document = { quickstart: JSON.parse(quickstart.out), fleet: JSON.parse(fleet.out) }
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
  }
}

try {
  const args = process.argv.slice(2).filter((argument) => argument !== '--')
  await main(parseArgs({ args, options, strict: true }).values)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
