import { type Effect, type VendorRequest } from '@mini-domains/http'
import { type Field, encodeForm, formType } from './encoding.js'

/**
 * Makes a call: POST, one form, the token in the query (docs/vendors/baidu.md B.0).
 */
export const formRequest = (path: string, effect: Effect, fields: ReadonlyArray<Field>): VendorRequest => ({
  effect,
  method: 'POST',
  path,
  contentType: formType,
  body: encodeForm(fields),
})
