import { type PushedEvent } from '@mini-domains/core'
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

/**
 * Says whether XML holds a document type, an entity or a comment: no push does.
 */
export const hasDeclaration = (text: string): boolean => /<!(?!\[CDATA\[)/.test(text)

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
  const name = textOf(fields, 'InfoType')
  switch (name) {
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
      return O.some({ _tag: 'Other', name: name.slice(0, 100), createdAt })
  }
}
