import { type StoreFailure, bilingual, messageFields } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type Keys } from './key.js'

const format = 'md1'
const nonceBytes = 12
const tagBytes = 16

/**
 * Encrypts a record: AES-256-GCM, a random nonce, and the record's name as additional data, so that one record cannot stand
 * in for another. The text names its key: `md1.<key id>.<nonce, ciphertext, tag>`.
 */
export const encrypt = (keys: Keys, name: string, text: string): string => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keys.current.bytes, nonce)
  cipher.setAAD(Buffer.from(name))
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${format}.${keys.current.id}.${sealed.toString('base64url')}`
}

const wrongKey = (id: string, keys: Keys): StoreFailure => ({
  _tag: 'StoreFailure',
  reason: 'wrong-key',
  ...messageFields(
    `the record was encrypted with key ${id.slice(0, 12)}; at hand: ${[...keys.all.keys()].join(', ')}`,
    `该记录以密钥 ${id.slice(0, 12)} 加密，现有密钥：${[...keys.all.keys()].join('、')}`,
  ),
  hint: bilingual(
    'Give the key it was written with: as MINI_DOMAINS_KEY, or under MINI_DOMAINS_PREVIOUS_KEYS while changing keys.',
    '请提供写入时所用的密钥：设为 MINI_DOMAINS_KEY；轮换期间放入 MINI_DOMAINS_PREVIOUS_KEYS。',
  ),
})

/**
 * Says that a record cannot be read for another reason than its key.
 */
export const corrupt = (en: string, zh: string): StoreFailure => ({
  _tag: 'StoreFailure',
  reason: 'corrupt',
  ...messageFields(`a stored record cannot be read: ${en}`, `存储中的记录无法读取：${zh}`),
  hint: bilingual(
    'Restore the store from a backup, or forget the app and let it be recovered from the vendor.',
    '请从备份恢复存储；或对该小程序执行 forget，再由厂商接口恢复。',
  ),
})

const deciphered = (key: Buffer, name: string, sealed: Buffer): E.Either<StoreFailure, string> => {
  try {
    const end = sealed.length - tagBytes
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(name))
    decipher.setAuthTag(sealed.subarray(end))
    return E.right(decipher.update(sealed.subarray(nonceBytes, end), undefined, 'utf8') + decipher.final('utf8'))
  } catch {
    return E.left(corrupt('it was altered, or belongs under another name', '内容被改动过，或属于另一个名称'))
  }
}

/**
 * Decrypts a record. A key that is not at hand fails in another way than a record that was altered.
 */
export const decrypt = (keys: Keys, name: string, text: string): E.Either<StoreFailure, string> => {
  const [head, id = '', body = '', ...rest] = text.split('.')
  if (head !== format || rest.length > 0) return E.left(corrupt('it is in no form that is known here', '格式无法识别'))
  const key = keys.all.get(id)
  if (key === undefined)
    return E.left(/^[0-9a-f]{12}$/.test(id) ? wrongKey(id, keys) : corrupt('its key has no name', '未标明所用的密钥'))
  const sealed = Buffer.from(body, 'base64url')
  if (sealed.length < nonceBytes + tagBytes) return E.left(corrupt('it is cut short', '内容不完整'))
  return deciphered(key.bytes, name, sealed)
}
