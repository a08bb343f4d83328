import type { JsonObject } from '../json.js'
import { answerOnly, type Outcome, type Reply } from '../server/call.js'
import { hexDigits } from '../state/random.js'
import type { Vendor } from './context.js'

const filtered = 'no domain to modify after filtered, please confirm the domain has been set in miniprogram or open'

/** WeChat's texts by code (docs/vendors/wechat.md A.1.3, A.2.2, A.3.1, A.4, A.5); where a page gives none, ours (guess). */
export const wechatTexts = {
  '-1': 'system error',
  '40001': 'invalid credential, access_token is invalid or not latest',
  '40013': 'invalid appid',
  '40014': 'invalid access_token',
  '40033': 'invalid charset. please check your request, if include \\uxxxx will create fail!',
  '40039': 'invalid url size',
  '40052': 'invalid action name',
  '40066': 'invalid url',
  '40097': 'invalid args',
  '40125': 'invalid appsecret',
  '40170': 'args count exceed count limit',
  '41001': 'access_token missing',
  '41004': 'appsecret missing',
  '41018': 'component_appid missing',
  '42001': 'access_token expired',
  '43001': 'require GET method',
  '43002': 'require POST method',
  '44002': 'empty post data',
  '45009': 'reach max api daily quota limit',
  '45082': 'need icp license for the url domain',
  '45104': 'reach max domain quota limit',
  '47001': 'data format error',
  '47002': 'do NOT use json unicode encode (\\uxxxx), please use utf8',
  '48001': 'api unauthorized',
  '48006': 'forbid to clear quota because of reaching the limit',
  '61003': 'component is not authorized by this account',
  '61004': 'access clientip is not registered',
  '61005': 'component ticket is expired',
  '61006': 'component ticket is invalid',
  '61007': 'api is unauthorized to component',
  '61009': 'code is invalid',
  '61010': 'code is expired',
  '61011': 'invalid component',
  '61014': 'must use component token for component api',
  '61023': 'refresh_token is invalid',
  '61028': 'component is unpublished',
  '65316': 'domain count reach limit',
  '76021': 'cgi_path not found',
  '85015': 'not miniprogram account',
  '85016': 'exceed valid domain count',
  '85017': filtered,
  '85018': 'domain not set in open',
  '85301': `${filtered}, and follows the rule of domains`,
  '85302': 'no domain to modify after filtered, please confirm all domains have ICP licenses',
  '85303': `${filtered}, and follows the rule of domains, and all domains have ICP licenses`,
  '86100': 'invalid url scheme',
  '86101': 'domain api.weixin.qq.com is not allowed',
  '86102': 'the modification times of this month is used up',
  '86103': 'check confirmfile fail!',
  '89019': 'webview domain not change',
  '89020': "open's webview domain is null! Need to set open's webview domain first!",
  '89021': "request domain is not open's webview domain!",
  '89022': 'delete domain is not exist!',
  '89029': 'webview domain exceed limit',
  '89030': 'operation reach month limit',
  '89231': 'not support single',
  '9420000': 'no quota',
  '9420001': 'invalid domain',
  '9420002': 'over size limit',
  '9410016': 'invalid domain',
} as const

/** A code the emulated WeChat can answer. */
export type WechatCode = keyof typeof wechatTexts

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
