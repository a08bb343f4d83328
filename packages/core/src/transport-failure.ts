import { afterRead, later, never } from './actor.js'
import {
  type Cancelled,
  type ConnectionFailed,
  type Evidence,
  type TimedOut,
  type UnreadableReply,
  type Where,
} from './domain-error.js'
import { at, unsure, untouched } from './fate.js'
import { bilingual } from './language.js'

/**
 * No connection, or it broke. `sent` is false only where the request surely never left.
 */
export const connectionFailed = (where: Where, code: string, sent: boolean): ConnectionFailed => ({
  _tag: 'ConnectionFailed',
  ...at(where),
  sent,
  code,
  message: sent ? `the connection broke (${code})` : `no connection (${code})`,
  actor: 'caller',
  retry: later(1_000),
  ...(sent ? unsure : untouched),
  hint: bilingual('Check the network, the proxy and the base URL.', '请检查网络、代理和 baseUrl。'),
})

/**
 * The deadline passed. `sent` is false only where the request surely never left.
 */
export const timedOut = (where: Where, afterMs: number, sent: boolean): TimedOut => ({
  _tag: 'TimedOut',
  ...at(where),
  afterMs,
  message: `no full reply within ${afterMs} ms`,
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
  message: sent ? 'cancelled while the call was under way' : 'cancelled before anything was sent',
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
  message: `the reply cannot be read at ${detail.path === '' ? 'its root' : detail.path}: expected ${detail.expected}`,
  actor: 'vendor',
  retry: afterRead,
  ...unsure,
  hint: bilingual(
    'Check that nothing between here and the vendor (proxy, gateway) answers in its place.',
    '请检查链路上的代理或网关是否替厂商返回了内容。',
  ),
})
