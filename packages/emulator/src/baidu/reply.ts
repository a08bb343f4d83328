import { answerOnly, type Outcome, type Reply } from '../call.js'
import type { JsonObject } from '../json.js'
import { hexDigits } from '../random.js'
import type { Vendor } from './desk.js'
import { baiduTexts, gatewayTexts, grantTexts, type BaiduErrno, type GatewayCode, type GrantError } from './errno.js'

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
