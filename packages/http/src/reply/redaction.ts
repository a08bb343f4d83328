import { type DomainError } from '@mini-domains/core'

/**
 * Masks the secrets in a text.
 */
export type Redact = (text: string) => string

const mask = '***'

// Names under which vendors write secrets in URLs, forms and JSON (docs/vendors/wechat.md A.5, docs/vendors/baidu.md B.3), also
// as the end of a longer name, in quotes, and in JSON or a URL that stands in another text. No part of it can match the same
// characters in two ways, so it takes time in proportion to the text.
const named =
  /((?:access[_-]token|refresh_token|ticket|secret|pre_auth_code|auth_code|authorization_code|aes_?key)(?:\\?["']|&quot;)?\s*(?:[=:]|%3[ad])\s*(?:\\?["']|&quot;)?)([^"'&\s,;}\\]+)/gi

const ascii = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const lowerHex = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())

const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/**
 * The spellings in which a vendor, a gateway or a proxy may echo a secret. For most tokens they are one and the same.
 */
const spellings = (secret: string): ReadonlyArray<string> => {
  if (/^[\w.-]*$/.test(secret)) return [secret]
  // Half of a surrogate pair has no percent-encoding of its own; on the wire it is U+FFFD.
  const sound = secret.replace(/\p{Surrogate}/gu, '\ufffd')
  const percent = encodeURIComponent(sound)
  const form = new URLSearchParams([['', sound]]).toString().slice(1)
  const json = JSON.stringify(sound).slice(1, -1)
  const slashed = json.replaceAll('/', '\\/')
  return [
    ...new Set([
      secret,
      sound,
      ...[percent, form, encodeURIComponent(percent)].flatMap((text) => [text, lowerHex(text)]),
      ...[json, slashed].flatMap((text) => [text, ascii(text)]),
      html(sound),
      html(sound).replaceAll("'", '&#39;'),
    ]),
  ].sort((a, b) => b.length - a.length)
}

const leastRest = 8

/**
 * Masks the beginning of a secret at the very end of a text, where truncation has cut through it.
 */
const withoutCutSecret = (text: string, secret: string): string => {
  for (let length = Math.min(secret.length, text.length); length >= leastRest; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return text.slice(0, -length) + mask
  }
  return text
}

/**
 * Makes a `Redact` that masks the secrets of this call, in any spelling they may come back in, and every value under the name of a
 * secret.
 */
export const redaction =
  (secrets: ReadonlyArray<string>): Redact =>
  (text) => {
    const known = secrets.filter((secret) => secret !== '').flatMap(spellings)
    const whole = known.reduce((clean, secret) => clean.replaceAll(secret, mask), text)
    return known.reduce(withoutCutSecret, whole).replace(named, `$1${mask}`)
  }

const controls = /[\p{Cc}\p{Cf}]+/gu

/**
 * The beginning of a text, for people: at most 200 characters, one line, redacted.
 */
export const excerptOf = (redact: Redact, text: string): string => {
  // Truncate first, so that redaction stays cheap; truncate again after it, since a redacted text may be far shorter.
  const clean = redact(text.slice(0, 4096)).replace(controls, ' ')
  return clean.length > 200 ? `${clean.slice(0, 200)}…` : clean
}

/**
 * The same error without its excerpt: a reply to a token call may hold tokens in unexpected places.
 */
export const withoutExcerpt = (error: DomainError): DomainError =>
  error._tag === 'UnreadableReply' ? { ...error, excerpt: '' } : error
