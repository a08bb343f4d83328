import { realpathSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { DomainAdapter } from '@mini-domains/core'
import { type ConfigIssue, configIssues, refined, shownName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { bilingual } from '../output/language.js'
import { type Problem, problem } from '../output/problem.js'
import type { Io } from '../io/io.js'

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null

const Text = t.type({ en: t.string, zh: t.string })
const Credentials = t.array(
  t.type({ key: t.string, label: Text, source: t.union([t.type({ env: t.string }), t.type({ store: t.string })]) }),
)

// What a package in JavaScript may get wrong.
const Declared = t.partial({
  displayName: Text,
  hosts: t.array(
    refined(
      t.string,
      (host) => URL.canParse(host),
      bilingual('an address such as https://api.example.com', '形如 https://api.example.com 的地址'),
    ),
  ),
  exchange: t.Function,
  sharedCredentials: t.array(t.string),
  pushes: t.Function,
  init: t.intersection([t.type({ credentials: Credentials }), t.partial({ pushes: Credentials, poolKind: t.string })]),
})

const isAdapter = (input: unknown): input is DomainAdapter =>
  isRecord(input) &&
  typeof input['vendor'] === 'string' &&
  typeof input['version'] === 'string' &&
  typeof input['create'] === 'function'

// The same adapter may be exported twice: by name, and as the default of a module that was CommonJS.
const adaptersOf = (loaded: unknown): ReadonlyArray<DomainAdapter> => {
  if (!isRecord(loaded)) return []
  const inner = loaded['default']
  const members = [...Object.values(loaded), ...(isRecord(inner) ? Object.values(inner) : [])]
  return [...new Set(members.filter(isAdapter))]
}

const noAdapter = (name: string): Problem =>
  problem(
    'adapter',
    bilingual(`${name} exports no adapter`, `${name} 没有导出适配器`),
    bilingual(
      'An adapter has vendor, version and create; see the page of @mini-domains/core.',
      '适配器应具有 vendor、version 与 create，参见 @mini-domains/core 的说明。',
    ),
  )

const noPackage = (name: string): Problem =>
  problem(
    'adapter',
    bilingual(`the package ${name} cannot be loaded`, `无法加载包 ${name}`),
    bilingual(`Install it beside the config: npm install ${name}`, `请在配置文件所在目录安装：npm install ${name}`),
  )

const foreign: Problem = problem(
  'adapter',
  bilingual(
    'an adapter is a package, or a file in the folder of the config',
    '适配器只能是包，或配置文件所在目录内的文件',
  ),
  bilingual(
    'Write the name of a package, or a path such as ./adapters/own.mjs. No URL, no absolute path, nothing above the folder.',
    '请填写包名，或形如 ./adapters/own.mjs 的路径；不接受 URL、绝对路径或上级目录。',
  ),
)

const packageName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/

const isWithin = (folder: string, path: string): boolean => {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

// A link in the folder may lead out of it; what is not there is told when it is loaded.
const leadsOut = (folder: string, path: string): boolean => {
  try {
    return !isWithin(realpathSync(folder), realpathSync(path))
  } catch {
    return false
  }
}

const isAdapterName = (name: string, folder: string): boolean => {
  if (packageName.test(name)) return !isBuiltin(name)
  const path = resolve(folder, name)
  return /^\.\.?\//.test(name) && !/[\0\\%?#]/.test(name) && isWithin(folder, path) && !leadsOut(folder, path)
}

const severalAdapters = (name: string, adapters: ReadonlyArray<DomainAdapter>): Problem => {
  const vendors = adapters.map(({ vendor }) => shownName(vendor))
  return problem(
    'adapter',
    bilingual(
      `${name} exports more than one adapter: ${vendors.join(', ')}`,
      `${name} 导出了多个适配器：${vendors.join('、')}`,
    ),
    bilingual('Name a file that exports the one that is meant.', '请改为只导出所需适配器的文件。'),
  )
}

const wrongDeclaration = (name: string, [issue]: ReadonlyArray<ConfigIssue>): Problem => {
  const { path = '', expected = bilingual('', '') } = issue ?? {}
  return problem(
    'adapter',
    bilingual(
      `the adapter of ${name} is not right: ${path} should be ${expected.en}`,
      `${name} 的适配器有误：${path} 应为 ${expected.zh}`,
    ),
    bilingual(
      'See AdapterDeclaration in @mini-domains/core/adapter.',
      '参见 @mini-domains/core/adapter 的 AdapterDeclaration。',
    ),
  )
}

const theOneAdapter = (name: string, loaded: unknown): E.Either<Problem, DomainAdapter> => {
  const adapters = adaptersOf(loaded)
  const [adapter] = adapters
  if (adapter === undefined) return E.left(noAdapter(name))
  if (adapters.length > 1) return E.left(severalAdapters(name, adapters))
  const declared = Declared.decode(adapter)
  return E.isLeft(declared) ? E.left(wrongDeclaration(name, configIssues(declared.left))) : E.right(adapter)
}

/**
 * Loads an adapter by the name of its package, ours or a stranger's: the one export that is an adapter.
 */
export const loadAdapter = async (
  name: string,
  folder: string,
  { loadPackage }: Pick<Io, 'loadPackage'>,
): Promise<E.Either<Problem, DomainAdapter>> => {
  if (!isAdapterName(name, folder)) return E.left(foreign)
  try {
    return theOneAdapter(name, await loadPackage(name, folder))
  } catch {
    return E.left(noPackage(name))
  }
}
