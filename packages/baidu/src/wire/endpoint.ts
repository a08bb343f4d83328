import { type RejectionReason } from '@mini-domains/core/adapter'

/**
 * Baidu's host (docs/vendors/baidu.md).
 */
export const baiduBaseUrl = 'https://openapi.baidu.com'

/**
 * What a code of one endpoint's own says: the budget is spent, the request is wrong, or the domains are rejected.
 */
export type OwnMeaning = 'budget' | 'request' | RejectionReason

/**
 * An endpoint, and the codes that only it and its like use. 5004x mean other things elsewhere (docs/vendors/baidu.md B.1.3).
 */
export interface Endpoint {
  readonly path: string
  readonly codes: ReadonlyMap<number, OwnMeaning>
}

const prefix = '/rest/2.0/smartapp'

// docs/vendors/baidu.md B.1.3: in all four columns.
const shared: ReadonlyArray<readonly [number, OwnMeaning]> = [
  [470013, 'request'],
  [470014, 'format'],
  [470015, 'request'],
]

const atApp: ReadonlyArray<readonly [number, OwnMeaning]> = [...shared, [470016, 'not-in-pool'], [470017, 'not-listed']]

// The pages say 50040 and 50041, the vendor's Java enum 50042 and 50043 (docs/vendors/baidu.md D 5): both are understood.
const atPlatform: ReadonlyArray<readonly [number, OwnMeaning]> = [
  ...shared,
  [50040, 'not-listed'],
  [50042, 'not-listed'],
]

/**
 * An app's server domains (docs/vendors/baidu.md B.1.1).
 */
export const appServer: Endpoint = {
  path: `${prefix}/app/modifydomain`,
  codes: new Map([...atApp, [470011, 'budget'], [50046, 'over-limit']]),
}

/**
 * An app's webview domains (docs/vendors/baidu.md B.1.2).
 */
export const appWebview: Endpoint = {
  path: `${prefix}/app/modifywebviewdomain`,
  codes: new Map([...atApp, [470012, 'budget'], [50045, 'over-limit']]),
}

/**
 * The pool of server domains (docs/vendors/baidu.md B.2.1).
 */
export const platformServer: Endpoint = {
  path: `${prefix}/tp/modifydomain`,
  codes: new Map([...atPlatform, [50046, 'over-limit']]),
}

/**
 * The pool of webview domains (docs/vendors/baidu.md B.2.2).
 */
export const platformWebview: Endpoint = {
  path: `${prefix}/tp/modifywebviewdomain`,
  codes: new Map([...atPlatform, [50041, 'confirm-file'], [50043, 'confirm-file'], [50045, 'over-limit']]),
}

/**
 * The platform's confirm file (docs/vendors/baidu.md B.2.3).
 */
export const confirmFileDownload: Endpoint = { path: `${prefix}/tp/download/domaincer`, codes: new Map() }

const known = [appServer, appWebview, platformServer, platformWebview, confirmFileDownload]

/**
 * Gives the endpoint of a path; of one that is not known here, only the general codes are understood.
 */
export const endpointAt = (path: string): Endpoint =>
  known.find((endpoint) => endpoint.path === path) ?? { path, codes: new Map() }
