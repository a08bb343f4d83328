export type { AdapterName, ConformanceReport, LawResult } from './conformance-report.js'
export type { Asking, Fault, FaultName, Landing, ReplyFault, Said, Struck, WireFault } from './fault.js'
export type {
  Attempt,
  Awaitable,
  Harness,
  ProviderSettings,
  Rejected,
  ScriptedVendor,
  VersionedPools,
} from './harness.js'
export { type LawNumber, laws } from './law.js'
export { mutatedReply } from './mutated-reply.js'
export { type Address, type PlaceName, placeNames } from './place.js'
export type { Registrar } from './registrar.js'
export { type Cases, sampleOf } from './sample.js'
export { type ConformanceOptions, conformance } from './suite.js'
export { type Failure, type Trial, type TryOptions, trials, tryAdapter } from './trial.js'
export type { Ability, RejectionStyle, Variations, VendorLimits } from './variation.js'
export * from './store/index.js'
