import { type PushedEvent, UnbrokenText, strictObject } from '@mini-domains/core/adapter'
import {
  EncodingAesKey,
  type PushFields,
  WindowSeconds,
  jsonPushFields,
  pushReaderOf,
  pushText,
  sealedInJson,
} from '@mini-domains/http'
import * as O from 'fp-ts/lib/Option.js'
import type * as t from 'io-ts'

/**
 * Codec of the config that Baidu's pushes are read with (docs/vendors/baidu.md B.3). `previousAesKey` is the key before its last
 * change. `windowSeconds`: how old, or ahead of time, the signature of a push may be; 600.
 */
export const BaiduPushConfig: t.Type<BaiduPushConfig> = strictObject(
  'the pushes of a Baidu platform',
  { clientId: UnbrokenText, token: UnbrokenText, aesKey: EncodingAesKey },
  { previousAesKey: EncodingAesKey, windowSeconds: WindowSeconds },
)

/**
 * The config that Baidu's pushes are read with.
 */
export interface BaiduPushConfig {
  readonly clientId: string
  readonly token: string
  readonly aesKey: string
  /** The key before its last change, which pushes under way may still be sealed with. */
  readonly previousAesKey?: string | undefined
  /** How old, or ahead of time, the signature of a push may be. Default 600. */
  readonly windowSeconds?: number | undefined
}

const ticketEvent = (fields: PushFields): O.Option<PushedEvent> => {
  const ticket = pushText(fields, 'Ticket')
  const seconds = pushText(fields, 'CreateTime')
  if (ticket === '' || !/^\d{1,12}$/.test(seconds)) return O.none
  return O.some({ _tag: 'Ticket', ticket, createdAt: Number(seconds) * 1000 })
}

// `2019-01-14 12:45:10`, in Beijing's time: the page names no zone (guess).
const eventTimeOf = (fields: PushFields): number => {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(pushText(fields, 'eventTime')) ?? []
  return day === undefined || time === undefined ? NaN : Date.parse(`${day}T${time}+08:00`)
}

/**
 * The event that a push tells of (docs/vendors/baidu.md B.3). None if a required field is missing.
 */
export const eventOf = (fields: PushFields): O.Option<PushedEvent> => {
  if (pushText(fields, 'MsgType') === 'ticket') return ticketEvent(fields)
  const name = pushText(fields, 'event')
  const appId = pushText(fields, 'appId')
  const code = pushText(fields, 'authorizationCode')
  const createdAt = eventTimeOf(fields)
  if (name === '' || Number.isNaN(createdAt)) return O.none
  switch (name) {
    case 'AUTHORIZED':
      return appId === '' || code === '' ? O.none : O.some({ _tag: 'Authorized', appId, code, createdAt })
    case 'UPDATE_AUTHORIZED':
      return appId === '' || code === '' ? O.none : O.some({ _tag: 'AuthorizationUpdated', appId, code, createdAt })
    case 'UNAUTHORIZED':
      return appId === '' ? O.none : O.some({ _tag: 'Unauthorized', appId, createdAt })
    default:
      return O.some({ _tag: 'Other', name, createdAt })
  }
}

/**
 * Makes the reader of Baidu's pushes (docs/vendors/baidu.md B.3). An invalid config lists its issues.
 */
export const baiduPushReader = pushReaderOf(
  {
    vendor: 'baidu',
    names: { aesKey: 'aesKey', previousAesKey: 'previousAesKey', platformId: 'clientId' },
    sealedIn: sealedInJson,
    eventIn: (message) => O.chain(eventOf)(jsonPushFields(message)),
  },
  BaiduPushConfig,
  ({ token, aesKey, previousAesKey, clientId, windowSeconds }) => ({
    token,
    aesKeys: [aesKey, previousAesKey],
    receiver: clientId,
    windowSeconds,
  }),
)
