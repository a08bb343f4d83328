import { faultShape, type Fault } from './fault.js'
import { isObject } from './json.js'
import type { Random } from './random.js'
import { problems } from './shape.js'

/** A fault in the script, with how often it struck and how often it still may. */
export interface ScriptedFault {
  readonly id: string
  readonly fault: Fault
  readonly struck: number
  /** `undefined` when it may strike without end. */
  readonly left: number | undefined
}

/** What a fault's match is compared with. */
export interface Target {
  readonly path: string
  readonly action: string
  readonly appId: string
}

/** The script of faults: what is added first strikes first. */
export interface FaultScript {
  readonly add: (fault: Fault) => string
  readonly list: () => ReadonlyArray<ScriptedFault>
  /** Takes one fault out by its id, or all of them. */
  readonly clear: (id?: string) => void
  /** The fault that strikes a request, counted as struck; waits of pure `latency` faults are added up in `wait`. */
  readonly strike: (target: Target) => { readonly wait: number; readonly fault: Fault | undefined }
}

/** Says whether a value is a fault; what is wrong with it otherwise is listed by `problems(faultShape, value)`. */
export const isFault = (value: unknown): value is Fault =>
  isObject(value) && typeof value.kind === 'string' && problems(faultShape, value).length === 0

const matches = ({ match = {} }: Fault, target: Target): boolean =>
  (match.path === undefined || target.path.endsWith(match.path)) &&
  (match.action === undefined || target.action === match.action) &&
  (match.appId === undefined || target.appId === match.appId)

/** Makes an empty script that draws its lots from `random`. */
export const createFaultScript = (random: Random): FaultScript => {
  const script = new Map<string, ScriptedFault>()
  let added = 0
  const strikes = (entry: ScriptedFault, target: Target): boolean =>
    entry.left !== 0 &&
    matches(entry.fault, target) &&
    (entry.fault.probability === undefined || random() < entry.fault.probability)
  const count = (entry: ScriptedFault): void => {
    const left = entry.left === undefined ? undefined : entry.left - 1
    script.set(entry.id, { ...entry, struck: entry.struck + 1, left })
  }
  return {
    add: (fault) => {
      added += 1
      const id = `fault-${added}`
      const left = fault.times ?? (fault.probability === undefined ? 1 : undefined)
      script.set(id, { id, fault, struck: 0, left })
      return id
    },
    list: () => [...script.values()],
    clear: (id) => (id === undefined ? script.clear() : void script.delete(id)),
    strike: (target) => {
      let wait = 0
      for (const entry of script.values()) {
        if (!strikes(entry, target)) continue
        count(entry)
        wait += entry.fault.latency ?? 0
        if (entry.fault.kind !== 'latency') return { wait, fault: entry.fault }
      }
      return { wait, fault: undefined }
    },
  }
}
