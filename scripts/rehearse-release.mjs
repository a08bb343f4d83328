// Rehearses a release: publishes every package to a registry on this machine, types each `npm install` line of the READMEs
// against it in an empty project, and loads what came. Needs the build. What is not ours, the registry fetches from the one that
// npm is configured with.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'mini-domains-release-'))

const manifest = (name) => JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))
const published = readdirSync(join(root, 'packages')).filter((name) => manifest(name).private !== true)

// pnpm hands its own settings on under npm's prefix; here each command is to read the file that it is given.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)))

const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8', env }).trim()

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

const startRegistry = async (port) => {
  const { runServer } = require('verdaccio')
  const server = await runServer({
    self_path: folder,
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: -1 } },
    uplinks: { configured: { url: upstream, timeout: '30s' } },
    packages: {
      '@mini-domains/*': { access: '$all', publish: '$all', unpublish: '$all' },
      '**': { access: '$all', proxy: 'configured' },
    },
    max_body_size: '100mb',
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'error' },
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const npmrcOf = (port) => {
  const path = join(folder, 'npmrc')
  // Publishing asks for a token, of whatever worth.
  writeFileSync(path, `registry=http://127.0.0.1:${port}/\n//127.0.0.1:${port}/:_authToken=rehearsal\n`)
  return path
}

/** Every install line of the READMEs, once: the packages, and whether they are installed for the whole machine. */
const installLines = () => {
  const pages = ['.', ...published.map((name) => `packages/${name}`)].flatMap((place) =>
    ['README.md', 'README.zh-CN.md'].map((page) => join(root, place, page)),
  )
  const lines = pages.flatMap((page) => readFileSync(page, 'utf8').match(/^npm install .*$/gm) ?? [])
  return [...new Set(lines)].sort()
}

// Asynchronously, since this process is the registry that the commands ask.
const run = (command, args, cwd, given) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: given, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    child.on('error', reject)
    child.on('close', (status) =>
      status === 0 ? resolve(said) : reject(new Error(`${command} ${args.join(' ')} ended with ${status}\n${said}`)),
    )
  })

const main = async () => {
  const port = await freePort()
  const server = await startRegistry(port)
  const given = { ...env, npm_config_userconfig: npmrcOf(port), npm_config_cache: join(folder, 'cache') }
  const npm = (args, cwd) => run('npm', args, cwd, given)
  try {
    for (const name of published) {
      const packed = join(folder, 'packed')
      await run('npx', ['--yes', 'pnpm@10', 'pack', '--pack-destination', packed], join(root, 'packages', name), env)
    }
    for (const file of readdirSync(join(folder, 'packed')))
      await npm(['publish', join(folder, 'packed', file), '--loglevel=error'], folder)
    for (const [index, line] of installLines().entries()) {
      const project = join(folder, `project-${index}`)
      mkdirSync(project)
      await npm(['init', '-y', '--loglevel=error'], project)
      const isGlobal = line.includes('--global')
      const words = line.split(' ').slice(1)
      const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
      await npm([...words, ...quiet, ...(isGlobal ? ['--prefix', join(project, 'global')] : [])], project)
      const names = words.filter((word) => word.startsWith('@mini-domains/'))
      if (isGlobal) {
        await run(join(project, 'global/bin/mini-domains'), ['--version'], project, given)
      } else {
        for (const name of names) {
          const load = `if (Object.keys(loaded).length === 0) throw new Error('${name} shows nothing')`
          await run(
            'node',
            ['--input-type=commonjs', '-e', `const loaded = require('${name}'); ${load}`],
            project,
            given,
          )
          await run('node', ['--input-type=module', '-e', `import * as loaded from '${name}'; ${load}`], project, given)
        }
      }
      console.log(`rehearsal: ok: ${line}`)
    }
  } finally {
    server.close()
    server.closeAllConnections?.()
  }
}

try {
  await main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
