import type { JsonObject } from '../json.js'
import { answerOnly, type Outcome, type Reply } from '../server/call.js'
import type { Vendor } from './context.js'

/** Huawei's texts by code (docs/vendors/huawei.md C.7.3). */
export const huaweiTexts = {
  '205979650': '无效参数',
  '205979664': '查询应用信息失败',
  '205979665': '应用信息为空',
  '205980179': '应用域名类型不支持或数量达到上限',
  '205980180': '应用域名协议不支持',
  '205980181': '域名不支持端口',
  '205980182': '域名不支持IP',
  '205980183': '域名包含localhost',
  '205980184': '域名包含无效字符，只支持英文大小写字母、数字、“:”，“.”及“-”',
  '205980185': '域名被禁用',
  '205980186': '域名不是有效域名',
  '205980187': '域名修改次数达到本月上限',
  '205980188': '更新请求中的所有应用域名并非有效',
  '205980189': '绑定到域名的应用数量达到上限',
  '205980192': '域名配置文件未通过或尚未下载',
  '205980197': '域名类型和类别不匹配',
} as const

/** A code that the emulated endpoints answer, for a call or for one of its domains. */
export type HuaweiCode = keyof typeof huaweiTexts

/** The texts of what stands in front of the endpoints (C.7.3). */
const gatewayTexts = {
  '205524993': 'client token auth failed',
  '205524994': 'access token expired',
  '203890688': 'client id or secret error',
} as const

/** A code of what stands in front of the endpoints. */
export type GatewayCode = keyof typeof gatewayTexts

/** A JSON reply. */
export const json = (status: number, fields: JsonObject): Reply => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8' },
  body: JSON.stringify(fields),
})

/** A success, with what it tells besides. */
export const ok = (fields: JsonObject): Reply => json(200, { ret: { code: 0, msg: 'success' }, ...fields })

/** A refusal by the endpoint, with what it tells besides. */
export const refuse = ({ memory }: Vendor, code: HuaweiCode, fields: JsonObject = {}): Outcome =>
  answerOnly(
    json(Number(memory.world.profile.refusalStatus), {
      ret: { code: Number(code), msg: huaweiTexts[code] },
      ...fields,
    }),
  )

/** A refusal in front of the endpoints: 401 for a token (C.7.0), 400 for a client that is not known (guess). */
export const refuseAtGateway = (code: GatewayCode): Outcome =>
  answerOnly(json(code === '203890688' ? 400 : 401, { ret: { code: Number(code), msg: gatewayTexts[code] } }))

/** A client that may not: 403 (C.7.3). */
export const forbidden: Outcome = answerOnly(json(403, { ret: { code: 403, msg: 'client token authorization fail.' } }))
