import type { JsonObject } from '../json.js'
import { answerOnly, type Outcome, type Reply } from '../server/call.js'
import { hexDigits } from '../state/random.js'
import type { Vendor } from './context.js'

/** Douyin's texts by code (docs/vendors/douyin.md C.1.3). */
export const douyinTexts = {
  '40001': '参数错误',
  '40002': '缺少参数',
  '40003': '找不到相关第三方小程序应用',
  '40004': '找不到相关授权小程序',
  '40006': 'IP 不在白名单',
  '40009': '第三方小程序应用 component_access_token 已过期',
  '40010': '第三方小程序应用 component_access_token 不正确',
  '40020': '第三方小程序应用 authorizer_access_token 不正确或者已过期',
  '40021': '第三方小程序应用 authorizer_refresh_token 不正确或者已过期',
  '40022': '此小程序未授权给第三方小程序应用',
  '40023': '域名不是第三方小程序应用已设置的域名或子域名',
  '40024': '域名数量超过限制，最多设置 20 个',
  '40025': '该授权小程序不是企业小程序，不支持调用 webview 域名相关接口',
  '40026': '至少传递一个要被操作的域名类型',
  '40027': '域名不能包含协议，不能是 IP 地址，不支持端口',
  '40028': '无法删除域名，请确认授权小程序已经添加了域名',
  '40036': '授权小程序未授予该接口对应的权限',
  '40037': '无效的 ticket',
  '40038': '无效的 secret',
  '40040': '无效的 grant_type',
  '28001003': 'access_token无效',
  '28001008': 'access_token过期,请刷新或重新授权',
  '28001017': '未知URI',
} as const

/** A code the emulated Douyin can answer. */
export type DouyinCode = keyof typeof douyinTexts

const json = (fields: JsonObject): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(fields),
})

const beijing = 8 * 3600 * 1000

/** A moment as Douyin writes it: `2019-01-14 12:45:10`, in Beijing's time (C.1.7, guess). */
export const timeOf = (at: number): string => new Date(at + beijing).toISOString().slice(0, 19).replace('T', ' ')

/** An id of a request as the samples look: a time, then digits (C.1.0). */
const logId = ({ random }: Vendor, at: number): string =>
  `${timeOf(at).replace(/\D/g, '')}${hexDigits(random, 20).toUpperCase()}`

/** A success: err_no 0, and the data when there is some. */
export const ok = (vendor: Vendor, at: number, data?: unknown): Reply =>
  json({ err_no: 0, err_msg: '', log_id: logId(vendor, at), ...(data === undefined ? {} : { data }) })

/** The reply that refuses a call. */
export const refusal = (vendor: Vendor, at: number, code: DouyinCode): Reply =>
  json({ err_no: Number(code), err_msg: douyinTexts[code], log_id: logId(vendor, at) })

/** A refusal that changes nothing. */
export const refuse = (vendor: Vendor, at: number, code: DouyinCode): Outcome => answerOnly(refusal(vendor, at, code))

/** A flat reply, as the component token has it (C.1.6). */
export const flat = (fields: JsonObject): Reply => json(fields)

/** A refusal in the envelope of the component token (C.1.0). */
export const refuseFlat = ({ memory }: Vendor, code: DouyinCode): Outcome =>
  answerOnly(json({ errno: memory.world.profile.errno === 'text' ? code : Number(code), message: douyinTexts[code] }))
