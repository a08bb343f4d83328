import {
  type DomainAdapter,
  type DomainProvider,
  type Environment,
  createDomainProvider,
} from '../../packages/core/src/index.js'
import { promises } from '../../packages/core/src/adapter.js'
import { type Emulator, openings, startEmulator } from '../../packages/emulator/src/index.js'
import type * as E from 'fp-ts/lib/Either.js'
import { right } from '../../packages/core/test/either.js'
import { baidu } from '../../packages/baidu/src/index.js'
import { douyin } from '../../packages/douyin/src/index.js'
import { huawei } from '../../packages/huawei/src/index.js'
import { wechat } from '../../packages/wechat/src/index.js'
import type { Calls, Effect } from './http-options.js'

/**
 * The adapters that come with the command.
 */
export const adapters = { wechat, baidu, douyin, huawei } as const

/**
 * The name of one.
 */
export type Vendor = keyof typeof adapters

/**
 * All of them.
 */
export const vendors: ReadonlyArray<Vendor> = ['wechat', 'baidu', 'douyin', 'huawei']

const tokens = { platform: 'token-of-platform', apps: { one: 'token-of-one', two: 'token-of-two' } }

const needed = (vendor: Vendor) => ({ vendor, tokens, ...(vendor === 'huawei' ? { clientId: 'client-1' } : {}) })

/**
 * Makes the provider of a vendor, with options over those that its config needs.
 */
export const provider = (vendor: Vendor, options: object, environment: Partial<Environment> = {}): DomainProvider => {
  const adapter: DomainAdapter = adapters[vendor]
  return right(createDomainProvider([adapter], { ...needed(vendor), ...options }, environment))
}

const came = (result: E.Either<unknown, unknown>): unknown => result

/**
 * Four reads at once.
 */
export const reads =
  (vendor: Vendor): Calls =>
  async (options, environment) => {
    const opened = provider(vendor, options, environment)
    const read = (app: string) => opened.app(app).server.get()
    const all = await Promise.all([read('one')(), read('two')(), read('one')(), read('two')()])
    await opened.close()
    return all.map(came)
  }

const hosts = (name: string) => Array.from({ length: 12 }, (_, index) => `https://${name}${index}.example.com`)

const changes = async (opened: DomainProvider, app: string): Promise<unknown> => {
  const { server } = promises(opened).app(app)
  const set = (domains: object) => server.set(domains).then(({ items }) => items, String)
  const [kind = 'any'] = opened.capabilities.platform.server?.kinds ?? []
  const add = () => promises(opened).platform.server.add({ [kind]: ['https://new.example.net'] })
  return [
    await set({ request: hosts('r'), upload: hosts('u') }),
    await set({ request: hosts('r'), socket: ['wss://s.example.com'] }),
    await set({ request: ['https://c.example.com'] }),
    await set({ request: [] }),
    await add().then(({ items }) => items, String),
  ]
}

const emulated = async <A>(run: (emulator: Emulator) => Promise<A>): Promise<A> => {
  const emulator = await startEmulator()
  try {
    return await run(emulator)
  } finally {
    await emulator.close()
  }
}

const opened = (emulator: Emulator, vendor: Vendor) => {
  const { baseUrl, platformToken, appTokens, appIds, credentials } = openings(emulator)[vendor]
  const options = { baseUrl, tokens: { platform: platformToken, apps: appTokens }, ...credentials }
  return { options, app: appIds[0] ?? '' }
}

/**
 * Changes of an app and of the pool at the emulated vendor, one after the other; what came of it is what was sent.
 */
export const life =
  (vendor: Vendor): Calls =>
  (options, environment) =>
    emulated(async (emulator) => {
      const { options: own, app } = opened(emulator, vendor)
      const made = provider(vendor, { ...own, ...options }, environment)
      const items = await changes(made, app)
      await made.close()
      return [
        items,
        emulator[vendor].requests().map(({ method, path, rawQuery, body }) => [method, path, rawQuery, body]),
      ]
    })

/**
 * The effect of an option on such a life.
 */
export const inLife =
  (vendor: Vendor, options: Readonly<Record<string, unknown>>): Effect =>
  async () => [await life(vendor)(options), await life(vendor)({})]
