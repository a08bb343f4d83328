/**
 * Huawei's host (docs/vendors/huawei.md).
 */
export const huaweiBaseUrl = 'https://connect-api.cloud.huawei.com'

/**
 * The pool's path (docs/vendors/huawei.md C.7.1).
 */
export const poolPath = '/api/tpp/v1/domain-manage/domain'

/**
 * The path of an app's lists (docs/vendors/huawei.md C.7.1).
 */
export const appPath = '/api/tpp/v1/domain-manage/app/domain'

/**
 * The path of the one call that gives tokens (docs/vendors/huawei.md C.7.5).
 */
export const tokenPath = '/api/oauth2/v1/token'

/**
 * Which of the two lists of a path a call is for (docs/vendors/huawei.md C.7.0).
 */
export type Category = 'server' | 'business'
