import { type Effect } from './retry.js'

/**
 * One call to an endpoint, in the vendor's own words. The token goes into the query under `access_token`, and first.
 */
export interface VendorRequest {
  readonly effect: Effect
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly contentType?: string
  readonly body?: string
}
