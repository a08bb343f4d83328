import { afterAction, afterRead, later, never } from './actor.js'
import {
  type Cancelled,
  type ConnectionFailed,
  type DomainError,
  type TimedOut,
  type UnreadableReply,
} from './domain-error.js'
import { type Evidence, type Where } from './details.js'
import { at, unsure, untouched } from './applied.js'
import { type Bilingual, bilingual } from './language.js'
import { messageFields } from './message.js'

const limiterCode = 'ERR_RATE_LIMITER'

const checkAll = bilingual('Check the network, the proxy and the base URL.', '请检查网络、代理和 baseUrl。')

const writeProxy = bilingual(
  'Write the proxy (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, or the config) as http://host:port, or http://user:password@host:port with % codes in both; SOCKS is not supported.',
  '代理（HTTPS_PROXY、HTTP_PROXY、ALL_PROXY 或配置）应写为 http://主机:端口，或 http://用户:密码@主机:端口（特殊字符用 % 编码）；不支持 SOCKS。',
)

const signInToProxy = bilingual(
  'The proxy wants a user and a password: write the right ones into its address, http://user:password@host:port with % codes in both.',
  '代理要求身份验证：请在地址中填写正确的用户与密码，即 http://用户:密码@主机:端口（特殊字符用 % 编码）。',
)

const allowAtProxy = bilingual(
  "The proxy does not lead to the vendor: let it, or name the vendor's host in NO_PROXY.",
  '代理未能连通厂商：请在代理上放行，或将厂商主机加入 NO_PROXY。',
)

const askLimiter = bilingual(
  'Nothing was sent, since the rate limiter could not say when it may be. Where that is on Redis: check that Redis runs, and answers this machine in time.',
  '速率限制器未能给出可发送的时刻，因此未发送任何请求。若其位于 Redis：请检查 Redis 是否运行，以及能否及时响应本机。',
)

// What a proxy answered stands in the code: 407, or why it makes no tunnel.
const hintOf = (code: string): Bilingual => {
  if (code === limiterCode) return askLimiter
  if (code === 'ERR_INVALID_PROXY') return writeProxy
  if (code === 'ERR_PROXY_407') return signInToProxy
  return code.startsWith('ERR_PROXY_') ? allowAtProxy : checkAll
}

const needsAction = (code: string): boolean => code === 'ERR_INVALID_PROXY' || code.startsWith('ERR_PROXY_4')

const whatFailed = (code: string, sent: boolean): Bilingual => {
  if (code === limiterCode) return bilingual('the rate limiter failed', '速率限制器不可用')
  return sent ? bilingual('the connection broke', '连接中断') : bilingual('no connection', '无法建立连接')
}

/**
 * No connection, or it broke. `sent` is false only where the request surely never left. The code `ERR_INVALID_PROXY` says that a proxy
 * was named that is none, `ERR_PROXY_` and a status what a proxy answered in the place of a tunnel, `ERR_RATE_LIMITER` that the rate
 * limiter failed; each has a hint of its own.
 */
export const connectionFailed = (where: Where, code: string, sent: boolean, host?: string): ConnectionFailed => {
  const what = whatFailed(code, sent)
  const which = host === undefined ? code : `${host}: ${code}`
  return {
    _tag: 'ConnectionFailed',
    ...at(where),
    sent,
    code,
    ...(host === undefined ? {} : { host }),
    ...messageFields(`${what.en} (${which})`, `${what.zh}（${which}）`),
    actor: 'caller',
    retry: needsAction(code) ? afterAction : later(1_000),
    ...(sent ? unsure : untouched),
    hint: hintOf(code),
  }
}

/**
 * Nothing was sent: the rate limiter did not say when it may be. Its code is `ERR_RATE_LIMITER`.
 */
export const notPaced = (where: Where): ConnectionFailed => connectionFailed(where, limiterCode, false)

/**
 * Whether a call, or the last one of several, was not sent since the rate limiter did not say when it may be.
 */
export const isNotPaced = (error: DomainError): boolean =>
  error._tag === 'ConnectionFailed' && error.code === limiterCode

/**
 * The deadline passed. `sent` is false only where the request surely never left.
 */
export const timedOut = (where: Where, afterMs: number, sent: boolean): TimedOut => ({
  _tag: 'TimedOut',
  ...at(where),
  afterMs,
  ...messageFields(`no full reply within ${afterMs} ms`, `${afterMs} 毫秒内未收到完整响应`),
  actor: 'vendor',
  retry: later(1_000),
  ...(sent ? unsure : untouched),
  hint: bilingual(
    'Read the list before repeating a change; raise timeoutMs if this is usual.',
    '重复修改前请先读取列表；若经常发生请调大 timeoutMs。',
  ),
})

/**
 * The caller cancelled. `sent` is false where the request never left.
 */
export const cancelled = (where: Where, sent: boolean): Cancelled => ({
  _tag: 'Cancelled',
  ...at(where),
  sent,
  ...(sent
    ? messageFields('cancelled while the call was under way', '调用进行中被取消')
    : messageFields('cancelled before anything was sent', '尚未发送即被取消')),
  actor: 'caller',
  retry: sent ? afterRead : never,
  ...(sent ? unsure : untouched),
  hint: sent
    ? bilingual(
        'Read the list before going on: the change may have arrived.',
        '继续之前请先读取列表：修改可能已到达厂商。',
      )
    : bilingual('Nothing was sent.', '未发送任何请求。'),
})

// The names of codecs that are words of English; what else is expected is quoted.
const typeInChinese: Readonly<Record<string, string>> = {
  'an object': '对象',
  'a string': '字符串',
  'a number': '数字',
  'an array': '数组',
  'a boolean': '布尔值',
  'a list': '列表',
}

/**
 * The reply is not what the vendor documents. `excerpt` must hold no secret.
 */
export const unreadableReply = (
  where: Where,
  evidence: Evidence,
  detail: { readonly path: string; readonly expected: string; readonly excerpt: string },
): UnreadableReply => ({
  _tag: 'UnreadableReply',
  ...at(where),
  ...evidence,
  ...detail,
  ...messageFields(
    `the reply cannot be read at ${detail.path === '' ? 'its root' : detail.path}: expected ${detail.expected}`,
    `无法解读响应：${detail.path === '' ? '根节点' : `${detail.path} 处`}应为 ${typeInChinese[detail.expected] ?? detail.expected}`,
  ),
  actor: 'vendor',
  retry: afterRead,
  ...unsure,
  hint: bilingual(
    'Check that nothing between here and the vendor (proxy, gateway) answers in its place.',
    '请检查链路上的代理或网关是否替厂商返回了内容。',
  ),
})
