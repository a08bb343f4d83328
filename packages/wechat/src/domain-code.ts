import { type RejectionReason } from '@mini-domains/core/adapter'
import { type Endpoint } from './endpoint.js'

/**
 * What a code says of the domains of a change, rather than of the call.
 *
 * - `nothing`: nothing was changed. The list has to be looked at.
 * - `refused`: the whole call was refused because of a domain that the code does not name.
 *
 * `otherwise` is why, for what is not there already; `unnamed` is the same where the reply names domains for that reason, for
 * those that it does not name: they are not the ones.
 */
export interface DomainCode {
  readonly _tag: 'nothing' | 'refused'
  readonly otherwise: RejectionReason
  readonly unnamed: RejectionReason
}

const nothing = (otherwise: RejectionReason, unnamed: RejectionReason): DomainCode => ({
  _tag: 'nothing',
  otherwise,
  unnamed,
})
const refused = (otherwise: RejectionReason, unnamed: RejectionReason = 'not-taken'): DomainCode => ({
  _tag: 'refused',
  otherwise,
  unnamed,
})

const serverCode = (code: number, unnamed: RejectionReason): DomainCode | undefined => {
  switch (code) {
    case 85017:
    case 85301:
    case 85303:
      return nothing(unnamed, unnamed)
    case 85302:
      return nothing('no-icp', unnamed)
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
      return nothing('not-taken', 'not-taken')
    case 89020:
      return refused('pool-empty')
    case 89021:
      return refused('not-in-pool')
    case 89022:
      return nothing('not-listed', 'not-listed')
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
      return nothing('not-verified', 'not-taken')
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
