import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle } from '../../scripts/bundle.cjs'

const root = join(__dirname, '../..')

/** Of this run of the tests; jest makes and removes it with its setup. */
const folder = process.env['MINI_DOMAINS_TEST_PROGRAMS'] ?? ''

const native = createRequire(join(root, 'packages/sqlite/package.json')).resolve('libsql')

const write = (
  outdir: string,
  entryPoints: Readonly<Record<string, string>>,
  define: Readonly<Record<string, string>> = {},
): void =>
  bundle(
    outdir,
    { ...entryPoints },
    { conditions: ['@mini-domains/source'], alias: { libsql: native }, define: { ...define }, external: [native] },
  )

/** Makes what is not there yet, whole or not at all: other workers of jest may look for it meanwhile. */
const once = (name: string, make: (outdir: string) => void): string => {
  const made = join(folder, name)
  if (existsSync(made)) return made
  const begun = mkdtempSync(join(folder, 'begun-'))
  make(begun)
  try {
    renameSync(begun, made)
  } catch (error) {
    if (!existsSync(made)) throw error
    rmSync(begun, { recursive: true })
  }
  return made
}

/**
 * Bundles a TypeScript program with the sources of all packages, once in a run of the tests, and gives the file that plain node starts:
 * in a fraction of the time that it takes to transpile them for each process. The path is from the root of the repository; files
 * that the program reads beside itself are those beside the source.
 */
export const programOf = (entry: string): string => {
  const source = join(root, entry)
  const define = { 'import.meta.url': JSON.stringify(pathToFileURL(source).href) }
  const outdir = once(encodeURIComponent(entry), (begun) => write(begun, { program: source }, define))
  return join(outdir, 'program.mjs')
}

/**
 * The command `mini-domains` from its sources, with the adapters beside it as where it is installed.
 */
export const commandFile = (): string => {
  const installed = once('installed', (outdir) => {
    const scope = join(outdir, 'node_modules/@mini-domains')
    const vendors = ['wechat', 'baidu', 'douyin', 'huawei']
    const adapters = vendors.map((name) => [`${name}/index`, join(root, `packages/${name}/src/index.ts`)] as const)
    write(scope, { 'cli/main': join(root, 'packages/cli/src/main.ts'), ...Object.fromEntries(adapters) })
    for (const name of vendors) {
      mkdirSync(join(scope, name), { recursive: true })
      writeFileSync(join(scope, name, 'package.json'), JSON.stringify({ type: 'module', exports: './index.mjs' }))
    }
  })
  return join(installed, 'node_modules/@mini-domains/cli/main.mjs')
}
