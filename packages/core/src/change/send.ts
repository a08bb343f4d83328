import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { readDomain } from '../domain/domain.js'
import { type DomainError } from '../error/domain-error.js'
import { type Evidence } from '../error/details.js'
import { type Call, type WriteOperation, type WriteReply } from '../provider/driver.js'
import { ofRead } from '../error/applied.js'
import { type Kind } from '../domain/kind.js'
import { bilingual } from '../error/language.js'
import { messageFields, messageOf } from '../error/message.js'
import { asSpelt, listingOf, rulesOf } from '../domain/listing.js'
import { canonicalList, readList } from './read-list.js'
import { type ListedDomains } from '../domain/pool-version.js'
import { type Spent, spentOf } from './spent.js'
import { type Target } from './target.js'
import { cancelled } from '../error/transport-failure.js'

/**
 * Says whether the caller has cancelled.
 */
export const isAborted = (call: Call): boolean => call.signal?.aborted === true

// A change waits for its turn and for its first read, so it may have been cancelled before anything that it sends.
const unlessAborted =
  <A>(call: Call, send: (call: Call) => TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
  () =>
    isAborted(call) ? TE.left(cancelled(call, false))() : send(call)()

/**
 * Reads the list, unless the caller has cancelled.
 */
export const read = <K extends Kind>(target: Target<K>): TE.TaskEither<DomainError, ListedDomains<K>> =>
  TE.mapLeft(ofRead)(unlessAborted(target.call, () => readList(target)))

/**
 * Writes, unless the caller has cancelled. Law 16: what is listed goes out as the vendor spells it, and what the vendor says of it is
 * understood in any spelling.
 */
export const write = <K extends Kind>(
  { call, driver, capabilities, spelling }: Target<K>,
  operation: WriteOperation<K>,
): TE.TaskEither<DomainError, WriteReply<K>> => {
  const { kinds, limits } = capabilities
  return pipe(
    unlessAborted(call, () => driver.write(call, asSpelt(kinds, spelling(), operation))),
    TE.map((reply) => ({
      ...reply,
      accepted: listingOf(kinds, limits, reply.accepted).domains,
      ...(reply.after === undefined ? {} : { after: canonicalList(capabilities, reply.after).listed }),
      rejected: reply.rejected.map((item) => ({
        ...item,
        domain: readDomain(item.kind, item.domain, rulesOf(limits)),
      })),
    })),
  )
}

/**
 * Makes the error of a read after a write: the write is done, so it must not sound as if nothing had happened. Where a call was refused
 * for what only the list shows, domains gone meanwhile for one, it must not sound as if all had been made.
 */
export const afterWrite =
  (reply: Spent & Evidence) =>
  (error: DomainError): DomainError => {
    const isRefused = reply.vendorCode !== undefined && reply.uncertain > 0
    const { en, zh } = messageOf(error)
    const message = isRefused
      ? messageFields(
          `the vendor refused the change or a part of it (${reply.vendorCode}), and the list could not be read after it: ${en}`,
          `厂商拒绝了变更或其中一部分（${reply.vendorCode}），且随后无法读取列表：${zh}`,
        )
      : messageFields(
          `the change was made, but the list could not be read after it: ${en}`,
          `变更已提交，但随后无法读取列表：${zh}`,
        )
    return {
      ...error,
      ...message,
      ...spentOf(reply),
      applied: isRefused ? 'unknown' : 'yes',
      retry: { when: 'after-read' },
      hint: bilingual(
        'Read the list to see what became of each domain; do not repeat the change unseen.',
        `${isRefused ? '' : '修改已提交，'}请先读取列表确认每个域名的结果，不要直接重复修改。`,
      ),
    }
  }

/**
 * Law 8, also for who reads the error: an unknown result asks for a read, whatever the driver would do.
 */
export const retryAfterRead = (error: DomainError): DomainError =>
  error.applied === 'unknown' ? { ...error, retry: { when: 'after-read' } } : error
