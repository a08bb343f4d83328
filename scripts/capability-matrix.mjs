// Writes the capability matrix into README.md, from what the conformance reports show: `node scripts/capability-matrix.mjs`.
// With `--check` it writes nothing and exits with 1 when the matrix there is stale.
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'docs/conformance')
const readme = join(root, 'README.md')
const start = '<!-- capability-matrix:start -->'
const end = '<!-- capability-matrix:end -->'

const marks = { works: '✅', refused: '—', failed: '❌', 'not-run': '❔' }

const reports = async () => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const all = await Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))))
  return all.filter(({ profile }) => profile === 'default')
}

const titleOf = ({ adapter }) => `${adapter.name} ${adapter.version}`

const lawsOf = ({ laws }) => {
  const passed = laws.filter(({ result }) => result === 'passed').length
  return `${passed} of ${laws.length}`
}

const matrixOf = (all) => {
  const capabilities = [...new Set(all.flatMap((report) => Object.keys(report.capabilities)))]
  const row = (cells) => `| ${cells.join(' | ')} |`
  return [
    start,
    row(['capability', ...all.map(titleOf)]),
    row(['---', ...all.map(() => '---')]),
    ...capabilities.map((name) =>
      row([`\`${name}\``, ...all.map((report) => marks[report.capabilities[name] ?? 'not-run'])]),
    ),
    row(['groups of laws passed', ...all.map(lawsOf)]),
    row(['result, date', ...all.map(({ result, date }) => `${result}, ${date}`)]),
    '',
    `✅ shown to work, — the vendor has no such thing and the call is refused with no request sent, ❌ failed, ❔ not run.`,
    `Made from [the results](docs/conformance) of the [conformance suite](packages/conformance/README.md), not by hand.`,
    end,
  ].join('\n')
}

const replaced = (text, matrix) => {
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from === -1 || to < from) throw new Error(`README.md has no ${start} … ${end}`)
  return text.slice(0, from) + matrix + text.slice(to + end.length)
}

const main = async () => {
  const matrix = matrixOf(await reports())
  if (process.argv.includes('--print')) return console.log(matrix)
  const text = await readFile(readme, 'utf8')
  const wanted = replaced(text, matrix)
  if (wanted === text) return
  if (!process.argv.includes('--check')) return writeFile(readme, wanted)
  console.error('The capability matrix of README.md is stale: run node scripts/capability-matrix.mjs and commit.')
  process.exitCode = 1
}

await main()
