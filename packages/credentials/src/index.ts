export { createCredentials } from './create-credentials.js'
export { type Credentials } from './credentials.js'
export { type CredentialHooks, type StepEvent, type StepName } from './tokens/context.js'
export { type FilePieces, csvRows, jsonLineRows } from './import/import-file.js'
export { type ImportLine, type ImportRow } from './import/import-row.js'
export { type ImportOptions, type ImportProgress, type ImportReport, type ImportSource } from './import/import.js'
export { type KeySource, type KeyTexts } from './encryption/key.js'
export { type KeyOptions } from './encryption/keyring.js'
export { type RefreshAhead } from './tokens/expiry.js'
export { type CredentialOptions } from './options.js'
export { type SecretStore, type SecretStoreOptions, secretStore } from './encryption/secret-store.js'
export { type AppState, type AppStatus, type PlatformStatus } from './records/status.js'
export { type PushOptions, type PushReply, type PushRoute, type ReceivePush } from './pushes/push-receiver.js'
export {
  type FastifyLike,
  type FastifyPush,
  type FastifyReplyLike,
  type FastifyRequestLike,
  type KoaLike,
  type KoaPush,
  type PushHandler,
  pushHandler,
} from './pushes/push-handler.js'
