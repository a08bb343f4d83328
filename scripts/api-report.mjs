// Writes what each package shows to those who import it to etc/<package>.api.md: `node scripts/api-report.mjs`. Needs the build.
// With `--check` it writes nothing and exits with 1 where a report there is not of what is shown now.
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const kept = join(root, 'etc')
const checks = process.argv.includes('--check')
const none = { logLevel: ExtractorLogLevel.None }

const manifest = (name) => JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))
const published = readdirSync(join(root, 'packages')).filter((name) => manifest(name).private !== true)

/** The entries of a package that are code, each with the name of its report: `core`, `core.adapter`. */
const entriesOf = (name) =>
  Object.entries(manifest(name).exports).flatMap(([path, conditions]) => {
    const types = conditions.import?.types
    if (types === undefined) return []
    return [{ report: path === '.' ? name : `${name}.${path.slice(2).replaceAll('/', '.')}`, types }]
  })

const reportOf = (folder, name, { report, types }) => {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: join(root, 'packages', name),
      mainEntryPointFilePath: `<projectFolder>/${types}`,
      apiReport: { enabled: true, reportFileName: report, reportFolder: folder, reportTempFolder: folder },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2022',
            // Of the DOM only so that AbortSignal is a symbol that can be followed: Node's types make it by a condition.
            lib: ['ES2022', 'DOM'],
            module: 'NodeNext',
            moduleResolution: 'NodeNext',
            types: ['node'],
            strict: true,
            exactOptionalPropertyTypes: true,
            skipLibCheck: true,
          },
        },
      },
      messages: {
        extractorMessageReporting: {
          default: none,
          // What a shown type names and is not shown itself cannot be named by those who use it.
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
        },
        tsdocMessageReporting: { default: none },
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'packages', name, 'package.json'),
  })
  const said = []
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      message.handled = true
      if (message.logLevel === ExtractorLogLevel.Error) said.push(message.text)
    },
  })
  if (!succeeded || said.length > 0) throw new Error(`${report}: ${said.join('\n')}`)
  return readFileSync(join(folder, `${report}.api.md`), 'utf8')
}

const folder = mkdtempSync(join(tmpdir(), 'mini-domains-api-'))
try {
  const stale = []
  const reports = published.flatMap((name) => entriesOf(name).map((entry) => ({ name, entry })))
  mkdirSync(kept, { recursive: true })
  for (const { name, entry } of reports) {
    const text = reportOf(folder, name, entry)
    const path = join(kept, `${entry.report}.api.md`)
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
    stale.push(entry.report)
    if (!checks) writeFileSync(path, text)
  }
  const known = reports.map(({ entry }) => `${entry.report}.api.md`)
  for (const file of readdirSync(kept)) {
    if (!file.endsWith('.api.md') || known.includes(file)) continue
    stale.push(file)
    if (!checks) rmSync(join(kept, file))
  }
  if (stale.length === 0) console.log(`api: ${reports.length} reports are of what is shown`)
  else if (!checks) console.log(`api: written: ${stale.join(', ')}`)
  else {
    console.error(
      `What is shown has changed: ${stale.join(', ')}. Look at it: run pnpm build, pnpm api, git diff etc; then commit.`,
    )
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true })
}
