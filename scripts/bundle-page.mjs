// Bundles the page of reports, `packages/fleet/page`, into the module that fleet embeds it from: `node scripts/bundle-page.mjs`.
// `--check` only says whether the module is what the sources give.
import { buildSync } from 'esbuild'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fleet = join(import.meta.dirname, '..', 'packages', 'fleet')
const target = join(fleet, 'src', 'report', 'page-bundle.ts')

const bundled = (entry, options = {}) => {
  const { outputFiles } = buildSync({
    entryPoints: [join(fleet, 'page', entry)],
    // It is in no path of the output, so that it is the same on each machine.
    absWorkingDir: fleet,
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    target: ['es2022', 'chrome108', 'firefox115', 'safari16'],
    logLevel: 'warning',
    ...options,
  })
  return JSON.stringify(outputFiles[0].text.trimEnd())
}

const licence = '/* With Preact, MIT licence, (c) 2015-present Jason Miller. */'
const script = bundled('main.tsx', {
  format: 'iife',
  banner: { js: licence },
  tsconfig: join(fleet, 'page', 'tsconfig.json'),
})
const style = bundled('page.css')

const text = `// Written by scripts/bundle-page.mjs from packages/fleet/page: do not edit.

/**
 * The script of the page of a report.
 */
export const pageScript =
  ${script}

/**
 * The style of the page of a report.
 */
export const pageStyle =
  ${style}
`

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('packages/fleet/src/report/page-bundle.ts is not of its sources. Write it: npx --yes pnpm@10 page')
    process.exit(1)
  }
} else writeFileSync(target, text)
