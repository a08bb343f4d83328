/**
 * A server for any vendor's answers, with the faults of the emulator: what the harness of an adapter stands on.
 *
 * @packageDocumentation
 */
export type { Effect, Fault, FaultAct, FaultKind, FaultMatch, FaultTerms, ScriptedFault } from './fault/fault.js'
export { type Call, type Outcome, type Reply, answerOnly } from './server/call.js'
export { type Faults, type FaultServer, type FaultServerSetting, startFaultServer } from './server/fault-server.js'
export type { RecordedRequest } from './server/request-log.js'
export type { AnsweringModel } from './state/model.js'
export type { TokenState } from './state/issued.js'
export type { Random } from './state/random.js'
export type { TokenCall, TokenCallCounter, TokenCalls } from './state/token-calls.js'
