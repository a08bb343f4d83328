import { type DomainAdapter, type DomainProvider, type Environment, createDomainProvider } from '@mini-domains/core'
import { invalidConfig, shownName } from '@mini-domains/core/adapter'
import type { Credentials } from '@mini-domains/credentials'
import type { FleetVendor } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { loadAdapter } from './adapter-package.js'
import type { Context } from '../context.js'
import { type ConfigFile, readConfigFile } from './config-file.js'
import { credentialsOf } from './credentials.js'
import { type Failure, failed, failedBy, problem, reportFailure } from '../output/problem.js'
import type { ExitStatus } from '../output/exit-code.js'
import { bilingual } from '../output/language.js'
import { openRateLimiter, ratesOf } from './rate-limiter.js'
import { tokenSource } from './token-source.js'

/**
 * A vendor that is ready to be called.
 */
export interface OpenVendor extends FleetVendor {
  readonly name: string
  readonly provider: DomainProvider
  /** What its adapter says of the vendor. */
  readonly declared: DomainAdapter
  readonly credentials?: Credentials
  readonly close: () => Promise<void>
}

/**
 * A config and the vendors that were opened from it.
 */
export interface Session {
  readonly config: ConfigFile
  readonly vendors: ReadonlyArray<OpenVendor>
  readonly byName: Readonly<Record<string, OpenVendor>>
  /** Hears of every call that came back, until what it gives back is called. */
  readonly onCall: (see: (calls: number) => void) => () => void
  readonly close: () => Promise<void>
}

/**
 * Opens one vendor of a config: its adapter, its tokens, its pace.
 */
const openVendor = async (
  context: Context,
  config: ConfigFile,
  name: string,
  calls: CallCount,
): Promise<E.Either<Failure, OpenVendor>> => {
  const { desired, folder } = config
  const entry = Object.hasOwn(desired.content.vendors, name) ? desired.content.vendors[name] : undefined
  if (entry === undefined) return E.left(failed(noVendor(name, Object.keys(desired.content.vendors))))
  const { io, reporter } = context
  const { rates, config: own } = ratesOf(entry.config ?? {})
  if (E.isLeft(rates)) return E.left(failedBy(invalidConfig(name, rates.left)))
  const loaded = await loadAdapter(entry.adapter, folder, io)
  if (E.isLeft(loaded)) return E.left(failed(loaded.left))
  const adapter = loaded.right
  const secrets = await credentialsOf(`vendors.${name}.credentials`, entry.credentials ?? {}, io, config)
  if (E.isLeft(secrets)) return secrets
  const rate = await openRateLimiter(io, config, name, rates.right)
  if (E.isLeft(rate)) return rate
  const environment: Environment = {
    clock: io.clock,
    hooks: { onResponse: calls.count },
    rateLimiter: rate.right.limiter,
  }
  const source = await tokenSource(name, adapter, secrets.right, own, { io, place: config, environment })
  if (E.isLeft(source)) {
    rate.right.close()
    return source
  }
  const close = async (): Promise<void> => {
    await source.right.close()
    rate.right.close()
  }
  const made = createDomainProvider(
    [adapter],
    { ...sharedOf(adapter, secrets.right), ...own, vendor: adapter.vendor, tokens: source.right.tokens },
    environment,
  )
  if (E.isLeft(made)) {
    await close()
    return E.left(failedBy(made.left))
  }
  const { credentials } = source.right
  reporter.event({ event: 'adapter', vendor: name, adapter: entry.adapter, version: adapter.version })
  reporter.note(reporter.paint.dim(`${name}: ${entry.adapter} ${adapter.version}`))
  return E.right({
    name,
    provider: made.right.with({ signal: context.abort }),
    declared: adapter,
    adapter: { name: entry.adapter, version: adapter.version },
    ...(credentials === undefined ? {} : { credentials }),
    close: async () => {
      await made.right.close()
      await close()
    },
  })
}

// What goes with each call, such as the id of the platform's client, is written once, with the credentials.
const sharedOf = (
  { sharedCredentials = [] }: DomainAdapter,
  secrets: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(secrets).filter(([key]) => sharedCredentials.includes(key)))

const noVendor = (name: string, known: ReadonlyArray<string>) =>
  problem(
    'vendor',
    bilingual(`the config has no vendor "${shownName(name)}"`, `配置中没有厂商“${shownName(name)}”`),
    bilingual(`It has: ${known.join(', ')}.`, `现有：${known.join('、')}。`),
  )

/**
 * Opens the vendors of a config that are named, all of them by default.
 */
export const openSession = async (
  context: Context,
  config: ConfigFile,
  names: ReadonlyArray<string> = Object.keys(config.desired.content.vendors),
): Promise<E.Either<Failure, Session>> => {
  const vendors: Array<OpenVendor> = []
  const calls = callCount()
  const close = async (): Promise<void> => {
    await Promise.all(vendors.map((vendor) => vendor.close()))
  }
  for (const name of new Set(names)) {
    const vendor = await openVendor(context, config, name, calls)
    if (E.isLeft(vendor)) {
      await close()
      return vendor
    }
    vendors.push(vendor.right)
  }
  const byName = Object.fromEntries(vendors.map((vendor) => [vendor.name, vendor]))
  return E.right({ config, vendors, byName, onCall: calls.watch, close })
}

/**
 * Runs work with a session, and closes it whatever happens.
 */
export const withSession = async <A>(session: Session, work: (session: Session) => Promise<A>): Promise<A> => {
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}

/**
 * Counts the calls that came back, and tells who watches.
 */
interface CallCount {
  readonly count: () => void
  readonly watch: (see: (calls: number) => void) => () => void
}

/**
 * Makes a count that begins at nothing.
 */
const callCount = (): CallCount => {
  const watchers = new Set<(calls: number) => void>()
  let calls = 0
  return {
    count: () => {
      calls += 1
      for (const see of watchers) see(calls)
    },
    watch: (see) => {
      watchers.add(see)
      return () => watchers.delete(see)
    },
  }
}

/**
 * Runs work with the config. Where it cannot be read, that is reported and ends the command.
 */
export const withConfig = async (
  context: Context,
  work: (config: ConfigFile) => Promise<ExitStatus>,
): Promise<ExitStatus> => {
  const config = await readConfigFile(context)
  return E.isLeft(config) ? reportFailure(context.reporter, config.left) : work(config.right)
}

/**
 * Runs work at the vendors of a config that are named, all of them by default, and closes them whatever happens. Where one cannot be
 * opened, that is reported and ends the command.
 */
export const withVendors = async (
  context: Context,
  config: ConfigFile,
  names: ReadonlyArray<string> | undefined,
  work: (session: Session) => Promise<ExitStatus>,
): Promise<ExitStatus> => {
  const session = await openSession(context, config, names)
  return E.isLeft(session) ? reportFailure(context.reporter, session.left) : withSession(session.right, work)
}
