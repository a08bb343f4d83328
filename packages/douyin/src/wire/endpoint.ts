/**
 * Douyin's host (docs/vendors/douyin.md).
 */
export const douyinBaseUrl = 'https://open.douyin.com'

/**
 * The header that carries a token, without a scheme (docs/vendors/douyin.md C.1.0).
 */
export const tokenHeader = 'access-token'

/**
 * The paths of Douyin's calls that this adapter makes, by what they are for (docs/vendors/douyin.md C.1.1, C.1.5, C.1.6). That of the
 * confirm file really says `doamin`.
 */
export const paths = {
  'app-server': '/api/apps/v2/domain/modify_server_domain/',
  'app-webview': '/api/apps/v2/domain/modify_webview_domain/',
  'confirm-file': '/api/tpapp/v2/doamin/get_webview_check_file_info/',
  'component-token': '/openapi/v2/auth/tp/token/',
  'app-token': '/api/tpapp/v2/auth/get_auth_token/',
  'retrieve-code': '/api/tpapp/v2/auth/retrieve_auth_code/',
  'authorized-apps': '/api/tpapp/v2/auth/get_auth_app_list/',
  'authorization-link': '/api/tpapp/v3/auth/gen_link/',
} as const
