import { randomBytes } from 'node:crypto'
import { type Authorisation, createAuthorisation } from '../push/authorisation.js'
import type { VendorModel } from '../state/model.js'
import type { Random } from '../state/random.js'
import type { TokenCalls } from '../state/token-calls.js'
import { answerControl, controlPrefix } from './control.js'
import { type Faults, startFaultServer } from './fault-server.js'
import type { RecordedRequest } from './request-log.js'

/** One vendor on its own port. */
export interface VendorEmulator<State, Seed> {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly baseUrl: string
  /** What calls of the control API that make the emulator send requests carry: `Authorization: Bearer <token>`. */
  readonly controlToken: string
  /** The true state now. A snapshot: it does not change afterwards. */
  readonly state: () => State
  /** Merges a patch into the state: missing apps are created, lists are replaced whole. Throws on an unknown field. */
  readonly seed: (patch: Seed) => void
  /** Back to the state it started with; log and faults are cleared. */
  readonly reset: () => void
  /** The event that makes configured domains effective. Throws when there is no such app. */
  readonly release: (appId: string) => void
  /** The attempt report: every request since the start or the last reset, oldest first, within `requestLog`. */
  readonly requests: () => ReadonlyArray<RecordedRequest>
  readonly faults: Faults
  /** What merchants do, and the pushes that tell the platform. */
  readonly authorisation: Authorisation
  /** Moves this vendor's clock on: tokens expire, the next month comes. `reset` puts it back. */
  readonly advance: (ms: number) => void
  /** How often the token endpoints were called; the same as in `state()`, without the cost of a snapshot. */
  readonly tokenCalls: () => TokenCalls
}

/** What a vendor's server needs to run. */
export interface VendorSetting {
  readonly port: number
  readonly clock: () => number
  readonly random: Random
  readonly requestLog: number
}

/** A running vendor and the way to stop it. */
export interface Running<State, Seed> {
  readonly vendor: VendorEmulator<State, Seed>
  readonly close: () => Promise<void>
}

/** Starts a vendor's server around its rules. */
export const startVendor = async <S, P>(
  create: (askForTicket: () => void) => VendorModel<S, P>,
  setting: VendorSetting,
): Promise<Running<S, P>> => {
  let ahead = 0
  const clock = (): number => setting.clock() + ahead
  const advance = (ms: number): void => {
    ahead += ms
  }
  // Asked for by the platform: no error is reported when its URL does not answer, as at the vendor.
  const model = create(() => {
    const url = model.pushUrl()
    if (url !== '') authorisation.pushTicket(url).catch(() => undefined)
  })
  const authorisation = createAuthorisation(model, clock)
  // Not of the seeded random: nobody may foresee it.
  const token = randomBytes(16).toString('hex')
  const timers = new Set<NodeJS.Timeout>()
  const reset = (): void => {
    model.reset()
    server.clear()
    ahead = 0
  }
  const closePortFor = (ms: number): void => {
    const reopen = (): void => void server.faults.openPort()
    setImmediate(() => void server.faults.closePort().then(() => timers.add(setTimeout(reopen, ms))))
  }
  const controls = { reset, closePortFor, advance, authorisation, token }
  const server = await startFaultServer(model, { ...setting, clock }, (call) =>
    call.path.startsWith(controlPrefix)
      ? answerControl({ model, requests: server.requests, faults: server.faults }, controls, call)
      : undefined,
  )
  const release = (appId: string): void => {
    if (!model.release(appId)) throw new RangeError(`emulator release: no app ${JSON.stringify(appId)}`)
  }
  return {
    vendor: {
      baseUrl: server.baseUrl,
      controlToken: token,
      state: model.state,
      seed: model.seed,
      reset,
      release,
      requests: server.requests,
      faults: server.faults,
      authorisation,
      advance,
      tokenCalls: model.tokenCalls.read,
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer)
      return server.close()
    },
  }
}
