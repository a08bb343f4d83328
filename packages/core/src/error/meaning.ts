import { type DomainErrorTag } from './domain-error.js'
import { type Bilingual, bilingual } from './language.js'
import { type Message } from './message.js'

const meanings: Readonly<Record<DomainErrorTag, string>> = {
  InvalidConfig: '配置不正确',
  InvalidChange: '变更有误，未发送',
  Unsupported: '厂商不支持',
  TokenUnavailable: '无法取得令牌',
  TokenRejected: '厂商不接受该令牌',
  AuthorizationLost: '授权已失效',
  CodeRefused: '授权码无效',
  PermissionDenied: '没有权限',
  AddressNotAllowed: '本机 IP 地址不在白名单中',
  RateLimited: '调用次数过多',
  BudgetSpent: '本月修改次数已用完',
  LimitReached: '超出列表上限',
  PreconditionFailed: '前提条件不满足',
  RequestRejected: '厂商拒绝了请求',
  VendorBusy: '厂商暂时无法处理该调用',
  ConnectionFailed: '连接失败',
  TimedOut: '响应超时',
  Cancelled: '已取消',
  UnreadableReply: '无法解读厂商的响应',
  UnknownCode: '厂商返回了未知的错误码',
}

const isKnown = (tag: string): tag is keyof typeof meanings => Object.hasOwn(meanings, tag)

/**
 * Gives what a failure says in both languages. One that has no Chinese of its own, from an adapter that gave none, is quoted behind what
 * its tag means.
 */
export const messageOf = ({ _tag, message, messageZh }: Message & { readonly _tag: string }): Bilingual =>
  bilingual(message, messageZh ?? (isKnown(_tag) ? `${meanings[_tag]}（${message}）` : message))
