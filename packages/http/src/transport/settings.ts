import {
  CallRateConfig,
  type CallRateFigures,
  TokenRateConfig,
  type TokenRateFigures,
  bilingual,
  refined,
} from '@mini-domains/core/adapter'
import * as t from 'io-ts'

/**
 * The longest time that a timer of Node can wait, in milliseconds: about 24 days. It takes a longer one for 1 ms.
 */
export const longestTimer = 2 ** 31 - 1

const whole = (least: number) =>
  refined(
    t.number,
    (n) => Number.isInteger(n) && n >= least && n <= longestTimer,
    bilingual(`a whole number from ${least} to ${longestTimer}`, `${least} 至 ${longestTimer} 的整数`),
  )

const loopback = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/

/**
 * Says whether a host name is this machine's own.
 */
export const isLoopback = (hostname: string): boolean => loopback.test(hostname)

const isBaseUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  return safe && url.username === '' && url.search === '' && url.hash === ''
}

const BaseUrl = refined(
  t.string,
  isBaseUrl,
  bilingual('an https:// address (http:// only for this machine)', 'https:// 地址（仅本机可用 http://）'),
)

const isPercentEncoded = (text: string): boolean => {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/**
 * Says whether a text is the address of a proxy, with a user name and password or without.
 */
export const isProxyUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && isPercentEncoded(username + password)
}

const ProxyUrl = refined(
  t.string,
  isProxyUrl,
  bilingual('the http:// or https:// address of a proxy', '代理的 http:// 或 https:// 地址'),
)

/**
 * The keys that every adapter's config has for its HTTP calls. All are optional.
 */
export interface HttpSettings {
  /** Where the vendor is; the vendor's own host by default. `http://` only on this machine, for an emulator. */
  readonly baseUrl?: string | undefined
  /** Milliseconds for each request, over connect, headers and body. Default 10,000. */
  readonly timeoutMs?: number | undefined
  /** How often a read is tried in all. Default 3; with 1 nothing is retried. */
  readonly attempts?: number | undefined
  /** Connections to the vendor. Default 128; half as many calls are under way at once, the rest wait their turn. */
  readonly maxSockets?: number | undefined
  /** A larger reply is refused. Default 2 MiB. */
  readonly maxReplyBytes?: number | undefined
  /**
   * The proxy to send through, `http://host:port`; by default what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say. Never used for this
   * machine.
   */
  readonly proxy?: string | undefined
  /** How many calls of each class may start in any second or minute. No limit by default. */
  readonly rate?: CallRateFigures | undefined
}

/**
 * The same of a token exchange, which makes no calls but those that get tokens.
 */
export interface TokenHttpSettings extends Omit<HttpSettings, 'rate'> {
  /** How many of them may start in any second or minute. No limit by default. */
  readonly rate?: TokenRateFigures | undefined
}

/**
 * Checks the keys of `HttpSettings`: to be spread among the optional keys of an adapter's config.
 */
export const httpSettings = {
  baseUrl: BaseUrl,
  timeoutMs: whole(1),
  attempts: whole(1),
  maxSockets: whole(2),
  maxReplyBytes: whole(1024),
  proxy: ProxyUrl,
  rate: CallRateConfig,
}

/**
 * Checks the keys of `TokenHttpSettings`: to be spread among the optional keys of the config of an exchange.
 */
export const tokenHttpSettings = { ...httpSettings, rate: TokenRateConfig }
