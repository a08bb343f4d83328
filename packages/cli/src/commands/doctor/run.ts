import { messageOf } from '@mini-domains/core/adapter'
import { access, constants } from 'node:fs/promises'
import type { DomainAdapter } from '@mini-domains/core'
import { proxyFetch } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import { type Finding, clockFinding, finding, nodeFinding, proxyFinding, showFinding } from './finding.js'
import type { Context } from '../../context.js'
import { checkRead, firstApps } from '../../config/check-read.js'
import { type ConfigFile, readConfigFile } from '../../config/config-file.js'
import type { ExitStatus } from '../../output/exit-code.js'
import type { Failure } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { type OpenVendor, openSession, withSession } from '../../config/session.js'
import { probe } from './probe.js'
import { storeAddress, withStore } from '../../config/store.js'
import type { Io } from '../../io/io.js'

const failureFindings = (name: string, failure: Failure): ReadonlyArray<Finding> => {
  switch (failure._tag) {
    case 'Problems':
      return failure.problems.map(({ message, hint }) => finding(name, 'bad', message, hint))
    case 'Error': {
      const { error } = failure
      return [finding(name, 'bad', messageOf(error), error.hint)]
    }
  }
}

type VendorEntry = ConfigFile['desired']['content']['vendors'][string]

const textAt = (entry: VendorEntry | undefined, key: string): string | undefined => {
  const value = entry?.config?.[key]
  return typeof value === 'string' ? value : undefined
}

/** The addresses that calls go to: `baseUrl` of the config in place of the first that the adapter declares. */
const addressesOf = (entry: VendorEntry | undefined, { hosts = [] }: DomainAdapter): ReadonlyArray<string> => {
  const baseUrl = textAt(entry, 'baseUrl')
  return baseUrl === undefined ? hosts : [baseUrl, ...hosts.slice(1)]
}

const clockOf = async ({ io, stop }: Context, name: string, address: string, proxy?: string): Promise<Finding> => {
  const { host } = new URL(address)
  try {
    const way = { environment: io.environment, proxy }
    const { headers } = await proxyFetch(address, way, { method: 'HEAD', signal: stop, timeoutMs: 5_000 })
    return clockFinding(name, io.clock.now(), headers.get('date'))
  } catch {
    return finding(`clock (${name})`, 'warning', bilingual(`${host} cannot be reached`, `无法访问 ${host}`))
  }
}

const readable = {
  platform: bilingual('the pool can be read', '可以读取平台域名池'),
  app: bilingual('the list of an app can be read', '可以读取小程序的域名列表'),
}

const nothingToCall = bilingual(
  'nothing was called: no call reads a pool of this vendor, and the config has no app of it',
  '未发起调用：该厂商没有可读取的平台域名池，配置中也没有它的小程序',
)

const callOf = async ({ name, provider }: OpenVendor, app: string | undefined): Promise<Finding> => {
  const title = `call (${name})`
  const { of, error } = await checkRead(provider, app)
  if (of === undefined) return finding(title, 'warning', nothingToCall)
  if (error === undefined) return finding(title, 'good', readable[of])
  const { _tag, hint } = error
  const said = messageOf(error)
  return finding(title, 'bad', bilingual(`${_tag}: ${said.en}`, `${_tag}：${said.zh}`), hint)
}

const openedFinding = async (io: Io, config: ConfigFile, shown: string): Promise<Finding> => {
  const opened = await withStore(io, config, () => Promise.resolve())
  if (E.isRight(opened)) return finding('store', 'good', bilingual(shown, shown))
  return failureFindings('store', opened.left)[0] ?? finding('store', 'bad', bilingual(shown, shown))
}

const storeOf = async ({ io }: Context, config: ConfigFile, isUsed: boolean): Promise<Finding> => {
  if (!isUsed)
    return finding('store', 'good', bilingual('not used: tokens come from a table', '未使用：令牌来自固定表'))
  const found = storeAddress(io, config)
  if (E.isLeft(found))
    return failureFindings('store', found.left)[0] ?? finding('store', 'bad', bilingual('none', '无'))
  const address = found.right
  if (address.kind !== 'file') return openedFinding(io, config, address.shown)
  const path = address.file
  try {
    await access(path, constants.R_OK | constants.W_OK)
    return finding('store', 'good', bilingual(path, path))
  } catch {
    return finding('store', 'bad', bilingual(`${path} cannot be written`, `无法写入 ${path}`))
  }
}

const vendorFindings = async (context: Context, config: ConfigFile): Promise<ReadonlyArray<Finding>> => {
  const session = await openSession(context, config)
  if (E.isLeft(session)) return failureFindings('vendors', session.left)
  const apps = await firstApps(config)
  return withSession(session.right, async ({ vendors }) => {
    const found: Array<Finding> = []
    for (const vendor of vendors) {
      const { name, adapter, declared } = vendor
      const entry = config.desired.content.vendors[name]
      found.push(
        finding(
          `adapter (${name})`,
          'good',
          bilingual(`${adapter.name} ${adapter.version}`, `${adapter.name} ${adapter.version}`),
        ),
      )
      for (const address of addressesOf(entry, declared))
        found.push(await clockOf(context, name, address, textAt(entry, 'proxy')))
      found.push(await callOf(vendor, apps.get(name)))
    }
    const isUsed = vendors.some(({ credentials }) => credentials !== undefined)
    return [...found, await storeOf(context, config, isUsed)]
  })
}

/**
 * Looks at everything that a command needs, and says what to fix.
 */
export const doctor = async (context: Context): Promise<ExitStatus> => {
  if (context.args.has('probe')) return probe(context)
  const { io, reporter } = context
  const found: Array<Finding> = [nodeFinding(io.nodeVersion), await proxyFinding(io.environment)]
  const config = await readConfigFile(context)
  if (E.isLeft(config)) found.push(...failureFindings('config', config.left))
  else {
    found.push(finding('config', 'good', bilingual(config.right.path, config.right.path)))
    found.push(...(await vendorFindings(context, config.right)))
  }
  for (const one of found) showFinding(reporter, one)
  return found.some(({ verdict }) => verdict === 'bad') ? 'error' : 'done'
}
