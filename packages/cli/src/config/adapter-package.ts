import { realpathSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { Clock, DomainAdapter, Environment } from '@mini-domains/core'
import type { InvalidConfig, PushReader, TokenExchange } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { bilingual } from '../output/language.js'
import { type Problem, problem } from '../output/problem.js'
import type { Io } from '../io/io.js'

/**
 * Makes a vendor's half of keeping tokens, from its credentials.
 */
export type ExchangeMaker = (
  config: unknown,
  environment: Partial<Environment>,
) => E.Either<InvalidConfig, TokenExchange & { readonly close?: () => Promise<void> }>

/**
 * Makes what reads a vendor's pushes, from its secrets.
 */
export type PushReaderMaker = (config: unknown, clock: Clock) => E.Either<InvalidConfig, PushReader>

/**
 * What the package of an adapter gives: the adapter, and where it has them, what gets tokens and what reads pushes.
 */
export interface AdapterPackage {
  readonly name: string
  readonly adapter: DomainAdapter
  readonly exchange?: ExchangeMaker
  readonly pushReader?: PushReaderMaker
}

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null

const isAdapter = (input: unknown): input is DomainAdapter =>
  isRecord(input) &&
  typeof input['vendor'] === 'string' &&
  typeof input['version'] === 'string' &&
  typeof input['create'] === 'function'

const isExchangeMaker = (input: unknown): input is ExchangeMaker => typeof input === 'function'

const isPushReaderMaker = (input: unknown): input is PushReaderMaker => typeof input === 'function'

const membersOf = (loaded: Readonly<Record<string, unknown>>): ReadonlyArray<readonly [string, unknown]> => {
  const inner = loaded['default']
  return [...Object.entries(loaded), ...(isRecord(inner) && !isAdapter(inner) ? Object.entries(inner) : [])]
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

/**
 * Loads an adapter by the name of its package, ours or a stranger's: the export that is an adapter, and functions named after
 * its vendor with `Exchange` and `PushReader` at the end.
 */
export const loadAdapter = async (
  name: string,
  folder: string,
  { loadPackage }: Io,
): Promise<E.Either<Problem, AdapterPackage>> => {
  if (!isAdapterName(name, folder)) return E.left(foreign)
  let loaded: unknown
  try {
    loaded = await loadPackage(name, folder)
  } catch {
    return E.left(noPackage(name))
  }
  const members = isRecord(loaded) ? membersOf(loaded) : []
  const adapter = members.map(([, value]) => value).find(isAdapter)
  if (adapter === undefined) return E.left(noAdapter(name))
  const exchange = members.find(([member]) => member === `${adapter.vendor}Exchange`)?.[1]
  const pushReader = members.find(([member]) => member === `${adapter.vendor}PushReader`)?.[1]
  return E.right({
    name,
    adapter,
    ...(isExchangeMaker(exchange) ? { exchange } : {}),
    ...(isPushReaderMaker(pushReader) ? { pushReader } : {}),
  })
}
