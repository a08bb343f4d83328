import { type Effect, type VendorRequest } from '@mini-domains/http'
import { type NamedEndpoint, pathOf } from './endpoint.js'

/**
 * Makes a call: POST, one JSON object, UTF-8 without `\uXXXX` escapes (docs/vendors/wechat.md A.0).
 */
export const jsonRequest = (
  endpoint: NamedEndpoint,
  effect: Effect,
  body: Readonly<Record<string, unknown>>,
): VendorRequest => ({
  effect,
  method: 'POST',
  path: pathOf(endpoint),
  contentType: 'application/json',
  body: JSON.stringify(body),
})
