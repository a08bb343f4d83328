import * as O from 'fp-ts/lib/Option.js'
import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/**
 * Says whether a signature is that of these parts: SHA-1 over them, sorted and put together (docs/vendors/wechat.md A.5,
 * docs/vendors/baidu.md B.3).
 * Takes the same time wherever the two differ.
 */
export const isSigned = (signature: string, parts: ReadonlyArray<string>): boolean => {
  const own = createHash('sha1')
    .update([...parts].sort().join(''))
    .digest()
  const given = Buffer.from(/^[0-9a-f]{40}$/i.test(signature) ? signature : '', 'hex')
  return given.length === own.length && timingSafeEqual(given, own)
}

/**
 * What was sealed: a message, and whom it was meant for.
 */
export interface Opened {
  readonly message: string
  readonly receiver: string
}

const block = 32
const head = 20

const unpadded = (plain: Buffer): O.Option<Buffer> => {
  const padding = plain.at(-1) ?? 0
  const end = plain.length - padding
  const isSound =
    padding >= 1 && padding <= block && end >= head && plain.subarray(end).every((byte) => byte === padding)
  return isSound ? O.some(plain.subarray(0, end)) : O.none
}

const partsOf = (plain: Buffer): O.Option<Opened> => {
  const end = head + plain.readUInt32BE(head - 4)
  if (end > plain.length) return O.none
  return O.some({ message: plain.toString('utf8', head, end), receiver: plain.toString('utf8', end) })
}

/**
 * Opens a sealed message: AES-256-CBC, the key from 43 characters, its first half as IV, PKCS#7 with blocks of 32, and 16
 * random bytes, a length and the receiver around the message (docs/vendors/wechat.md A.5,
 * docs/vendors/baidu.md B.3). None where it is not of this key, or not base64 as it is written: signs that mean nothing would let
 * the same bytes be sent under another text.
 */
export const opened = (encodingAesKey: string, sealed: string): O.Option<Opened> => {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.toString('base64') !== sealed) return O.none
  if (key.length !== 32 || bytes.length === 0 || bytes.length % 16 !== 0) return O.none
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return O.chain(partsOf)(unpadded(Buffer.concat([decipher.update(bytes), decipher.final()])))
}
