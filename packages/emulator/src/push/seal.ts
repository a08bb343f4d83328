import { createCipheriv, createHash } from 'node:crypto'
import { hexDigits, type Random } from '../state/random.js'
import type { PushVariant } from './push.js'

/** What pushes are signed and sealed with, and whom they name as their receiver. */
export interface PushKeys {
  readonly pushToken: string
  readonly aesKey: string
  readonly previousAesKey: string
  readonly receiver: string
}

/** A sealed message and what goes with it; no signature on an unsigned one. */
export interface EncryptedPush {
  readonly timestamp: string
  readonly nonce: string
  readonly encrypt: string
  readonly signature: string | undefined
}

/** SHA-1 over the parts, sorted and put together (docs/vendors/wechat.md A.5, baidu.md B.3). */
export const signatureOf = (...parts: ReadonlyArray<string>): string =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')

const blockSize = 32

/**
 * AES-256-CBC as both vendors do it (A.5, B.3): the key from 43 characters, its first half as IV, PKCS#7 with blocks
 * of 32, and 16 random bytes, a length and the receiver's id around the message.
 */
const encrypted = (aesKey: string, receiver: string, message: string, random: Random): string => {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const text = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const plain = Buffer.concat([Buffer.from(hexDigits(random, 16)), length, text, Buffer.from(receiver)])
  const short = blockSize - (plain.length % blockSize)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(short, short)), cipher.final()]).toString(
    'base64',
  )
}

const foreignKey = 'ForeignForeignForeignForeignForeignForeign1'

const day = 24 * 3600

/** Seals and signs a message, with what the variant has wrong. */
export const seal = (
  keys: PushKeys,
  message: string,
  { variant, at, random }: { readonly variant: PushVariant | undefined; readonly at: number; readonly random: Random },
): EncryptedPush => {
  const { pushToken, aesKey, previousAesKey, receiver } = keys
  const key = variant === 'previous-key' ? previousAesKey : variant === 'unknown-key' ? foreignKey : aesKey
  const named = variant === 'wrong-receiver' ? `${receiver}-other` : receiver
  const encrypt =
    variant === 'garbled'
      ? Buffer.from(hexDigits(random, 96), 'hex').toString('base64')
      : encrypted(key, named, message, random)
  const timestamp = String(Math.floor(at / 1000) - (variant === 'old' ? day : 0))
  const nonce = String(Math.floor(random() * 1_000_000_000))
  const token = variant === 'wrong-signature' ? `${pushToken}-other` : pushToken
  const signature = variant === 'unsigned' ? undefined : signatureOf(token, timestamp, nonce, encrypt)
  return { timestamp, nonce, encrypt, signature }
}
