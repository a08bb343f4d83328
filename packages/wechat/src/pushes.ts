import { type PushRequest, type PushedEvent, UnbrokenText, strictObject } from '@mini-domains/core/adapter'
import { EncodingAesKey, type SealedPush, WindowSeconds, pushReaderOf, textInParsed } from '@mini-domains/http'
import { XMLParser } from 'fast-xml-parser'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'

/**
 * Codec of the config that WeChat's pushes are read with. `previousEncodingAesKey` is the key before its last change, which pushes
 * under way may still be encrypted with (docs/vendors/wechat.md A.5). `windowSeconds`: how old, or ahead of time, the signature of
 * a push may be; 600.
 */
export const WechatPushConfig: t.Type<WechatPushConfig> = strictObject(
  'the pushes of a WeChat platform',
  { componentAppId: UnbrokenText, token: UnbrokenText, encodingAesKey: EncodingAesKey },
  { previousEncodingAesKey: EncodingAesKey, windowSeconds: WindowSeconds },
)

/**
 * The config that WeChat's pushes are read with.
 */
export interface WechatPushConfig {
  readonly componentAppId: string
  readonly token: string
  readonly encodingAesKey: string
  /** The key before its last change, which pushes under way may still be sealed with. */
  readonly previousEncodingAesKey?: string | undefined
  /** How old, or ahead of time, the signature of a push may be. Default 600. */
  readonly windowSeconds?: number | undefined
}

/**
 * The fields of a decrypted push.
 */
export type Fields = Readonly<Record<string, unknown>>

const Message = t.type({ xml: t.UnknownRecord })

// Entities, attributes and document types are never processed (docs/adr).
const parser = (): XMLParser =>
  new XMLParser({ ignoreAttributes: true, processEntities: false, htmlEntities: false, parseTagValue: false })

// An unclosed section is kept as it is, with its `<`.
const outsideCdata = (text: string): ReadonlyArray<string> => {
  const parts: Array<string> = []
  for (let at = 0; ;) {
    const open = text.indexOf('<![CDATA[', at)
    const close = open === -1 ? -1 : text.indexOf(']]>', open)
    if (close === -1) return [...parts, text.slice(at)]
    parts.push(text.slice(at, open))
    at = close + 3
  }
}

/**
 * Whether XML holds a document type, an entity or a comment, which no push does. CDATA, where people's texts are, is not looked at. A
 * `<` that begins no tag counts too: it could hide where CDATA begins.
 */
export const hasDeclaration = (text: string): boolean =>
  outsideCdata(text).some((part) => part.replace(/<[^!<>][^<>]*>/g, '').includes('<'))

/**
 * Parses XML as WeChat pushes it: one element `xml` with fields of text. None for anything with a document type or an entity.
 */
export const fieldsOf = (text: string): O.Option<Fields> => {
  if (hasDeclaration(text)) return O.none
  try {
    const parsed: unknown = parser().parse(text, true)
    return Message.is(parsed) ? O.some(parsed.xml) : O.none
  } catch {
    return O.none
  }
}

const textOf = (fields: Fields, name: string): string => {
  const value = fields[name]
  return typeof value === 'string' ? value.trim() : ''
}

const withApp = (
  tag: 'Authorized' | 'AuthorizationUpdated',
  fields: Fields,
  createdAt: number,
): O.Option<PushedEvent> => {
  const appId = textOf(fields, 'AuthorizerAppid')
  const code = textOf(fields, 'AuthorizationCode')
  return appId === '' || code === '' ? O.none : O.some({ _tag: tag, appId, code, createdAt })
}

/**
 * The event that a push tells of (docs/vendors/wechat.md A.5). None if a required field is missing.
 */
export const eventOf = (fields: Fields): O.Option<PushedEvent> => {
  const seconds = textOf(fields, 'CreateTime')
  if (!/^\d{1,12}$/.test(seconds)) return O.none
  const createdAt = Number(seconds) * 1000
  // Of the platform; of an app, if its events go to the platform; or a message of a user.
  const infoType = textOf(fields, 'InfoType')
  const name = infoType || textOf(fields, 'Event') || textOf(fields, 'MsgType')
  switch (infoType) {
    case 'component_verify_ticket': {
      const ticket = textOf(fields, 'ComponentVerifyTicket')
      return ticket === '' ? O.none : O.some({ _tag: 'Ticket', ticket, createdAt })
    }
    case 'authorized':
      return withApp('Authorized', fields, createdAt)
    case 'updateauthorized':
      return withApp('AuthorizationUpdated', fields, createdAt)
    case 'unauthorized': {
      const appId = textOf(fields, 'AuthorizerAppid')
      return appId === '' ? O.none : O.some({ _tag: 'Unauthorized', appId, createdAt })
    }
    default:
      return O.some({ _tag: 'Other', name, createdAt })
  }
}

// Found without parsing: nothing is parsed before it is verified. Two of them, or a document type, is no push.
const encryptIn = ({ body, parsed }: PushRequest): string | undefined => {
  if (parsed !== undefined) return O.toUndefined(textInParsed(parsed, 'Encrypt'))
  if (hasDeclaration(body)) return undefined
  const found = [...body.matchAll(/<Encrypt>(?:<!\[CDATA\[)?\s*([A-Za-z0-9+/=]+)\s*(?:\]\]>)?<\/Encrypt>/g)]
  return found.length === 1 ? found[0]?.[1] : undefined
}

// There is a `signature` too, which does not cover the encrypted text and must not be used (docs/vendors/wechat.md A.5).
const sealedIn = (request: PushRequest): O.Option<SealedPush> => {
  const { timestamp, nonce, msg_signature: signature } = request.query
  const encrypt = encryptIn(request)
  if (timestamp === undefined || nonce === undefined || signature === undefined || encrypt === undefined) return O.none
  return O.some({ timestamp, nonce, encrypt, signature })
}

/**
 * Makes the reader of WeChat's pushes to the authorisation event URL (docs/vendors/wechat.md A.5). An invalid config lists its
 * issues.
 */
export const wechatPushReader = pushReaderOf(
  {
    vendor: 'wechat',
    names: { aesKey: 'encodingAesKey', previousAesKey: 'previousEncodingAesKey', platformId: 'componentAppId' },
    sealedIn,
    eventIn: (message) => O.chain(eventOf)(fieldsOf(message)),
  },
  WechatPushConfig,
  ({ componentAppId, token, encodingAesKey, previousEncodingAesKey, windowSeconds }) => ({
    token,
    aesKeys: [encodingAesKey, previousEncodingAesKey],
    receiver: componentAppId,
    windowSeconds,
  }),
)
