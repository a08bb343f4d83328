export { type VendorClient, type VendorClientOptions, vendorClient } from './client/client.js'
export { type Effect } from './client/retry.js'
export { type TokenPlace, type VendorRequest } from './client/attempt.js'
export { rateLimiter } from './limiter/rate-limiter.js'
export { type PushFields, jsonPushFields, pushText, sealedInJson } from './push/json-push.js'
export { textInParsed } from './push/parsed-push.js'
export { type PushSecrets, type PushSpelling, type SealedPush, pushReaderOf, verifyingReader } from './push/verifier.js'
export {
  type ReplyContext,
  type ReplyDecoder,
  decodeJson,
  decodeObject,
  decodeWith,
  isGoodStatus,
  statusError,
  statusFailure,
  unreadable,
} from './reply/decoder.js'
export { type Redact, excerptOf, redaction, withoutExcerpt } from './reply/redaction.js'
export { EncodingAesKey, WindowSeconds } from './tokens/config.js'
export {
  NonEmptyText,
  Seconds,
  type TokenCall,
  type TokenClient,
  tokenCallOf,
  tokenClient,
  tokenExchangeOf,
} from './tokens/token-client.js'
export { type NamedProxy, type ProxyEnvironment, environmentProxies } from './transport/proxy.js'
export { type ProxyChoice, proxyFetch } from './transport/proxy-fetch.js'
export { type Reply } from './transport/reply.js'
export { type HttpSettings, type TokenHttpSettings, httpSettings, tokenHttpSettings } from './transport/settings.js'
