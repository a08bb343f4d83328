import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'

const rooms = ['core', 'http', 'wechat', 'baidu', 'credentials', 'sqlite', 'redis', 'files', 'fleet']

const folders = ['.', ...rooms.map((room) => `../packages/${room}/src`)]

const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true }

const filesIn = async (folder: string): Promise<ReadonlyArray<string>> => {
  const path = fileURLToPath(new URL(folder, import.meta.url))
  const names = await readdir(path, { recursive: true })
  return names.filter((name) => name.endsWith('.ts') && !name.includes('node_modules')).map((name) => join(path, name))
}

/**
 * Transpiles what is measured, once for all processes, as the build does it: without types, with nothing put in.
 *
 * tsx would do, but it wraps every function that has a name in a call (`keepNames`), also those made anew in each call; ours
 * would then seem half as dear again as they are when built.
 */
export const transpiled = async (): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'mini-domains-bench-'))
  const files = (await Promise.all(folders.map(filesIn))).flat()
  await Promise.all(
    files.map(async (file) => {
      const { outputText } = ts.transpileModule(await readFile(file, 'utf8'), { compilerOptions })
      await writeFile(join(folder, encodeURIComponent(pathToFileURL(file).href)), outputText)
    }),
  )
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
