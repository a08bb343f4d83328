export { createCredentials } from './create-credentials.js'
export { type Credentials } from './credentials.js'
export { type CredentialHooks, type StepEvent, type StepName } from './hook.js'
export { type FilePieces, csvRows, jsonLineRows } from './import-file.js'
export { type ImportLine, type ImportRow } from './import-row.js'
export { type ImportOptions, type ImportProgress, type ImportReport, type ImportSource } from './import.js'
export { type KeySource, type KeyTexts } from './key.js'
export { type KeyPlace } from './key-source.js'
export { type Early } from './life.js'
export { type MemoryData, memoryData, memoryStore } from './memory-store.js'
export { type CredentialOptions } from './options.js'
export { type SecretDrawer, type SecretOptions, secretDrawer } from './secret-drawer.js'
export { type AppState, type AppStatus, type PlatformStatus } from './status.js'
export { type PushOptions, type PushReply, type PushRoute, type TakePush } from './push-desk.js'
export {
  type FastifyLike,
  type FastifyPush,
  type FastifyReplyLike,
  type FastifyRequestLike,
  type KoaLike,
  type KoaPush,
  type PushHandler,
  pushHandler,
} from './push-handler.js'
