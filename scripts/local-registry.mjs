// A registry on this machine that holds every package as it would be released, for as long as some work takes. What is not ours,
// it fetches from the registry that npm is configured with. Needs the build.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const root = join(import.meta.dirname, '..')

const manifest = (name) => JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))

/** The folders of the packages that are released. */
export const published = readdirSync(join(root, 'packages')).filter((name) => manifest(name).private !== true)

/** What can be imported of them: the packages and their subpaths. */
export const entries = published.flatMap((name) =>
  Object.entries(manifest(name).exports)
    .filter(([, shown]) => shown.import !== undefined)
    .map(([entry]) => `@mini-domains/${name}${entry.slice(1)}`),
)

// pnpm hands its own settings on under npm's prefix; here each command is to read the file that it is given.
const outer = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)))

/**
 * Runs a command to its end, and throws what it said where that is a failure. Not synchronously: this process may be the registry
 * that the command asks.
 */
export const run = (command, args, cwd, env = outer) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    child.on('error', reject)
    child.on('close', (status) =>
      status === 0 ? resolve(said) : reject(new Error(`${command} ${args.join(' ')} ended with ${status}\n${said}`)),
    )
  })

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

const startRegistry = async (folder, port) => {
  const { runServer } = require('verdaccio')
  const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8', env: outer }).trim()
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

const publish = async (folder, env) => {
  const packed = join(folder, 'packed')
  for (const name of published)
    await run('npx', ['--yes', 'pnpm@10', 'pack', '--pack-destination', packed], join(root, 'packages', name))
  for (const file of readdirSync(packed)) await run('npm', ['publish', join(packed, file)], folder, env)
}

/** Starts the registry, publishes, and does the work with a folder of its own and the environment that leads npm, pnpm and yarn there. */
export const withRegistry = async (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'mini-domains-registry-'))
  try {
    const port = await freePort()
    const server = await startRegistry(folder, port)
    const url = `http://127.0.0.1:${port}/`
    // Publishing asks for a token, of whatever worth.
    writeFileSync(join(folder, 'npmrc'), `registry=${url}\n//127.0.0.1:${port}/:_authToken=rehearsal\n`)
    const env = {
      ...outer,
      npm_config_userconfig: join(folder, 'npmrc'),
      npm_config_cache: join(folder, 'cache'),
      npm_config_store_dir: join(folder, 'store'),
      npm_config_loglevel: 'error',
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      YARN_REGISTRY: url,
      YARN_CACHE_FOLDER: join(folder, 'yarn'),
    }
    try {
      await publish(folder, env)
      await work({ folder, env })
    } finally {
      server.close()
      server.closeAllConnections()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
