import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))

/**
 * Builds the packages as far as what is built is not that of their sources, so that nothing older is measured.
 */
export const built = async (): Promise<void> => {
  const child = spawn(process.execPath, [compiler, '-b'], { cwd: root, stdio: ['ignore', process.stderr, 'inherit'] })
  await once(child, 'exit')
  if (child.exitCode !== 0) throw new Error('the packages cannot be built, so what users load cannot be measured')
}
