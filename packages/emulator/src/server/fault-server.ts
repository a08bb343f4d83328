import { send } from '../fault/delivery.js'
import { createFaultScript, type Fault, type ScriptedFault } from '../fault/fault.js'
import { systemClock } from '../state/account.js'
import type { AnsweringModel } from '../state/model.js'
import { seededRandom, type Random } from '../state/random.js'
import { type Call, readCall, type Reply } from './call.js'
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

/** What a fault server runs with; each may be left out. */
export interface FaultServerSetting {
  /** Default: a free one. */
  readonly port?: number
  /** Milliseconds. Default: the machine's. */
  readonly clock?: () => number
  /** What faults with a probability draw from. Default: the same row of numbers each time. */
  readonly random?: Random
  /** How many requests are kept. Default 10,000. */
  readonly requestLog?: number
}

/** A vendor's answers on a port of 127.0.0.1, with a report of what was asked and a script of what goes wrong. */
export interface FaultServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly baseUrl: string
  /** The attempt report: every request since the start or the last `clear`, oldest first, within `requestLog`. */
  readonly requests: () => ReadonlyArray<RecordedRequest>
  readonly faults: Faults
  /** Forgets the requests and the faults. */
  readonly clear: () => void
  readonly close: () => Promise<void>
}

/**
 * Serves a vendor's answers, lets faults strike them, and records both. `before` may answer a call first, neither recorded nor struck;
 * it gives `undefined` for one that is not its own.
 */
export const startFaultServer = async (
  model: AnsweringModel,
  { port = 0, clock = systemClock, random = seededRandom(1), requestLog = 10_000 }: FaultServerSetting = {},
  before?: (call: Call) => Reply | Promise<Reply> | undefined,
): Promise<FaultServer> => {
  const log = createRequestLog(requestLog)
  const faults = createFaultScript(random)
  const opened = await openPort(port, (request, response) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const handle = async (): Promise<void> => {
      const call = await readCall(request, clock)
      const answered = before?.(call)
      if (answered !== undefined) return send({ response }, await answered)
      return serve({ model, log, faults }, call, { response, gone: gone.signal, random })
    }
    handle().catch((error: unknown) => {
      // A client that leaves in the middle of its request ends here: there is nobody to answer.
      if (!request.complete || response.headersSent) return void response.destroy()
      send({ response }, { status: 500, headers: { 'content-type': 'text/plain' }, body: `emulator: ${String(error)}` })
    })
  })
  const { add, list, clear } = faults
  return {
    baseUrl: `http://127.0.0.1:${opened.number}`,
    requests: log.all,
    faults: { add, list, clear, closePort: opened.shut, openPort: opened.open },
    clear: () => {
      log.clear()
      faults.clear()
    },
    close: opened.shut,
  }
}
