import type { JsonObject } from '../json.js'
import { answerOnly, type Outcome, type Reply } from '../server/call.js'
import { hexDigits } from '../state/random.js'
import type { Vendor } from './context.js'

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

const json = (vendor: Vendor, status: number, fields: JsonObject): Reply => ({
  status,
  headers: {
    'content-type': 'application/json;charset=UTF-8',
    // The trace header the vendor's Java SDK reads (docs/vendors/baidu.md B.0).
    'x-b3-traceid': hexDigits(vendor.random, 16),
  },
  body: JSON.stringify(fields),
})

const business = (vendor: Vendor, at: number, fields: JsonObject): Reply => {
  const traced = vendor.memory.world.profile.envelope === 'traced'
  const trace = traced ? { request_id: hexDigits(vendor.random, 16), timestamp: Math.floor(at / 1000) } : {}
  return json(vendor, 200, { ...fields, ...trace })
}

/** A success: errno 0, msg `success`, and the data when there is some. */
export const ok = (vendor: Vendor, at: number, data?: unknown): Reply =>
  business(vendor, at, { errno: 0, msg: 'success', ...(data === undefined ? {} : { data }) })

/** A refusal by the endpoint: errno and msg (B.0.1). */
export const refuse = (vendor: Vendor, at: number, errno: BaiduErrno): Outcome =>
  answerOnly(business(vendor, at, { errno: Number(errno), msg: baiduTexts[errno] }))

/** A refusal by the gateway: error_code and error_msg, no errno (B.0.1); its HTTP status and type are in the profile. */
export const refuseAtGateway = (vendor: Vendor, code: GatewayCode): Outcome =>
  answerOnly(
    json(vendor, Number(vendor.memory.world.profile.gatewayStatus), {
      error_code: vendor.memory.world.profile.gatewayCode === 'text' ? code : Number(code),
      error_msg: gatewayTexts[code],
    }),
  )

/** A flat answer without errno, as /rest/2.0/oauth/token gives them (B.3). */
export const flat = (vendor: Vendor, fields: JsonObject): Reply => json(vendor, 200, fields)

/** A refusal in the oauth envelope (B.0.1); its HTTP status is in the profile (B.0.2). */
export const refuseGrant = (vendor: Vendor, error: GrantError): Outcome =>
  answerOnly(
    json(vendor, Number(vendor.memory.world.profile.grantStatus), {
      error,
      error_description: grantTexts[error],
    }),
  )
