// Packs every package, installs the tarballs in an empty project with npm, and runs them there under `require`, under
// `import`, and through the TypeScript compiler. Only running tells: see docs/adr/0002.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const project = mkdtempSync(join(tmpdir(), 'mini-domains-smoke-'))

// pnpm hands its own settings on under npm's prefix, and npm warns of each; only those that npm knows are kept.
const known = /^npm_config_(registry|userconfig|globalconfig|cache|prefix|proxy|https_proxy|noproxy|cafile)$/
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('npm_config_') || known.test(name)),
)

const run = (command, args, cwd) => {
  const { status, error } = spawnSync(command, args, { cwd, env, stdio: 'inherit' })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`)
}

const manifest = (name) => JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))
const published = readdirSync(join(root, 'packages')).filter((name) => manifest(name).private !== true)

try {
  for (const name of published) {
    run('npx', ['--yes', 'pnpm@10', 'pack', '--pack-destination', project], join(root, 'packages', name))
  }
  const tarballs = readdirSync(project).filter((file) => file.endsWith('.tgz'))
  const typescript = JSON.parse(readFileSync(join(root, 'node_modules/typescript/package.json'), 'utf8')).version
  writeFileSync(join(project, 'package.json'), '{ "name": "smoke", "private": true }\n')
  const tools = ['fp-ts@2', 'io-ts@2', `typescript@${typescript}`, '@types/node@20']
  run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs.map((file) => `./${file}`), ...tools],
    project,
  )

  const programs = join(import.meta.dirname, 'smoke')
  for (const file of readdirSync(programs)) copyFileSync(join(programs, file), join(project, file))
  const list = published.map((name) => `@mini-domains/${name}`)
  writeFileSync(join(project, 'packages.json'), JSON.stringify(list))
  run('node', ['load.cjs'], project)
  run('node', ['load.mjs'], project)
  run('node', ['program.cjs'], project)
  run('node', ['program.mjs'], project)
  for (const module of ['nodenext', 'esnext']) {
    const resolution = module === 'nodenext' ? 'nodenext' : 'bundler'
    const options = ['--strict', '--target', 'es2022', '--module', module, '--moduleResolution', resolution]
    run('npx', ['tsc', ...options, '--types', 'node', '--outDir', `out-${module}`, 'program.mts'], project)
  }
  run('node', ['out-nodenext/program.mjs'], project)
  console.log(`smoke: ${list.length} packages run under require and import`)
} finally {
  rmSync(project, { recursive: true, force: true })
}
