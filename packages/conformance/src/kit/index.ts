/**
 * What the harness of an adapter is made with.
 *
 * @packageDocumentation
 */
export { attemptOf } from './attempts.js'
export { type CodedReply, type Dialect, type FaultDialect, type Field, fromFields, toFields } from './dialect.js'
export { providerOf } from './provider-of.js'
export { scriptFault } from './script-fault.js'
export { tokenSource } from './token-source.js'
export type { FakeCall, FakeFailure, FakeRejected, FakeReply, FakeRequest, FakeVendor } from './fake.js'
export { fakeHarness } from './fake-harness.js'
export { type RunningFake, startFake } from './fake-server.js'
