import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as ts from 'typescript'

const root = resolve(__dirname, '..', '..')
const packages = join(root, 'packages')

const folders = ['.', 'packages/core', 'packages/wechat', 'packages/baidu']

const extension = (language: string, code: string): string => {
  if (language === 'ts') return 'mts'
  return code.includes('require(') ? 'cjs' : 'mjs'
}

const samplesOf = (folder: string, page: string) =>
  [...readFileSync(join(root, folder, page), 'utf8').matchAll(/^```(ts|js)\n(.*?)^```$/gms)].map(
    ([, language = '', code = ''], index) => ({
      name: `${join(folder, page)} ${language} ${index + 1}`,
      // In a package, where fp-ts, io-ts and the types of Node are found as an installed package finds them.
      path: join(
        packages,
        'credentials',
        `${folder.replace('/', '-')}-${page}-${index + 1}.${extension(language, code)}`,
      ),
      code,
    }),
  )

const samples = folders.flatMap((folder) => ['README.md', 'README.zh-CN.md'].flatMap((page) => samplesOf(folder, page)))

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  customConditions: ['@mini-domains/source'],
  paths: {
    '@mini-domains/core/adapter': [join(packages, 'core', 'src', 'adapter.ts')],
    '@mini-domains/*': [join(packages, '*', 'src', 'index.ts')],
  },
  typeRoots: [join(root, 'node_modules', '@types')],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
  noEmit: true,
}

const complaints = (): ReadonlyMap<string, ReadonlyArray<string>> => {
  const virtual = new Map(samples.map(({ path, code }) => [path, code]))
  const host = ts.createCompilerHost(options)
  const program = ts.createProgram([...virtual.keys()], options, {
    ...host,
    fileExists: (path) => virtual.has(path) || host.fileExists(path),
    readFile: (path) => virtual.get(path) ?? host.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const code = virtual.get(path)
      return code === undefined ? host.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, code, version)
    },
  })
  return new Map(
    samples.map(({ path }) => {
      const file = program.getSourceFile(path)
      const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
      return [path, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))]
    }),
  )
}

describe('a sample compiles against the real packages:', () => {
  let found: ReadonlyMap<string, ReadonlyArray<string>> = new Map()
  beforeAll(() => {
    found = complaints()
  }, 60_000)

  test.each(samples.map(({ name, path }) => [name, path] as const))('%s', (_name, path) => {
    expect(found.get(path)).toEqual([])
  })

  test('and there are as many as were written', () => {
    expect(samples.length).toBeGreaterThan(30)
  })
})
