import { type Clock, type DomainError, systemClock } from '@mini-domains/core'
import {
  type PushReader,
  type PushRefusal,
  type PushRequest,
  bilingual,
  pushRefusal,
  type PushedEvent,
  backoffMs,
  quietly,
  retrying,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { LRUCache } from 'lru-cache'
import { type Credentials } from '../credentials.js'

/**
 * Whose pushes are read with what, and who takes them.
 */
export interface PushRoute {
  readonly reader: PushReader
  readonly credentials: Pick<Credentials, 'accept'>
}

/**
 * How pushes are taken. Only `routes` is needed.
 */
export interface PushOptions {
  readonly routes: ReadonlyArray<PushRoute>
  readonly clock?: Clock
  /** The vendor has its answer after so long, stored or not; 2,000. */
  readonly answerWithinMs?: number
  /** A larger body is refused; 65,536. */
  readonly maxBytes?: number
  /** How long a push is tried to be stored behind its answer; 600,000. */
  readonly storeWithinMs?: number
  /** Ends the trying: once it is aborted, each push that waits to be stored is tried once more and then reported as given up. */
  readonly signal?: AbortSignal
  /** How long a push is remembered, so that a copy of it is not taken again; 1,800,000. */
  readonly rememberMs?: number
  /** How many pushes wait to be stored at most; more are refused, so that the vendor sends them again; 1,000. */
  readonly maxWaiting?: number
  /** A push of a vendor was taken and stored. */
  readonly onEvent?: (event: PushedEvent, vendor: string) => void
  /** A push was not taken: a forgery, or a wrong configuration. */
  readonly onRefusal?: (refusal: PushRefusal) => void
  /** A push could not be stored yet; it is tried again unless `givenUp`. */
  readonly onError?: (error: DomainError, givenUp: boolean) => void
}

/**
 * What the sender of a push is answered.
 */
export interface PushReply {
  readonly status: 200 | 400 | 403 | 405 | 413 | 503
  readonly body: string
}

/**
 * The answer where the body of a push is gone: nobody can say whether it was genuine.
 */
export const unreadReply: PushReply = { status: 400, body: 'the body was already read' }

/** A push that was verified, and the name by which a copy of it is known. */
interface VerifiedPush {
  readonly route: PushRoute
  readonly event: PushedEvent
  readonly name: string
}

// How far a push came before it was refused. Of several routes the one that it got furthest with is the one it was for.
const reached: { readonly [R in PushRefusal['reason']]: number } = {
  'already-read': 0,
  'not-signed': 0,
  'wrong-signature': 1,
  'too-old': 2,
  unreadable: 3,
  'wrong-receiver': 4,
  'no-message': 5,
}

const noReader = pushRefusal('not-signed', bilingual('no reader is configured', '没有配置任何推送读取器'))

const readBy = (routes: ReadonlyArray<PushRoute>, request: PushRequest): E.Either<PushRefusal, VerifiedPush> => {
  let furthest: PushRefusal | undefined
  for (const route of routes) {
    const event = route.reader.read(request)
    const name = `${route.reader.vendor}/${route.reader.platformId}/${route.reader.nameOf(request) ?? ''}`
    if (E.isRight(event)) return E.right({ route, event: event.right, name })
    if (furthest === undefined || reached[event.left.reason] > reached[furthest.reason]) furthest = event.left
  }
  return E.left(furthest ?? noReader)
}

interface Receiver {
  readonly options: PushOptions
  readonly clock: Clock
  /** The pushes that were taken of late, by name. */
  readonly taken: LRUCache<string, true>
  waiting: number
}

const mostRemembered = 10_000

const takenPushes = (clock: Clock, rememberMs: number): LRUCache<string, true> =>
  new LRUCache({
    maxSize: mostRemembered,
    sizeCalculation: () => 1,
    ttl: Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, Math.floor(rememberMs) || 1)),
    ttlResolution: 0,
    perf: { now: clock.now },
  })

const backoff = { firstMs: 100, longestMs: 10_000 }

/**
 * Stores a push, trying again until it is stored or the time is up. Never rejects.
 */
const store = async (receiver: Receiver, { route, event, name }: VerifiedPush): Promise<void> => {
  const { options, clock } = receiver
  const { signal, storeWithinMs: forMs = 600_000 } = options
  let knewOfEnd = false
  const accept = async () => {
    const accepted = await route.credentials.accept(event)()
    knewOfEnd = signal?.aborted === true
    return accepted
  }
  const pauseMs = (_: DomainError, tries: number): number => backoffMs(backoff, tries, clock)
  const onRetry = (error: DomainError): void => quietly(() => options.onError?.(error, false))
  const tried = await retrying({ clock, pauseMs, forMs, signal, onRetry }, accept)()
  // Told to end in a pause, it tries once more.
  const stored = E.isLeft(tried) && signal?.aborted === true && !knewOfEnd ? await accept() : tried
  if (E.isRight(stored)) return quietly(() => options.onEvent?.(event, route.reader.vendor))
  quietly(() => options.onError?.(stored.left, true))
  // The vendor may send it once more, and then it is to be taken.
  receiver.taken.delete(name)
}

const within = (clock: Clock, ms: number, work: Promise<void>): Promise<void> =>
  new Promise((resolve) => {
    const cancel = clock.timer(ms, resolve)
    void work.then(() => {
      cancel()
      resolve()
    })
  })

const receive = async (receiver: Receiver, push: VerifiedPush): Promise<PushReply> => {
  const { options, clock } = receiver
  const answer: PushReply = { status: 200, body: push.route.reader.answer }
  if (receiver.waiting >= (options.maxWaiting ?? 1_000)) return { status: 503, body: 'busy' }
  // A copy of what was taken is answered alike, and nothing is done.
  if (receiver.taken.has(push.name)) return answer
  receiver.taken.set(push.name, true)
  receiver.waiting += 1
  const stored = store(receiver, push).finally(() => {
    receiver.waiting -= 1
  })
  await within(clock, options.answerWithinMs ?? 2_000, stored)
  return answer
}

/**
 * Takes pushes, whatever server they come through.
 */
export type ReceivePush = (request: PushRequest) => Promise<PushReply>

/**
 * Makes what takes pushes: verified, no copy of an earlier one, and answered in time whatever the store does.
 */
export const pushReceiver = (options: PushOptions): ReceivePush => {
  const clock = options.clock ?? systemClock
  const receiver: Receiver = { options, clock, taken: takenPushes(clock, options.rememberMs ?? 1_800_000), waiting: 0 }
  return async (request) => {
    const read = readBy(options.routes, request)
    if (E.isRight(read)) return receive(receiver, read.right)
    quietly(() => options.onRefusal?.(read.left))
    if (read.left.reason === 'already-read') return unreadReply
    // The sender learns no more than this.
    return { status: 403, body: 'refused' }
  }
}
