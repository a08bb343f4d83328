import { domainToUnicode } from 'node:url'
import * as E from 'fp-ts/lib/Either.js'
import { type Rule } from '../error/refusal.js'

const hyphen = 45
const dot = 46
const maxHost = 253
const maxLabel = 63

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isLower = (code: number): boolean => code >= 97 && code <= 122

/**
 * A host that is canonical as it stands, by one look at it: labels of RFC 1123 in small letters, none of which needs IDNA. Of any other
 * it says nothing: the host may be right and need a closer look. A top-level label that begins with a digit may be a number, and so an
 * address.
 */
export const plainHost =
  /^(?=.{1,253}$)(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!xn--|localhost$)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The labels of an ASCII host follow the rules of host names (RFC 1123): letters, digits and inner hyphens, 1 to 63 each.
 */
const hasHostLabels = (host: string): boolean => {
  let start = 0
  for (let index = 0; index <= host.length; index += 1) {
    const code = index === host.length ? dot : host.charCodeAt(index)
    if (code === dot) {
      const length = index - start
      if (length === 0 || length > maxLabel) return false
      if (host.charCodeAt(start) === hyphen || host.charCodeAt(index - 1) === hyphen) return false
      start = index + 1
    } else if (!isLower(code) && !isDigit(code) && code !== hyphen) return false
  }
  return true
}

// What an IPv4 parser takes for a number: `1`, `0x7f`, `017`. A host whose last label is one is an address (WHATWG URL).
const endsInNumber = (host: string): boolean => {
  const last = host.slice(host.lastIndexOf('.') + 1)
  return isDigit(last.charCodeAt(0)) && /^(?:[0-9]+|0x[0-9a-f]*)$/.test(last)
}

const isLocalhost = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost')

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text)

const toAscii = (host: string): string => {
  const url = `https://${host}`
  return URL.canParse(url) ? new URL(url).hostname : ''
}

// RFC 5892: letters, marks and digits; its exceptions that are none of these (2.6), and the middle dots that it binds to their
// neighbours (A.3, A.7). What joins (A.1, A.2) does not show, and is refused before. UTS 46, which the URL parser applies,
// also takes symbols and punctuation, which no registry does.
const symbol = /[^\p{L}\p{M}\p{Nd}\u06fd\u06fe\u0f0b\u3007\u00b7\u30fb.\-\u3002\uff0e\uff61]/u
const strayDot = /(?<!l)\u00b7|\u00b7(?!l)/u
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u

/**
 * Gives the first character of a host, as it was written or as its punycode reads, that a name cannot have (IDNA2008);
 * `undefined` where there is none. Labels that cannot be read are not judged here.
 */
export const foreignCharacter = (host: string): string | undefined => {
  const lower = host.toLowerCase()
  const written = symbol.exec(lower)?.[0]
  if (written !== undefined) return written
  if (!needsIdna(lower)) return undefined
  const read = lower.includes('xn--') ? domainToUnicode(lower) : lower
  const stray = symbol.exec(read)?.[0] ?? strayDot.exec(read)?.[0]
  return stray ?? (read.includes('\u30fb') && !kana.test(read.replaceAll('\u30fb', '')) ? '\u30fb' : undefined)
}

const needsIdna = (host: string): boolean => !isAscii(host) || host.startsWith('xn--') || host.includes('.xn--')

const withoutTrailingDot = (host: string): string => (host.endsWith('.') ? host.slice(0, -1) : host)

/**
 * Gives the canonical form of a host: lower case, punycode, no trailing dot; or the rule it breaks.
 *
 * Takes names with at least two labels. International names go through IDNA (UTS 46) as browsers do it, and hold only the
 * letters, marks and digits of IDNA2008.
 */
export const canonicalHost = (host: string): E.Either<Rule, string> => {
  if (host.includes('*')) return E.left('wildcard')
  if (/^\[[0-9a-f:.]*\]/i.test(host)) return E.left('ip-address')
  if (host.includes('%')) return E.left('not-a-domain')
  const lower = host.toLowerCase()
  if (plainHost.test(lower)) return E.right(lower)
  if (needsIdna(lower) && foreignCharacter(lower) !== undefined) return E.left('not-a-domain')
  const ascii = withoutTrailingDot(needsIdna(lower) ? toAscii(lower) : lower)
  if (isLocalhost(ascii)) return E.left('localhost')
  if (ascii.length > maxHost || !hasHostLabels(ascii)) return E.left('not-a-domain')
  if (endsInNumber(ascii)) return E.left('ip-address')
  return ascii.includes('.') ? E.right(ascii) : E.left('not-a-domain')
}
