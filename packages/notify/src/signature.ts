import { createHmac } from 'node:crypto'

const keyOf = (secret: string): Buffer =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret, 'utf8')

/**
 * Signs a message as Standard Webhooks 1.0 says: HMAC-SHA256 over `id.timestamp.body`, in base64, after `v1,`. The key is what stands in
 * base64 after `whsec_`, else the text itself.
 */
export const standardSignature = (secret: string, id: string, seconds: number, body: string): string =>
  `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64')}`

/**
 * Signs as 钉钉 says (加签): HMAC-SHA256 over the milliseconds and the secret, keyed with the secret, in base64.
 */
export const dingtalkSignature = (secret: string, ms: number): string =>
  createHmac('sha256', secret).update(`${ms}\n${secret}`).digest('base64')

/**
 * Signs as 飞书 says (签名校验): HMAC-SHA256 over nothing, keyed with the seconds and the secret, in base64.
 */
export const feishuSignature = (secret: string, seconds: number): string =>
  createHmac('sha256', `${seconds}\n${secret}`).digest('base64')
