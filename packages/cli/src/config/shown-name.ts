/**
 * The name of an environment variable as it may be shown: as names are written by custom, such as `WX_SECRET`. What looks otherwise
 * may be the secret itself, put where its name belongs, and becomes `…`.
 */
export const shownVariable = (name: string): string =>
  /^[A-Z][A-Z0-9]{0,19}(?:_[A-Z0-9]{1,20}){1,6}$/.test(name) && !/[A-Z]\d{4}|\d{5}/.test(name) ? name : '…'

/**
 * The name of a secret in the store as it may be shown: short words, such as `wechat/secret`; else `…`.
 */
export const shownSecretName = (name: string): string =>
  /^[a-z][a-z]{0,19}\d{0,3}(?:[-_./][a-z]{1,20}\d{0,3}){0,6}$/i.test(name) ? name : '…'
