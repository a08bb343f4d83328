import { type Clock, type DomainError, systemClock } from '@mini-domains/core'
import {
  type PushReader,
  type PushRefusal,
  type PushRequest,
  type PushedEvent,
  quietly,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Credentials } from '../credentials.js'
import { type ReplayMemory, replayMemory } from './replay-memory.js'

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
  /** Ends the trying: once it is aborted, each push that waits to be stored is tried once more and then told as given up. */
  readonly signal?: AbortSignal
  /** How long a push is remembered, so that a copy of it is not taken again; 1,800,000. */
  readonly rememberMs?: number
  /** How many pushes wait to be stored at most; more are refused, so that the vendor sends them again; 1,000. */
  readonly maxWaiting?: number
  /** A push was taken and stored. */
  readonly onEvent?: (event: PushedEvent) => void
  /** A push was not taken: a forgery, or a wrong configuration. */
  readonly onRefusal?: (refusal: PushRefusal) => void
  /** A push could not be stored yet; it is tried again unless `givenUp`. */
  readonly onTrouble?: (error: DomainError, givenUp: boolean) => void
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

interface Read {
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

const readBy = (routes: ReadonlyArray<PushRoute>, request: PushRequest): E.Either<PushRefusal, Read> => {
  let furthest: PushRefusal | undefined
  for (const route of routes) {
    const event = route.reader.read(request)
    const name = `${route.reader.vendor}/${route.reader.platformId}/${route.reader.nameOf(request) ?? ''}`
    if (E.isRight(event)) return E.right({ route, event: event.right, name })
    if (furthest === undefined || reached[event.left.reason] > reached[furthest.reason]) furthest = event.left
  }
  return E.left(furthest ?? { _tag: 'PushRefusal', reason: 'not-signed', message: 'no reader is configured' })
}

interface Desk {
  readonly options: PushOptions
  readonly clock: Clock
  readonly memory: ReplayMemory
  waiting: number
}

/**
 * Stores a push, and tries until it is stored or the time is up. Never rejects.
 */
const keep = async (desk: Desk, { route, event, name }: Read): Promise<void> => {
  const { options, clock } = desk
  const deadline = clock.now() + (options.storeWithinMs ?? 600_000)
  for (let pause = 100; ; pause = Math.min(10_000, pause * 2)) {
    const taken = await route.credentials.accept(event)()
    if (E.isRight(taken)) {
      quietly(() => options.onEvent?.(event))
      return
    }
    const error = taken.left
    const givenUp = clock.now() >= deadline || options.signal?.aborted === true
    quietly(() => options.onTrouble?.(error, givenUp))
    // The vendor may send it once more, and then it is to be taken.
    if (givenUp) return desk.memory.giveBack(name)
    await clock.sleep(pause * (0.5 + clock.random()), options.signal)
  }
}

const within = (clock: Clock, ms: number, work: Promise<void>): Promise<void> =>
  new Promise((resolve) => {
    const cancel = clock.timer(ms, resolve)
    void work.then(() => {
      cancel()
      resolve()
    })
  })

const take = async (desk: Desk, read: Read): Promise<PushReply> => {
  const { options, clock } = desk
  const answer: PushReply = { status: 200, body: read.route.reader.answer }
  if (desk.waiting >= (options.maxWaiting ?? 1_000)) return { status: 503, body: 'busy' }
  // A copy of what was taken is answered alike, and nothing is done.
  if (!desk.memory.take(read.name)) return answer
  desk.waiting += 1
  const kept = keep(desk, read).finally(() => {
    desk.waiting -= 1
  })
  await within(clock, options.answerWithinMs ?? 2_000, kept)
  return answer
}

/**
 * Takes pushes, whatever server they come through.
 */
export type TakePush = (request: PushRequest) => Promise<PushReply>

/**
 * Makes what takes pushes: verified, no copy of an earlier one, and answered in time whatever the store does.
 */
export const pushDesk = (options: PushOptions): TakePush => {
  const clock = options.clock ?? systemClock
  const memory = replayMemory(clock.now, options.rememberMs ?? 1_800_000, 10_000)
  const desk: Desk = { options, clock, memory, waiting: 0 }
  return async (request) => {
    const read = readBy(options.routes, request)
    if (E.isRight(read)) return take(desk, read.right)
    quietly(() => options.onRefusal?.(read.left))
    if (read.left.reason === 'already-read') return unreadReply
    // The sender is told no more than this.
    return { status: 403, body: 'refused' }
  }
}
