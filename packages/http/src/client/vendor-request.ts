import { type Effect } from './retry.js'

/**
 * One call to an endpoint, in the vendor's own words. The token is the first parameter of the query, `access_token`, unless the
 * call has none or carries it itself.
 */
export interface VendorRequest {
  readonly effect: Effect
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly contentType?: string
  readonly body?: string
  /** `none`: no token is fetched and none is added, as in a token call, which has secrets of its own. */
  readonly token?: 'none'
  /** Secrets that the request carries in its query or body, and that no error may quote. */
  readonly secrets?: ReadonlyArray<string>
}

/**
 * The path and query of a request below a base path.
 */
export const targetOf = (basePath: string, request: VendorRequest, token: string): string => {
  const slash = request.path.startsWith('/') ? '' : '/'
  const mark = request.path.includes('?') ? '&' : '?'
  const own = request.token === 'none' ? '' : `access_token=${encodeURIComponent(token)}`
  const rest = request.query === undefined ? '' : new URLSearchParams(request.query).toString()
  const query = own === '' || rest === '' ? own + rest : `${own}&${rest}`
  return `${basePath}${slash}${request.path}${query === '' ? '' : mark}${query}`
}
