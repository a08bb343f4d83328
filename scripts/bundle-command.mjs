// Bundles the command for its start: few files in the place of some fifty. What runs only once a command was chosen stays in chunks of
// its own; other packages stay where they are installed, but for commander, which every start needs.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.cjs'

const command = join(import.meta.dirname, '..', 'packages', 'cli')
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(command, 'package.json'), 'utf8'))
const installed = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => name !== 'commander')
const outdir = join(command, 'dist', 'command')

rmSync(outdir, { recursive: true, force: true })
bundle(
  outdir,
  { main: join(command, 'src', 'main.ts') },
  { charset: 'utf8', external: installed.flatMap((name) => [name, `${name}/*`]) },
)
