import { type Bilingual, type DomainError, type DomainErrorTag } from '@mini-domains/core'
import { type Modification, messageOf } from '@mini-domains/core/adapter'
import * as t from 'io-ts'

const Text = t.type({ en: t.string, zh: t.string })

/**
 * Reads a note back.
 */
export const ErrorNote = t.intersection([
  t.type({ tag: t.string, message: t.string, actor: t.string, retry: t.string, modification: t.string, hint: Text }),
  t.partial({
    messageZh: t.string,
    vendorCode: t.union([t.number, t.string]),
    vendorMessage: t.string,
    requestId: t.string,
  }),
])

/**
 * What a plan, a journal and a report keep of a `DomainError`: who must act, what the vendor said, its request id, and what
 * to do next. Like the error it is free of secrets.
 */
export type ErrorNote = t.TypeOf<typeof ErrorNote>

/**
 * Makes the note of an error.
 */
export const noteOf = (
  error: DomainError,
): ErrorNote & { readonly tag: DomainErrorTag; modification: Modification } => ({
  tag: error._tag,
  message: error.message,
  ...(error.messageZh === undefined ? {} : { messageZh: error.messageZh }),
  actor: error.actor,
  retry: error.retry.when,
  modification: error.modification,
  hint: error.hint,
  ...('vendorCode' in error && error.vendorCode !== undefined ? { vendorCode: error.vendorCode } : {}),
  ...('vendorMessage' in error && error.vendorMessage !== undefined ? { vendorMessage: error.vendorMessage } : {}),
  ...('requestId' in error && error.requestId !== undefined ? { requestId: error.requestId } : {}),
})

/**
 * Gives what the error of a note says, in both languages.
 */
export const noteMessage = (note: Pick<ErrorNote, 'tag' | 'message' | 'messageZh'>): Bilingual =>
  messageOf({ ...note, _tag: note.tag })
