import { type RejectionReason } from '@mini-domains/core'
import { type Endpoint } from './endpoint.js'

/**
 * What a code says of the domains of a change, rather than of the call.
 *
 * - `nothing`: nothing was changed; `otherwise` is why, for what is not there already. The list has to be looked at.
 * - `refused`: the whole call was refused because of a domain that is not named.
 */
export type DomainCode =
  | { readonly _tag: 'nothing'; readonly otherwise: RejectionReason }
  | { readonly _tag: 'refused'; readonly otherwise: RejectionReason }

const nothing = (otherwise: RejectionReason): DomainCode => ({ _tag: 'nothing', otherwise })
const refused = (otherwise: RejectionReason): DomainCode => ({ _tag: 'refused', otherwise })

const serverCode = (code: number, unnamed: RejectionReason): DomainCode | undefined => {
  switch (code) {
    case 85017:
    case 85301:
    case 85303:
      return nothing(unnamed)
    case 85302:
      return nothing('no-icp')
    case 85018:
      return refused('not-in-pool')
    case 45082:
      return refused('no-icp')
    case 86100:
    case 86101:
      return refused('format')
    default:
      return undefined
  }
}

const webviewCode = (code: number): DomainCode | undefined => {
  switch (code) {
    case 89019:
      return nothing('not-taken')
    case 89020:
      return refused('pool-empty')
    case 89021:
      return refused('not-in-pool')
    case 89022:
      return nothing('not-listed')
    case 86103:
      return refused('confirm-file')
    case 506015:
      return refused('bound-to-too-many')
    default:
      return undefined
  }
}

const poolCode = (code: number): DomainCode | undefined => {
  switch (code) {
    case 9410016:
      return nothing('not-verified')
    case 40039:
      return refused('format')
    default:
      return undefined
  }
}

/**
 * Tells what a code says of the domains of a change at an endpoint; `undefined` where it says something of the call.
 *
 * Sources: docs/vendors/wechat.md A.1.3, A.2.1, A.2.2, A.2.3, A.3.1, A.3.2.
 */
export const domainCode = (endpoint: Endpoint, code: number): DomainCode | undefined => {
  switch (endpoint) {
    case 'app-server':
      return serverCode(code, 'not-in-pool')
    case 'app-server-direct':
      return serverCode(code, 'not-taken')
    case 'app-webview':
    case 'app-webview-direct':
      return webviewCode(code)
    case 'platform-server':
    case 'platform-webview':
      return poolCode(code)
    case 'app-server-effective':
    case 'app-webview-effective':
    case 'app-confirm-file':
    case 'platform-confirm-file':
    case 'raw':
      return undefined
  }
}
