import { type ConfirmFile, type DomainError } from '@mini-domains/core'
import { type Call } from '@mini-domains/core/adapter'
import { decodeWith } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { type Session } from '../config.js'
import { paths } from '../wire/endpoint.js'
import { readSuccess } from '../wire/reply.js'

const CheckFile = t.type({ data: t.type({ file_name: t.string, file_content: t.string }) })

const encoder = new TextEncoder()

/**
 * Reads the confirm file that all domains of the application need (docs/vendors/douyin.md C.1.5).
 */
export const confirmFile =
  ({ client }: Session) =>
  (call: Call): TE.TaskEither<DomainError, ConfirmFile> =>
    client.send(call, { effect: 'read', method: 'GET', path: paths['confirm-file'] }, (reply, context) => {
      const success = readSuccess(reply, context)
      if (E.isLeft(success)) return success
      return E.map(({ data }: t.TypeOf<typeof CheckFile>) => ({
        name: data.file_name,
        content: encoder.encode(data.file_content),
      }))(decodeWith(CheckFile, success.right.fields, reply, context, success.right.evidence))
    })
