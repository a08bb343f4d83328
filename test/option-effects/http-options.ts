import { type Environment } from '../../packages/core/src/index.js'
import { type Answer, type WatchedServer, startWatched, watchedClock } from './watched-server.js'

/**
 * Makes some calls with options put over those that a config needs; its result is what they came to.
 */
export type Calls = (options: Readonly<Record<string, unknown>>, environment?: Partial<Environment>) => Promise<unknown>

/**
 * What an option does: what was seen with the one value and with the other (none, where it is left out). They must differ.
 */
export type Effect = () => Promise<readonly [unknown, unknown]>

const withServer = async <A>(answer: Answer, run: (server: WatchedServer) => Promise<A>): Promise<A> => {
  const server = await startWatched(answer)
  try {
    return await run(server)
  } finally {
    await server.close()
  }
}

/**
 * Makes the same calls twice against a server, with options and without, and gives what each was seen to do.
 */
export const seen =
  (
    calls: Calls,
    options: Readonly<Record<string, unknown>>,
    see: (server: WatchedServer, came: unknown) => unknown = ({ requests }) => requests,
    {
      answer = {},
      without = {},
    }: { readonly answer?: Answer; readonly without?: Readonly<Record<string, unknown>> } = {},
  ): Effect =>
  async () => {
    const one = (over: Readonly<Record<string, unknown>>) =>
      withServer(answer, async (server) => see(server, await calls({ baseUrl: server.url, attempts: 1, ...over })))
    return [await one(options), await one(without)]
  }

const proxied =
  (calls: Calls): Effect =>
  () =>
    withServer({}, (one) =>
      withServer({}, async (other) => {
        const via = async ({ url }: WatchedServer) => {
          await calls({ attempts: 1, proxy: url })
          return [one.connects.length > 0, other.connects.length > 0]
        }
        return [await via(one), await via(other)]
      }),
    )

const timedOut =
  (calls: Calls): Effect =>
  () =>
    withServer({}, async ({ url }) => {
      const waits = async (options: Readonly<Record<string, unknown>>) => {
        const { clock, asked } = watchedClock()
        await calls({ baseUrl: url, attempts: 1, ...options }, { clock })
        return [...new Set(asked)]
      }
      return [await waits({ timeoutMs: 54_321 }), await waits({})]
    })

/**
 * The effects of the options that every config with HTTP calls has, at one that makes these calls: `calls` makes at least four at once.
 */
export const httpEffects = (calls: Calls): Readonly<Record<string, Effect>> => ({
  baseUrl: () =>
    withServer({}, async ({ url, requests }) => {
      await calls({ baseUrl: `${url}/below`, attempts: 1 })
      return [requests.every(([line]) => line.includes(' /below/')) && requests.length > 0, false]
    }),
  timeoutMs: timedOut(calls),
  attempts: seen(calls, { attempts: 2 }, ({ requests }) => requests.length, { answer: { status: 503 } }),
  maxSockets: seen(calls, { maxSockets: 2 }, (server) => server.most() === 1, { answer: { heldMs: 50 } }),
  maxReplyBytes: seen(calls, { maxReplyBytes: 1024 }, (_server, came) => came, {
    answer: { body: JSON.stringify({ long: 'x'.repeat(5_000) }) },
  }),
  proxy: proxied(calls),
})

/**
 * The effect of a rate: that calls wait for it.
 */
export const rateEffect =
  (calls: Calls, rate: Readonly<Record<string, unknown>>): Effect =>
  async () => {
    const waits = async (options: Readonly<Record<string, unknown>>) => {
      const { clock, asked } = watchedClock()
      await calls({ attempts: 1, ...options }, { clock })
      return asked.some((ms) => ms > 900 && ms < 4_000)
    }
    return [await waits({ rate }), await waits({})]
  }
