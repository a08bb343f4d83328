import { type PushedEvent } from '@mini-domains/core/adapter'
import { XMLParser } from 'fast-xml-parser'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'

/**
 * The fields of a push, after it was opened.
 */
export type Fields = Readonly<Record<string, unknown>>

const Message = t.type({ xml: t.UnknownRecord })

// No entity, no attribute and no document type is ever looked at (docs/adr).
const parser = (): XMLParser =>
  new XMLParser({ ignoreAttributes: true, processEntities: false, htmlEntities: false, parseTagValue: false })

// Sections that are closed. What follows one that is not is left, and its `<` with it.
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
 * Says whether XML holds a document type, an entity or a comment: no push does. What people wrote stands in CDATA and is not
 * looked at. A `<` that begins no tag counts too: it could hide where CDATA begins.
 */
export const hasDeclaration = (text: string): boolean =>
  outsideCdata(text).some((part) => part.replace(/<[^!<>][^<>]*>/g, '').includes('<'))

/**
 * Reads XML as WeChat pushes it: one element `xml` with fields of text. None for anything with a document type or an entity.
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
 * Tells what a push says (docs/vendors/wechat.md A.5). None where a field is missing that its kind must have.
 */
export const eventOf = (fields: Fields): O.Option<PushedEvent> => {
  const seconds = textOf(fields, 'CreateTime')
  if (!/^\d{1,12}$/.test(seconds)) return O.none
  const createdAt = Number(seconds) * 1000
  // Of the platform; of an app, where its events come to the platform; and a message of a person.
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
