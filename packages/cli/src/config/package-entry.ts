import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

const entryIn = (exported: unknown, conditions: ReadonlyArray<string>): string | undefined => {
  if (typeof exported === 'string') return exported
  if (!isRecord(exported)) return undefined
  if ('.' in exported) return entryIn(exported['.'], conditions)
  for (const [condition, target] of Object.entries(exported)) {
    const found = conditions.includes(condition) ? entryIn(target, conditions) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

const readManifest = (folder: string): unknown => {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Finds the file that `import` of a package would load, seen from a folder: Node itself only looks from the importing file.
 */
export const packageEntry = (
  name: string,
  folder: string,
  conditions: ReadonlyArray<string> = ['node', 'import', 'default'],
): string | undefined => {
  for (let at = folder; ; at = dirname(at)) {
    const home = join(at, 'node_modules', name)
    const manifest = readManifest(home)
    if (isRecord(manifest)) {
      const main = typeof manifest['main'] === 'string' ? manifest['main'] : 'index.js'
      return join(home, entryIn(manifest['exports'], conditions) ?? main)
    }
    if (dirname(at) === at) return undefined
  }
}
