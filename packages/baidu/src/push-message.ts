import { type PushedEvent } from '@mini-domains/core/adapter'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'

/**
 * The fields of a push.
 */
export type Fields = Readonly<Record<string, unknown>>

/**
 * Reads JSON as Baidu pushes it: one object.
 */
export const fieldsOf = (text: string): O.Option<Fields> => {
  try {
    const parsed: unknown = JSON.parse(text)
    return t.UnknownRecord.is(parsed) && !Array.isArray(parsed) ? O.some(parsed) : O.none
  } catch {
    return O.none
  }
}

/**
 * Gives a field as text; numbers are written both ways (docs/vendors/baidu.md D 10).
 */
export const textOf = (fields: Fields, name: string): string => {
  const value = fields[name]
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  return typeof value === 'string' ? value.trim() : ''
}

const ticketEvent = (fields: Fields): O.Option<PushedEvent> => {
  const ticket = textOf(fields, 'Ticket')
  const seconds = textOf(fields, 'CreateTime')
  if (ticket === '' || !/^\d{1,12}$/.test(seconds)) return O.none
  return O.some({ _tag: 'Ticket', ticket, createdAt: Number(seconds) * 1000 })
}

// `2019-01-14 12:45:10`, in Beijing's time: the page names no zone (guess).
const eventTimeOf = (fields: Fields): number => {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(textOf(fields, 'eventTime')) ?? []
  return day === undefined || time === undefined ? NaN : Date.parse(`${day}T${time}+08:00`)
}

/**
 * Tells what a push says (docs/vendors/baidu.md B.3). None where a field is missing that its kind must have.
 */
export const eventOf = (fields: Fields): O.Option<PushedEvent> => {
  if (textOf(fields, 'MsgType') === 'ticket') return ticketEvent(fields)
  const name = textOf(fields, 'event')
  const appId = textOf(fields, 'appId')
  const code = textOf(fields, 'authorizationCode')
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
