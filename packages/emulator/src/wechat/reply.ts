import { answerOnly, type Outcome, type Reply } from '../call.js'
import type { JsonObject } from '../json.js'
import { hexDigits } from '../random.js'
import type { Vendor } from './desk.js'
import { wechatTexts, type WechatCode } from './errcode.js'

/** A JSON answer with HTTP status 200, which WeChat gives to failures too (docs/vendors/wechat.md A.0). */
export const json = (vendor: Vendor, fields: JsonObject): Reply => {
  const text = JSON.stringify(fields)
  return {
    status: 200,
    // The header is general WeChat practice: no source states it for these endpoints (A.0, guess).
    headers: { 'content-type': 'application/json; encoding=utf-8' },
    body: vendor.memory.world.profile.slashes === 'escaped' ? text.replaceAll('/', '\\/') : text,
  }
}

const trace = (vendor: Vendor, at: number): string => {
  const { errmsg } = vendor.memory.world.profile
  const hint = ` hint: [${hexDigits(vendor.random, 14)}]`
  const time = Math.floor(at / 1000).toString(16)
  const rid = ` rid: ${time.padStart(8, '0')}-${hexDigits(vendor.random, 8)}-${hexDigits(vendor.random, 8)}`
  return errmsg === 'hint' ? hint : errmsg === 'rid' ? rid : hint + rid
}

/** A success: errcode 0, errmsg `ok`, and the fields. */
export const ok = (vendor: Vendor, fields: JsonObject = {}): Reply =>
  json(vendor, { errcode: 0, errmsg: 'ok', ...fields })

/** A failure: the code, its text with a trace at the end (A.0), and the fields. */
export const failure = (vendor: Vendor, at: number, code: WechatCode, fields: JsonObject = {}): Reply =>
  json(vendor, { errcode: Number(code), errmsg: wechatTexts[code] + trace(vendor, at), ...fields })

/** A failure that changes nothing. */
export const refuse = (vendor: Vendor, at: number, code: WechatCode, fields: JsonObject = {}): Outcome =>
  answerOnly(failure(vendor, at, code, fields))
