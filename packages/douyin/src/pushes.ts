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
 * Codec of the config that Douyin's pushes are read with (docs/vendors/douyin.md C.1.7). `previousAesKey` is the key before its last
 * change. `windowSeconds`: how old, or ahead of time, the signature of a push may be; 600.
 */
export const DouyinPushConfig: t.Type<DouyinPushConfig> = strictObject(
  'the pushes of a Douyin platform',
  { componentAppId: UnbrokenText, token: UnbrokenText, aesKey: EncodingAesKey },
  { previousAesKey: EncodingAesKey, windowSeconds: WindowSeconds },
)

/**
 * The config that Douyin's pushes are read with.
 */
export interface DouyinPushConfig {
  readonly componentAppId: string
  readonly token: string
  readonly aesKey: string
  /** The key before its last change, which pushes under way may still be sealed with. */
  readonly previousAesKey?: string | undefined
  /** How old, or ahead of time, the signature of a push may be. Default 600. */
  readonly windowSeconds?: number | undefined
}

// `2019-01-14 12:45:10`, in Beijing's time: the page names no zone (guess). One client has it as a number (docs/vendors/douyin.md D 45).
const timeOf = (text: string): number => {
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text) ?? []
  return day === undefined || time === undefined ? NaN : Date.parse(`${day}T${time}+08:00`)
}

const ticketEvent = (fields: PushFields): O.Option<PushedEvent> => {
  const ticket = pushText(fields, 'Ticket')
  const createdAt = timeOf(pushText(fields, 'CreateTime'))
  return ticket === '' || Number.isNaN(createdAt) ? O.none : O.some({ _tag: 'Ticket', ticket, createdAt })
}

/**
 * The event that a push tells of (docs/vendors/douyin.md C.1.7). None if a required field is missing.
 */
const eventOf = (fields: PushFields): O.Option<PushedEvent> => {
  const name = pushText(fields, 'Event')
  if (name === 'PUSH') return ticketEvent(fields)
  const appId = pushText(fields, 'AppId')
  const code = pushText(fields, 'AuthorizationCode')
  const createdAt = timeOf(pushText(fields, 'EventTime'))
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
 * Makes the reader of Douyin's pushes (docs/vendors/douyin.md C.1.7). An invalid config lists its issues.
 */
export const douyinPushReader = pushReaderOf(
  {
    vendor: 'douyin',
    names: { aesKey: 'aesKey', previousAesKey: 'previousAesKey', platformId: 'componentAppId' },
    sealedIn: sealedInJson,
    eventIn: (message) => O.chain(eventOf)(jsonPushFields(message)),
  },
  DouyinPushConfig,
  ({ componentAppId, token, aesKey, previousAesKey, windowSeconds }) => ({
    token,
    aesKeys: [aesKey, previousAesKey],
    receiver: componentAppId,
    windowSeconds,
  }),
)
