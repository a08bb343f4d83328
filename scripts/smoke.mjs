// Installs every package, as it would be released, in empty projects of npm 10 and 11, pnpm and yarn, and runs it there under
// `require`, under `import`, and through the TypeScript compiler, the oldest that is promised too, by each way that it resolves
// modules. Only running tells: see docs/adr/0002. Needs the build.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { entries, published, run, withRegistry } from './local-registry.mjs'

const root = join(import.meta.dirname, '..')
const programs = join(import.meta.dirname, 'smoke')

const ours = published.map((name) => `@mini-domains/${name}`)
const beside = ['fp-ts@2', 'io-ts@2', 'bullmq@6']

/** The oldest TypeScript that README.md promises, and the one that we are built with. */
const promised = /TypeScript (\d+\.\d+)/.exec(readFileSync(join(root, 'packages/core/README.md'), 'utf8'))?.[1]
const current = JSON.parse(readFileSync(join(root, 'node_modules/typescript/package.json'), 'utf8')).version
if (promised === undefined) throw new Error('packages/core/README.md promises no TypeScript')

const layouts = [
  { name: 'npm 10', init: ['npm@10', 'init', '-y'], add: ['npm@10', 'install'] },
  { name: 'npm 11', init: ['npm@11', 'init', '-y'], add: ['npm@11', 'install'] },
  { name: 'pnpm 10', init: ['pnpm@10', 'init'], add: ['pnpm@10', 'add'] },
  { name: 'yarn 1', init: ['yarn@1', 'init', '-y'], add: ['yarn@1', 'add'] },
]

const npx = (words, project, env) => run('npx', ['--yes', ...words], project, env)

const newProject = async (project, { init, add }, env, more) => {
  mkdirSync(project)
  await npx(init, project, env)
  await npx([...add, ...ours, ...beside, ...more], project, env)
  for (const file of readdirSync(programs)) copyFileSync(join(programs, file), join(project, file))
  writeFileSync(join(project, 'packages.json'), JSON.stringify(entries))
}

/** Each way to resolve modules, with the program for it and the file that comes of it. */
const resolutions = [
  { module: 'node16', resolution: 'node16', source: 'program.mts', out: 'program.mjs' },
  { module: 'node16', resolution: 'node16', source: 'program.cts', out: 'program.cjs' },
  { module: 'nodenext', resolution: 'nodenext', source: 'program.mts', out: 'program.mjs' },
  { module: 'esnext', resolution: 'bundler', source: 'program.mts', out: 'program.mjs' },
  // What `tsc --init` wrote for years, in a project of `"type": "commonjs"`; TypeScript 6 takes it no more.
  { module: 'commonjs', resolution: 'node', source: 'plain.ts', out: 'plain.js', until: 5 },
]

const compile = async (project, env, { folder, version }) => {
  const tsc = join(project, 'node_modules', folder, 'bin/tsc')
  for (const { module, resolution, source, out, until = Infinity } of resolutions) {
    if (Number.parseInt(version, 10) > until) continue
    const to = `out-${folder}-${module}-${resolution}`
    const options = ['--strict', '--target', 'es2022', '--module', module, '--moduleResolution', resolution]
    await run('node', [tsc, ...options, '--types', 'node', '--outDir', to, source], project, env)
    await run('node', [join(to, out)], project, env)
    console.log(`smoke: ok: TypeScript ${version}, ${source} by ${resolution} to ${module}`)
  }
}

const tools = [`typescript@${current}`, `oldest@npm:typescript@~${promised}.0`, '@types/node@20']

const compilers = [
  { folder: 'typescript', version: current },
  { folder: 'oldest', version: promised },
]

await withRegistry(async ({ folder, env }) => {
  const prove = async (layout) => {
    const project = join(folder, layout.name.replace(' ', '-'))
    const compiles = layout.name === 'npm 11'
    await newProject(project, layout, env, compiles ? tools : [])
    for (const file of ['load.cjs', 'load.mjs', 'program.cjs', 'program.mjs']) await run('node', [file], project, env)
    console.log(`smoke: ok: ${layout.name}, ${ours.length} packages under require and import`)
    if (!compiles) return
    copyFileSync(join(project, 'program.cts'), join(project, 'plain.ts'))
    for (const compiler of compilers) await compile(project, env, compiler)
  }
  // An install mostly waits for the registry. What fails is told once none is under way any more: the folder goes then.
  const proven = await Promise.allSettled(layouts.map(prove))
  const failures = proven.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('\n'))
})
