import { deliver, type Connection, pause, send } from '../fault/delivery.js'
import { defaultEffect, type Fault, type FaultScript } from '../fault/fault.js'
import type { AnsweringModel } from '../state/model.js'
import type { Call } from './call.js'
import type { RequestLog } from './request-log.js'

/** What serving a call needs besides the line it came on. */
export interface ServedVendor {
  readonly model: AnsweringModel
  readonly log: RequestLog
  readonly faults: FaultScript
}

const silent: ReadonlySet<Fault['kind']> = new Set(['refuse', 'reset-before', 'reset-after', 'stall-headers'])

const serveStruck = async (served: ServedVendor, call: Call, line: Connection, fault: Fault, entry: number) => {
  const { model, log } = served
  const effect = fault.effect ?? defaultEffect[fault.kind]
  const outcome = model.answer(call)
  const { status, body } = outcome.reply
  if (effect === 'after') outcome.commit()
  log.amend(entry, {
    fault: fault.kind,
    tookEffect: effect === 'after' && outcome.changes,
    answer: silent.has(fault.kind) ? undefined : { status, body },
  })
  if (fault.kind === 'revoke-token') model.setToken?.(model.tokenOf(call), fault.state ?? 'revoked')
  await deliver(line, fault, outcome.reply)
  if (effect !== 'before') return
  // The write lands late, on the state as it has become meanwhile.
  const late = model.answer(call)
  late.commit()
  log.amend(entry, { tookEffect: late.changes })
}

/** Serves one call: records it, lets the script's fault strike, writes what is to be written, and answers. */
export const serve = async (served: ServedVendor, call: Call, line: Connection): Promise<void> => {
  const { model, log, faults } = served
  const tokenCall = model.tokenCallOf?.(call)
  if (tokenCall !== undefined) model.tokenCalls?.count(tokenCall)
  const owner = tokenCall?.appId ?? model.appOf?.(call) ?? model.ownerOf(model.tokenOf(call))
  const { method, path, rawQuery, headers, body, at } = call
  const query = Object.fromEntries(call.query)
  const entry = log.begin({ method, path, rawQuery, query, headers, body, at, owner })
  const { wait, fault } = faults.strike({ path, action: model.actionOf(call), appId: owner })
  if (wait > 0) await pause(wait, line.gone)
  if (fault !== undefined) return serveStruck(served, call, line, fault, entry)
  const outcome = model.answer(call)
  outcome.commit()
  const { reply } = outcome
  log.amend(entry, {
    answer: { status: reply.status, body: reply.body },
    tookEffect: outcome.changes,
    fault: wait > 0 ? 'latency' : undefined,
  })
  send(line, reply)
}
