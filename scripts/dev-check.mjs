// Tells in less than a minute whether a change is sound: `node scripts/dev-check.mjs [--since REF]`. It looks at what differs from
// main and is not committed: types of all, lint and format of what changed, and the tests that are nearest to it for as long as
// the minute lasts. What it had no time for, it says; the gate is .ci/run.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, relative } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'

const require = createRequire(import.meta.url)
const { proofs } = require('../test/proofs.cjs')
const root = join(import.meta.dirname, '..')
const cache = join(root, 'node_modules/.cache/dev-check')
const { values } = parseArgs({ options: { since: { type: 'string' }, seconds: { type: 'string', default: '55' } } })
const endsAt = performance.now() + 1_000 * Number(values.seconds)
const batch = 4

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

const baseOf = () => {
  for (const ref of [values.since, 'origin/main', 'main'])
    try {
      if (ref !== undefined) return git('merge-base', 'HEAD', ref).trim()
    } catch {
      if (ref === values.since) throw new Error(`--since ${ref}: git knows no such commit`)
    }
  return 'HEAD'
}

const lines = (text) => text.split('\n').filter((line) => line !== '')

const changed = [
  ...new Set([
    ...lines(git('diff', '--name-only', '--diff-filter=d', baseOf())),
    ...lines(git('ls-files', '--others', '--exclude-standard')),
  ]),
].filter((file) => existsSync(join(root, file)))

const bin = (name) => join(root, 'node_modules/.bin', name)

/** Runs a command, until `signal` ends it; gives its exit code and what it said. */
const run = (command, args, signal) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], signal })
    let said = ''
    let out = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      out += chunk
    })
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('error', (error) => (said += error.message))
    child.on('close', (code) => resolve({ code: code ?? 1, said, out }))
  })

let unsound = 0

const tell = (name, { code, said }, started) => {
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  if (code !== 0) {
    unsound += 1
    console.log(said.trimEnd())
  }
  console.log(`${code === 0 ? 'ok    ' : 'UNSOUND'} ${name} (${seconds} s)`)
}

const check = async (name, command, args) => {
  const started = performance.now()
  tell(name, await run(command, args), started)
}

const folderOf = (file) => file.split('/').slice(0, 2).join('/')

const isLong = (test) => proofs.some(({ files }) => files.some((file) => test.startsWith(file)))

/** How near a test is to the change: itself changed, of the same name as what changed, in a folder that changed, elsewhere. */
const distanceOf = (test) => {
  if (isLong(test)) return 4
  if (changed.includes(test)) return 0
  const subject = basename(test, '.test.ts')
  if (changed.some((file) => folderOf(file) === folderOf(test) && basename(file, '.ts') === subject)) return 1
  return changed.some((file) => folderOf(file) === folderOf(test)) ? 2 : 3
}

const nearest = async () => {
  const sources = changed.filter((file) => /\.(ts|json)$/.test(file))
  if (sources.length === 0) return []
  const { out } = await run(bin('jest'), ['--listTests', '--findRelatedTests', ...sources])
  return lines(out)
    .map((path) => relative(root, path))
    .sort((one, other) => distanceOf(one) - distanceOf(other) || one.localeCompare(other))
}

const test = async () => {
  const tests = await nearest()
  let done = 0
  while (done < tests.length && performance.now() < endsAt) {
    const started = performance.now()
    const some = tests.slice(done, done + batch)
    const late = AbortSignal.timeout(Math.max(1, Math.floor(endsAt - performance.now())))
    const result = await run(bin('jest'), ['--maxWorkers=2', '--runTestsByPath', ...some], late)
    if (late.aborted) break
    tell(some.join(' '), result, started)
    done += some.length
  }
  if (done < tests.length)
    console.log(`not run: ${tests.length - done} of ${tests.length} related test files (pnpm test runs all)`)
}

const checkPage = async () => {
  await check('types of the page', bin('tsc'), ['-p', 'packages/fleet/page'])
  await check('the page is of its sources', process.execPath, ['scripts/bundle-page.mjs', '--check'])
}

const main = async () => {
  console.log(`${changed.length} files differ`)
  mkdirSync(cache, { recursive: true })
  const linted = changed.filter((file) => /\.(tsx?|mjs|cjs|js)$/.test(file))
  const formatted = changed.filter((file) => /\.(tsx?|mjs|cjs|js|css|json|ya?ml)$/.test(file))
  const types = ['-p', 'tsconfig.check.json', '--incremental', '--tsBuildInfoFile', join(cache, 'types.tsbuildinfo')]
  await Promise.all([
    check('types', bin('tsc'), types),
    changed.some((file) => /^packages\/fleet\/(page|src\/report)\//.test(file)) ? checkPage() : undefined,
    (async () => {
      if (formatted.length > 0) await check('format', bin('prettier'), ['--check', ...formatted])
      const lintCache = ['--cache', '--cache-location', join(cache, 'eslint')]
      if (linted.length > 0) await check('lint', bin('eslint'), [...lintCache, '--no-warn-ignored', ...linted])
    })(),
    test(),
  ])
  console.log(unsound === 0 ? 'sound, as far as was looked' : `unsound: ${unsound}`)
  process.exitCode = unsound === 0 ? 0 : 1
}

await main()
