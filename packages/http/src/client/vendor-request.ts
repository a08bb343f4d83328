import { type Effect } from './retry.js'

/**
 * One call to an endpoint, in the vendor's own words. The token goes into the query under `access_token`, and first,
 * unless the call has none or carries it itself.
 */
export interface VendorRequest {
  readonly effect: Effect
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly contentType?: string
  readonly body?: string
  /** `none`: no token is asked for and none is added; a call that gets tokens is made with other secrets. */
  readonly token?: 'none'
  /** What must be in no error: secrets that the request carries in its query or body. */
  readonly secrets?: ReadonlyArray<string>
}
