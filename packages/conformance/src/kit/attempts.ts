import { appSubject, platformSubject } from '@mini-domains/core'
import { type RecordedRequest } from '@mini-domains/emulator/fault-server'
import { type PlaceName, placeNames } from '../harness/address.js'
import { type Attempt } from '../harness/harness.js'
import { type Dialect } from './dialect.js'

const askings = ['get', 'add', 'delete', 'set'] as const

const asksOf = (dialect: Dialect, request: RecordedRequest): Attempt['asks'] => {
  const action = dialect.actionOf(request)
  return action === '' ? 'copyPool' : (askings.find((known) => known === action) ?? 'other')
}

const withoutToken = (rawQuery: string): string => rawQuery.replace(/(^|&)access_token=[^&]*/g, '')

// As some vendors call it; others have none in a reply of success.
const requestIdIn = (answer: string): Pick<Attempt, 'requestId'> => {
  const requestId = /"(?:request_id|log_id)":"?([\w-]+)/.exec(answer)?.[1]
  return requestId === undefined ? {} : { requestId }
}

/** Tells a recorded request in the words of the suite. */
export const attemptOf =
  (dialect: Dialect) =>
  (request: RecordedRequest): Attempt => {
    const isOf = (name: PlaceName): boolean => dialect.isOf?.(name)(request) ?? request.path === dialect.paths[name]
    const place = placeNames.find(isOf) ?? 'other'
    return {
      place,
      subject: dialect.isPlatform(request.owner) ? platformSubject : appSubject(request.owner),
      asks: place === 'other' ? 'other' : asksOf(dialect, request),
      sent: `${request.method} ${request.path} ${withoutToken(request.rawQuery)} ${request.body}`,
      landed: request.tookEffect,
      ...(request.answer === undefined ? {} : { answer: request.answer.body, ...requestIdIn(request.answer.body) }),
    }
  }
