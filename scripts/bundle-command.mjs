// Bundles the command for its start: few files in the place of some fifty. What runs only once a command was chosen stays in chunks of
// its own; other packages stay where they are installed, but for commander, which every start needs.
import { buildSync } from 'esbuild'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const command = join(import.meta.dirname, '..', 'packages', 'cli')
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(command, 'package.json'), 'utf8'))
const installed = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => name !== 'commander')
const outdir = join(command, 'dist', 'command')

rmSync(outdir, { recursive: true, force: true })
buildSync({
  entryPoints: { main: join(command, 'src', 'main.ts') },
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  external: installed.flatMap((name) => [name, `${name}/*`]),
  // commander is CommonJS and asks for Node's modules by `require`, which an ES module does not have.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  logLevel: 'warning',
})
