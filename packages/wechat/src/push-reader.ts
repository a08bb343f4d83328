import {
  type Clock,
  type InvalidConfig,
  type PushReader,
  type PushRefusal,
  type PushRequest,
  type PushedEvent,
  invalidConfig,
  systemClock,
} from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Opened, isSigned, opened } from './push-crypto.js'
import { eventOf, fieldsOf } from './push-message.js'
import { WechatPushConfig, checked } from './token-config.js'

const refusal = (reason: PushRefusal['reason'], message: string): PushRefusal => ({ _tag: 'PushRefusal', reason, message })

const notSigned = refusal('not-signed', 'timestamp, nonce, msg_signature and one Encrypt are needed')
const wrongSignature = refusal('wrong-signature', 'the signature is not that of the configured token')
const unreadable = refusal('unreadable', 'what was sealed is no push message')
const wrongKey = refusal('unreadable', 'it cannot be opened with the configured keys')
const wrongReceiver = refusal('wrong-receiver', 'it was meant for another platform')

interface Signed {
  readonly timestamp: string
  readonly nonce: string
  readonly encrypt: string
  readonly signature: string
}

// Found without parsing: nothing is parsed before it is verified. Two of them, or a document type, is no push.
const encryptOf = (body: string): string | undefined => {
  if (/<!(?!\[CDATA\[)/.test(body)) return undefined
  const found = [...body.matchAll(/<Encrypt>(?:<!\[CDATA\[)?\s*([A-Za-z0-9+/=]+)\s*(?:\]\]>)?<\/Encrypt>/g)]
  return found.length === 1 ? found[0]?.[1] : undefined
}

const signedOf = ({ query, body }: PushRequest): Signed | undefined => {
  const { timestamp, nonce, msg_signature: signature } = query
  const encrypt = encryptOf(body)
  if (timestamp === undefined || nonce === undefined || signature === undefined || encrypt === undefined) return undefined
  return { timestamp, nonce, signature: signature.toLowerCase(), encrypt }
}

const isTimely = (timestamp: string, now: number, windowSeconds: number): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1000 - Number(timestamp)) <= windowSeconds

const openWith = (keys: ReadonlyArray<string>, encrypt: string): O.Option<Opened> => {
  for (const key of keys) {
    const found = opened(key, encrypt)
    if (O.isSome(found)) return found
  }
  return O.none
}

const read =
  (config: WechatPushConfig, clock: Clock) =>
  (request: PushRequest): E.Either<PushRefusal, PushedEvent> => {
    const signed = signedOf(request)
    if (signed === undefined) return E.left(notSigned)
    const { timestamp, nonce, encrypt, signature } = signed
    if (!isSigned(signature, [config.token, timestamp, nonce, encrypt])) return E.left(wrongSignature)
    const { windowSeconds = 600, previousEncodingAesKey: previous } = config
    if (!isTimely(timestamp, clock.now(), windowSeconds))
      return E.left(refusal('too-old', `its timestamp is not within ${windowSeconds} s of this machine's clock`))
    const keys = [config.encodingAesKey, ...(previous === undefined ? [] : [previous])]
    const plain = openWith(keys, encrypt)
    if (O.isNone(plain)) return E.left(wrongKey)
    if (plain.value.receiver !== config.componentAppId) return E.left(wrongReceiver)
    return pipe(
      fieldsOf(plain.value.message),
      O.chain(eventOf),
      E.fromOption(() => unreadable),
    )
  }

const nameOf = (request: PushRequest): string | undefined => {
  const signed = signedOf(request)
  return signed === undefined ? undefined : `${signed.timestamp}.${signed.nonce}.${signed.signature}`
}

/**
 * Makes the reader of WeChat's pushes to the authorisation event URL (docs/vendors/wechat.md A.5). A config that is not
 * right is listed.
 */
export const wechatPushReader = (config: unknown, clock: Clock = systemClock): E.Either<InvalidConfig, PushReader> =>
  pipe(
    checked(WechatPushConfig, config),
    E.bimap(
      (issues) => invalidConfig('wechat', issues),
      (settings) => ({
        vendor: 'wechat',
        platformId: settings.componentAppId,
        read: read(settings, clock),
        nameOf,
        answer: 'success',
      }),
    ),
  )
