import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { send } from '../fault/delivery.js'
import { createFaultScript, type Fault, type ScriptedFault } from '../fault/fault.js'
import { type Authorisation, createAuthorisation } from '../push/authorisation.js'
import type { VendorModel } from '../state/model.js'
import type { Random } from '../state/random.js'
import type { TokenCalls } from '../state/token-calls.js'
import { readCall } from './call.js'
import { answerControl, controlPrefix } from './control.js'
import { openPort } from './port.js'
import { createRequestLog, type RecordedRequest } from './request-log.js'
import { serve } from './serve.js'

/** The script of faults of one vendor. */
export interface Faults {
  /** Adds a fault and gives its id. What is added first strikes first; one fault strikes a request. */
  readonly add: (fault: Fault) => string
  readonly list: () => ReadonlyArray<ScriptedFault>
  /** Takes one fault out by its id, or all of them. */
  readonly clear: (id?: string) => void
  /** Stops listening: connections are refused until `openPort`. */
  readonly closePort: () => Promise<void>
  readonly openPort: () => Promise<void>
}

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
  const { random } = setting
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
  const log = createRequestLog(setting.requestLog)
  const faults = createFaultScript(random)
  const served = { model, log, faults }
  // Not of the seeded random: nobody may foresee it.
  const token = randomBytes(16).toString('hex')
  const timers = new Set<NodeJS.Timeout>()
  const reset = (): void => {
    model.reset()
    log.clear()
    faults.clear()
    ahead = 0
  }
  const closePortFor = (ms: number): void => {
    const reopen = (): void => void port.open()
    setImmediate(() => void port.shut().then(() => timers.add(setTimeout(reopen, ms))))
  }
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const call = await readCall(request, clock)
    if (call.path.startsWith(controlPrefix)) {
      return send(
        { response },
        await answerControl(served, { reset, closePortFor, advance, authorisation, token }, call),
      )
    }
    return serve(served, call, { response, gone: gone.signal, random })
  }
  const port = await openPort(setting.port, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A client that leaves in the middle of its request ends here: there is nobody to answer.
      if (!request.complete || response.headersSent) return void response.destroy()
      send({ response }, { status: 500, headers: { 'content-type': 'text/plain' }, body: `emulator: ${String(error)}` })
    })
  })
  const release = (appId: string): void => {
    if (!model.release(appId)) throw new RangeError(`emulator release: no app ${JSON.stringify(appId)}`)
  }
  const { add, list, clear } = faults
  return {
    vendor: {
      baseUrl: `http://127.0.0.1:${port.number}`,
      controlToken: token,
      state: model.state,
      seed: model.seed,
      reset,
      release,
      requests: log.all,
      faults: { add, list, clear, closePort: port.shut, openPort: port.open },
      authorisation,
      advance,
      tokenCalls: model.tokenCalls.read,
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer)
      return port.shut()
    },
  }
}
