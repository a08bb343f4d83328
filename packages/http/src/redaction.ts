/**
 * Takes secrets out of a text.
 */
export type Redact = (text: string) => string

const mask = '***'

// Names under which vendors write secrets in URLs, forms and JSON (docs/vendors/wechat.md A.5, docs/vendors/baidu.md B.3).
const named =
  /((?:["']?(?:[a-z_]*access_token|[a-z_]*refresh_token|[a-z_]*ticket|[a-z_]*secret|pre_auth_code|authorization_code|client_secret|ticket)["']?)\s*[=:]\s*["']?)([^"'&\s,;}]+)/gi

const spellings = (secret: string): ReadonlyArray<string> => {
  const escaped = JSON.stringify(secret).slice(1, -1)
  return [...new Set([secret, encodeURIComponent(secret), escaped])]
}

/**
 * Makes a `Redact` that knows the secrets of this call, in any spelling they may come back in, and takes out whatever else
 * stands under a secret's name.
 */
export const redaction =
  (secrets: ReadonlyArray<string>): Redact =>
  (text) => {
    const known = secrets.filter((secret) => secret !== '').flatMap(spellings)
    return known.reduce((clean, secret) => clean.replaceAll(secret, mask), text).replace(named, `$1${mask}`)
  }

const controls = /[\p{Cc}\p{Cf}]+/gu

/**
 * Gives the beginning of a text for people: at most 200 characters, one line, redacted.
 */
export const excerptOf = (redact: Redact, text: string): string => {
  // Cut after redacting: a cut through a secret would leave a half that is no longer known.
  const clean = redact(text.slice(0, 4096)).replace(controls, ' ')
  return clean.length > 200 ? `${clean.slice(0, 200)}…` : clean
}
