import { type ConfirmFile, type DomainError } from '@mini-domains/core'
import { type Call } from '@mini-domains/core/adapter'
import { type Reply, type ReplyDecoder, statusError, unreadable } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Readings, type Session } from '../config.js'
import { confirmFileDownload } from '../wire/endpoint.js'
import { decodeReply, successOf } from '../wire/reply.js'

const fileName = /^attachment\s*;(?:.*;)?\s*filename\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i
// The other form of RFC 6266. A name that had to be escaped is no plain one.
const extendedName = /^attachment\s*;(?:.*;)?\s*filename\*\s*=\s*[\w-]*'[\w-]*'([^\s;"]+)/i
// The name becomes that of a file at whoever called, so it must not lead out of a folder.
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

// The one name that the document gives, for a reply whose header a proxy has taken off (docs/vendors/baidu.md B.2.3). Without
// the header only what looks like such a file is taken for one: a page that asks for a login must not become a confirm file.
const documentedName = 'bd_mapp_domaincer.txt'
const plainContent = /^[A-Za-z0-9+/=_-]{1,256}\s*$/

const nameOf = (reply: Reply): string | undefined => {
  const disposition = reply.header('content-disposition')
  if (disposition === undefined) return plainContent.test(reply.text) ? documentedName : undefined
  const match = fileName.exec(disposition)
  return match?.[1] ?? match?.[2] ?? extendedName.exec(disposition)?.[1]
}

const isPage = (reply: Reply): boolean =>
  /^text\/html\b/i.test(reply.header('content-type') ?? '') || /^\s*<(?:!doctype|html)\b/i.test(reply.text)

const isJson = (reply: Reply): boolean =>
  reply.text.trimStart().startsWith('{') || /\bjson\b/i.test(reply.header('content-type') ?? '')

const reading = (readings: Readings): ReplyDecoder<ConfirmFile> => {
  const decode = decodeReply(confirmFileDownload, readings)
  return (reply, context) => {
    if (isJson(reply)) {
      const success = E.chain(successOf(reply, context))(decode(reply, context))
      if (E.isLeft(success)) return success
      return E.left(unreadable(reply, context, '', 'the bytes of a file', success.right.evidence))
    }
    const error = statusError(reply, context)
    if (error !== undefined) return E.left(error)
    const name = nameOf(reply)
    if (name === undefined || !plainName.test(name))
      return E.left(unreadable(reply, context, 'content-disposition', 'attachment; filename=<a plain file name>'))
    if (reply.bytes.length === 0 || isPage(reply)) return E.left(unreadable(reply, context, '', 'the bytes of a file'))
    return E.right({ name, content: reply.bytes })
  }
}

/**
 * Downloads the platform's confirm file: raw bytes when all is well, JSON when not (docs/vendors/baidu.md B.2.3).
 */
export const confirmFile =
  ({ client, readings }: Session) =>
  (call: Call): TE.TaskEither<DomainError, ConfirmFile> =>
    client.send(call, { effect: 'read', method: 'GET', path: confirmFileDownload.path }, reading(readings))
