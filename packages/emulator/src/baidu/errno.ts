/** Baidu's texts by errno (docs/vendors/baidu.md B.1.3): the seed page's, then the vendor's Java enum's. */
export const baiduTexts = {
  '40001': '参数错误',
  '40007': 'TP没有该权限',
  '40008': 'IP不在白名单',
  '45000': '小程序不存在',
  '50001': '获取ticket失败',
  '50002': '缺少client_id',
  '50003': 'ticket不合法',
  '50029': '调用次数超过限制',
  '50032': '没有授权关系',
  '50040': '删除的域名在第三方平台中没有设置过',
  '50041': '请在业务域名根目录下添加检验文件',
  '50042': '删除的域名在第三方平台中没有设置过',
  '50043': '请在业务域名根目录下添加检验文件',
  '50045': '业务域名数量超过限制',
  '50046': '服务域名数量超过限制',
  '470011': '修改服务器域名超过限制次数',
  '470012': '修改业务域名超过限制次数',
  '470013': '至少传递一个要被操作的服务域名类型',
  '470014': '域名格式非法，请检查格式，协议目前只支持http:// https:// wss://',
  '470015': '被操作的域名不能为空',
  '470016': '请求保存的域名不是第三方平台中已设置的小程序域名或子域名',
  '470017': '删除的域名在小程序中没有设置过',
} as const

/** An errno the emulated Baidu can answer. */
export type BaiduErrno = keyof typeof baiduTexts

/** The gateway's texts by error_code (B.0.1): its own envelope, for everything before the endpoint itself. */
export const gatewayTexts = {
  '3': 'Unsupported openapi method',
  '100': 'Invalid parameter',
  '110': 'Access token invalid or no longer valid',
  '111': 'Access token expired',
} as const

/** An error_code the emulated gateway can answer. */
export type GatewayCode = keyof typeof gatewayTexts

/** The texts of the oauth envelope (B.0.1; the codes are OAuth's own, the texts ours, guess). */
export const grantTexts = {
  invalid_request: 'Invalid parameter',
  invalid_grant: 'Invalid authorization code or refresh token: it was used already, has expired or is unknown',
  expired_token: 'refresh token has been used',
  unsupported_grant_type: 'The authorization grant type is not supported',
  invalid_token: 'Access token invalid or no longer valid',
} as const

/** An error the oauth envelope can name. */
export type GrantError = keyof typeof grantTexts
