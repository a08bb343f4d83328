import { type ConfirmFile, type DomainError } from '@mini-domains/core'
import { type Call } from '@mini-domains/core/adapter'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { type Session } from '../config.js'
import { readCall } from './list-calls.js'

const ConfirmFileReply = t.type({ file_name: t.string, file_content: t.string })

const encoder = new TextEncoder()

/**
 * Reads the confirm file of an app or of the platform (docs/vendors/wechat.md A.2.5, A.3.3).
 */
export const confirmFile = (
  { client }: Session,
  endpoint: 'app-confirm-file' | 'platform-confirm-file',
): ((call: Call) => TE.TaskEither<DomainError, ConfirmFile>) =>
  readCall(client, {
    endpoint,
    body: {},
    codec: ConfirmFileReply,
    missing: () => undefined,
    read: (reply) => ({ name: reply.file_name, content: encoder.encode(reply.file_content) }),
  })
