import * as E from 'fp-ts/lib/Either.js'
import { readDomain } from '../domain/domain.js'
import { type DomainSet, type ListedDomains, fromKinds, listedAnywhere } from '../domain/domain-set.js'
import { type Kind } from '../domain/kind.js'
import { type ListingMemory, asSpelt, listingOf, rulesOf } from '../domain/listing.js'
import { ofRead } from '../error/applied.js'
import { type Evidence, type Spent, spentOf } from '../error/details.js'
import { type DomainError } from '../error/domain-error.js'
import { bilingual } from '../error/language.js'
import { messageOf } from '../error/meaning.js'
import { messageFields } from '../error/message.js'
import { cancelled } from '../error/transport-failure.js'
import { type ListCapabilities } from '../provider/capability.js'
import { type Call, type ListDriver, type WriteOperation, type WriteReply } from '../provider/driver.js'

/**
 * A list as a change sees it.
 */
export interface Target<K extends Kind> {
  readonly call: Call
  readonly driver: ListDriver<K>
  readonly capabilities: ListCapabilities<K>
  /** The name of the list in the memory of how the vendor spelt each in the last reply that lists it. */
  readonly key: string
  readonly memory: ListingMemory<K>
}

/**
 * How a call of a list ends.
 */
export type Ended<A> = Promise<E.Either<DomainError, A>>

/**
 * Takes a list from a reply: canonical, each domain once, each version of a pool for itself. How the vendor spells it is kept
 * for the next write.
 */
const received = <K extends Kind>(
  { capabilities: { kinds, limits }, memory, key }: Target<K>,
  { domains: given, versions, modifications, perKind }: ListedDomains<K>,
): ListedDomains<K> => {
  const { domains, spelling } = listingOf(kinds, limits, given)
  const told = {
    ...(modifications === undefined ? {} : { modifications }),
    ...(perKind === undefined ? {} : { perKind }),
  }
  if (versions === undefined) {
    memory.keep(key, spelling)
    return { domains, ...told }
  }
  const everything = fromKinds(kinds, (kind) => listedAnywhere({ domains: given, versions }, kind))
  memory.keep(key, listingOf(kinds, limits, everything).spelling)
  const read = (set: DomainSet<K>): DomainSet<K> => listingOf(kinds, limits, set).domains
  const published = versions.published === undefined ? {} : { published: read(versions.published) }
  return { domains, ...told, versions: { ...published, testing: read(versions.testing) } }
}

/**
 * Says whether the caller has cancelled. A change waits for its turn and for its first read, so that may have been before anything was
 * sent.
 */
export const isAborted = (call: Call): boolean => call.signal?.aborted === true

/**
 * Reads the list, unless the caller has cancelled: canonical, each domain once.
 */
export const read = async <K extends Kind>(target: Target<K>): Ended<ListedDomains<K>> => {
  const { call, driver } = target
  if (isAborted(call)) return E.left(ofRead(cancelled(call, false)))
  const ended = await driver.read(call)()
  return E.isLeft(ended) ? E.left(ofRead(ended.left)) : E.right(received(target, ended.right))
}

/**
 * Writes, unless the caller has cancelled or says that nothing may be written any more. Law 16: what is listed goes out as the vendor
 * spells it, and what the vendor says of it is understood in any spelling.
 */
export const write = async <K extends Kind>(target: Target<K>, operation: WriteOperation<K>): Ended<WriteReply<K>> => {
  const { call, driver, capabilities, memory, key } = target
  const { kinds, limits } = capabilities
  // An adapter that has no requests of its own to ask for is asked for all.
  if (isAborted(call) || call.mayWrite?.() === false) return E.left(cancelled(call, false))
  const spelling = memory.spellings.get(key)
  const ended = await driver.write(call, spelling === undefined ? operation : asSpelt(kinds, spelling, operation))()
  if (E.isLeft(ended)) return ended
  const reply = ended.right
  return E.right({
    ...reply,
    accepted: listingOf(kinds, limits, reply.accepted).domains,
    ...(reply.after === undefined ? {} : { after: received(target, reply.after) }),
    rejected: reply.rejected.map((item) => ({ ...item, domain: readDomain(item.kind, item.domain, rulesOf(limits)) })),
  })
}

/**
 * Makes the error of a read after a write: the write is done, so it must not sound as if nothing had happened. Where a call was refused
 * for what only the list shows, domains gone meanwhile for one, it must not sound as if all had been made.
 */
export const afterWrite = (reply: Spent & Evidence, error: DomainError): DomainError => {
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
