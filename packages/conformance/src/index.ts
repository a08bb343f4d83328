export type { AdapterName, ConformanceReport, LawResult } from './suite/report.js'
export type { Asking, Fault, FaultName, Landing, ReplyFault, Said, Struck, WireFault } from './harness/fault.js'
export type {
  Attempt,
  Awaitable,
  Harness,
  ProviderSettings,
  Rejected,
  ScriptedVendor,
  VersionedPools,
} from './harness/harness.js'
export { type LawNumber, laws } from './suite/law.js'
export { mutatedReply } from './fixture/altered-reply.js'
export { type Address, type PlaceName, placeNames } from './harness/address.js'
export type { Case, NumberedCase } from './suite/case.js'
export { casesOf } from './suite/cases.js'
export { type CaseSelection, sampleOf } from './suite/sample.js'
export { type ConformanceOptions, type Registrar, conformance } from './suite/suite.js'
export { type Failure, type TryOptions, tryAdapter } from './suite/try-adapter.js'
export type { Ability, RejectionStyle, Variations, VendorLimits } from './harness/variations.js'
export * from './store/index.js'
