import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type Contender, stepping } from '../../contender.js'
import { tokenOf } from '../../traffic.js'
import { appIdOf, key } from './sealed-tokens.js'

const algorithm = 'aes-256-gcm'

interface Sealed {
  readonly name: Buffer
  readonly nonce: Buffer
  readonly bytes: Buffer
  readonly tag: Buffer
  readonly length: number
}

// As long as the record that credentials keep of an app.
const textOf = (appId: string): string =>
  JSON.stringify({
    refreshToken: `refreshtoken@@@${appId}`,
    refreshTokenAt: 1_700_000_000_000,
    token: { value: tokenOf(appId), issuedAt: 1_700_000_000_000, lifeMs: 7_200_000, forced: false },
    code: null,
    codeTaken: '',
    heardAt: 0,
    intent: null,
    lost: null,
  })

const sealed = (number: number): Sealed => {
  const appId = appIdOf(number)
  const name = Buffer.from(`acme/platform/app/${appId}`)
  const nonce = randomBytes(12)
  const cipher = createCipheriv(algorithm, key, nonce)
  cipher.setAAD(name)
  const text = textOf(appId)
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return { name, nonce, bytes, tag: cipher.getAuthTag(), length: text.length }
}

const opens = ({ name, nonce, bytes, tag, length }: Sealed): boolean => {
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: 16 })
  decipher.setAAD(name)
  decipher.setAuthTag(tag)
  return (decipher.update(bytes, undefined, 'utf8') + decipher.final('utf8')).length === length
}

/**
 * Decrypting one record by `node:crypto`, and no more.
 */
export const open = (): Contender =>
  stepping(
    Array.from({ length: 1000 }, (_, number) => sealed(number)),
    opens,
  )
