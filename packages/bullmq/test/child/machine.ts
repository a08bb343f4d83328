import { baidu } from '@mini-domains/baidu'
import { type DomainProvider, createDomainProvider, systemClock } from '@mini-domains/core'
import { type RateLimiter, type RequestEvent, type Store } from '@mini-domains/core/adapter'
import { type FleetVendors } from '@mini-domains/fleet'
import { redisRateLimiter, redisStore } from '@mini-domains/redis'
import { wechat } from '@mini-domains/wechat'
import { baiduPlatformToken, baiduTokenOf, wechatTokenOf } from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import { type Credentials, createCredentials } from '../../../credentials/src/index.js'
import { exchangeOf } from '../../../credentials/test/exchange-under-test.js'

/** What a process of a test is told: where everything is, and the apps. */
export interface Machine {
  readonly url: string
  readonly prefix: string
  readonly urls: { readonly wechat: string; readonly baidu: string }
  readonly wechatIds: ReadonlyArray<string>
  readonly baiduIds: ReadonlyArray<string>
  /** Calls a second at each vendor, over all processes. */
  readonly rate: number
  readonly plan: string
  /** The key of the tokens, where they are kept in the store and refreshed by whichever process needs one; else each app has one from the start. */
  readonly key?: string
  /** The step of a line, or `range`, at which the worker dies. */
  readonly dies?: string
}

/** How long anything may take that a test waits for: short enough to wait for it, longer than a slow machine stops. */
export const times = { settleMs: 4_000, lockMs: 4_000, stalledMs: 1_000, leaseMs: 2_000 }

const provided = <A>(made: E.Either<{ readonly message: string }, A>): A => {
  if (E.isLeft(made)) throw new Error(made.left.message)
  return made.right
}

const tableOf = (ids: ReadonlyArray<string>, tokenOf: (id: string) => string) =>
  Object.fromEntries(ids.map((id) => [id, tokenOf(id)]))

/** Dies at the first call, as a process does whose memory runs out. */
const doomedLimiter = (limiter: RateLimiter): RateLimiter => ({
  ...limiter,
  acquire: () => {
    process.kill(process.pid, 'SIGKILL')
    return new Promise(() => undefined)
  },
})

/** What keeps the tokens of a vendor in the store, for all processes. */
export const credentialsAt = (
  vendor: 'wechat' | 'baidu',
  { urls }: Pick<Machine, 'urls'>,
  store: Store,
  key: string,
): Credentials =>
  provided(
    createCredentials({
      exchange: provided(E.mapLeft(() => ({ message: 'no exchange' }))(exchangeOf(vendor, { baseUrl: urls[vendor] }))),
      store,
      key: { current: key },
    }),
  )

/** Tells when a call starts, in a line of its own. */
const tellStart = ({ vendor }: RequestEvent): void =>
  void process.stdout.write(`${JSON.stringify({ start: vendor, at: systemClock.now() })}\n`)

/** Opens the store and both vendors as each process of a fleet does. */
export const openMachine = async (machine: Machine) => {
  const { url, prefix, urls, wechatIds, baiduIds, rate, dies, key } = machine
  const store = provided(await redisStore({ url, prefix })())
  const limiter = provided(await redisRateLimiter({ url, prefix, rates: { all: { perSecond: rate } } })())
  const at = (
    adapter: typeof wechat | typeof baidu,
    baseUrl: string,
    table: { readonly platform: string; readonly apps: Readonly<Record<string, string>> },
    rateLimiter: RateLimiter,
  ): DomainProvider =>
    provided(
      createDomainProvider(
        [wechat, baidu],
        {
          vendor: adapter.vendor,
          baseUrl,
          tokens: key === undefined ? table : credentialsAt(adapter.vendor, machine, store, key),
        },
        { clock: systemClock, rateLimiter, hooks: { onRequest: tellStart } },
      ),
    )
  const calls = dies === 'range' ? doomedLimiter(limiter) : limiter
  const vendors: FleetVendors = {
    wechat: {
      provider: at(
        wechat,
        urls.wechat,
        { platform: 'token-wx-platform', apps: tableOf(wechatIds, wechatTokenOf) },
        calls,
      ),
      adapter: { name: '@mini-domains/wechat', version: '0.0.0' },
    },
    baidu: {
      provider: at(baidu, urls.baidu, { platform: baiduPlatformToken, apps: tableOf(baiduIds, baiduTokenOf) }, calls),
      adapter: { name: '@mini-domains/baidu', version: '0.0.0' },
    },
  }
  return {
    vendors,
    store,
    close: async () => {
      await Promise.all(Object.values(vendors).map(({ provider }) => provider.close()))
      limiter.close()
      await store.close()
    },
  }
}

/** Reads what the test told this process. */
const isMachine = (input: unknown): input is Machine => typeof input === 'object' && input !== null && 'url' in input

/** Reads what the test told this process. */
export const machineOf = (text: string | undefined): Machine => {
  const machine: unknown = JSON.parse(text ?? '')
  if (!isMachine(machine)) throw new Error('what the test tells is a machine')
  return machine
}
