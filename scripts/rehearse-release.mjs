// Rehearses a release: publishes every package to a registry on this machine, types each `npm install` line of the READMEs
// against it in an empty project, and loads what came. Needs the build.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { published, run, withRegistry } from './local-registry.mjs'

const root = join(import.meta.dirname, '..')

/** Every install line of the READMEs, once. */
const installLines = () => {
  const pages = ['.', ...published.map((name) => `packages/${name}`)].flatMap((place) =>
    ['README.md', 'README.zh-CN.md'].map((page) => join(root, place, page)),
  )
  return [...new Set(pages.flatMap((page) => readFileSync(page, 'utf8').match(/^npm install .*$/gm) ?? []))].sort()
}

const load = async (name, project, env) => {
  const check = `if (Object.keys(loaded).length === 0) throw new Error('${name} shows nothing')`
  await run('node', ['--input-type=commonjs', '-e', `const loaded = require('${name}'); ${check}`], project, env)
  await run('node', ['--input-type=module', '-e', `import * as loaded from '${name}'; ${check}`], project, env)
}

const rehearse = async (line, project, env) => {
  mkdirSync(project)
  await run('npm', ['init', '-y'], project, env)
  const words = line.split(' ').slice(1)
  if (words.includes('--global')) {
    const prefix = join(project, 'global')
    await run('npm', [...words, '--prefix', prefix], project, env)
    await run(join(prefix, 'bin/mini-domains'), ['--version'], project, env)
    return
  }
  await run('npm', words, project, env)
  for (const name of words.filter((word) => word.startsWith('@mini-domains/'))) await load(name, project, env)
}

await withRegistry(async ({ folder, env }) => {
  const lines = [...installLines().entries()]
  const work = async () => {
    for (let next = lines.shift(); next !== undefined; next = lines.shift()) {
      const [index, line] = next
      await rehearse(line, join(folder, `project-${index}`), env)
      console.log(`rehearsal: ok: ${line}`)
    }
  }
  // An install mostly waits for the registry.
  await Promise.all([work(), work(), work()])
})
