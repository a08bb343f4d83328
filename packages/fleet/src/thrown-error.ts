import { type DomainError } from '@mini-domains/core'
import { type Where, ofRead, unreadableReply } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

// What was thrown may hold a secret, so only the fact is told.
const thrown = (where: Where): DomainError => ({
  ...unreadableReply(where, {}, { path: '', expected: 'an answer of the adapter', excerpt: '' }),
  message: 'the adapter threw, which is a defect of it',
  hint: {
    en: 'Report it to the makers of the adapter; look at the list before changing it again.',
    zh: '请反馈给适配器的作者；再次修改前请先查看列表。',
  },
})

const caught =
  <A>(task: TE.TaskEither<DomainError, A>, error: () => DomainError): TE.TaskEither<DomainError, A> =>
  async () => {
    try {
      return await task()
    } catch {
      return E.left(error())
    }
  }

/**
 * Makes a read of an adapter that throws an error like any other, so that one app does not end the run of all.
 */
export const safeRead = <A>(where: Where, task: TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
  caught(task, () => ofRead(thrown(where)))

/**
 * The same for an answer that needs no call.
 */
export const safeAnswer = <A>(where: Where, answer: () => E.Either<DomainError, A>): E.Either<DomainError, A> =>
  E.flatten(E.tryCatch(answer, () => ofRead(thrown(where))))

/**
 * The same for a write: nobody can tell what became of it without looking.
 */
export const safeWrite = <A>(where: Where, task: TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
  caught(task, () => thrown(where))
