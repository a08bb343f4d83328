import { type Clock, type DomainError, type Hooks } from '@mini-domains/core'
import {
  type Call,
  type CallStart,
  cancelled,
  connectionFailed,
  rateLimited,
  unreadableReply,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { announceAttempt } from './hooks.js'
import { type Watch } from '../transport/abort.js'
import { type Pacing, type Turn } from '../limiter/admission.js'
import { type Reading } from '../reply/decoder.js'
import { redaction } from '../reply/redaction.js'
import { type Reply, forEffect, transportError } from '../transport/reply.js'
import { askedToWait, retryAfter } from './retry.js'
import { longestTimer } from '../transport/settings.js'
import { type Transport } from '../transport/transport.js'
import { type VendorRequest } from './vendor-request.js'

/**
 * What every attempt of a provider goes through.
 */
export interface Engine {
  readonly transport: Transport
  readonly pacing: Pacing
  readonly clock: Clock
  readonly hooks: Hooks
  readonly watch: Watch
  readonly timeoutMs: number
  readonly basePath: string
}

const targetOf = (basePath: string, request: VendorRequest, token: string): string => {
  const slash = request.path.startsWith('/') ? '' : '/'
  const mark = request.path.includes('?') ? '&' : '?'
  const own = request.token === 'none' ? '' : `access_token=${encodeURIComponent(token)}`
  const rest = request.query === undefined ? '' : new URLSearchParams(request.query).toString()
  const query = own === '' || rest === '' ? own + rest : `${own}&${rest}`
  return `${basePath}${slash}${request.path}${query === '' ? '' : mark}${query}`
}

/**
 * A reading is pure, but the codec of a raw call is the caller's own: what it throws is an unreadable reply.
 */
const read = <A>(
  call: Call,
  reading: Reading<A>,
  reply: Reply,
  secrets: ReadonlyArray<string>,
): E.Either<DomainError, A> => {
  try {
    return reading(reply, { call, redact: redaction(secrets) })
  } catch {
    const detail = { path: '', expected: 'a reply that its codec can read', excerpt: '' }
    return E.left(unreadableReply(call, { httpStatus: reply.status }, detail))
  }
}

/**
 * How an attempt ended, and how long its reply asked to be left alone.
 */
export interface Attempted<A> {
  readonly result: E.Either<DomainError, A>
  readonly askedMs?: number | undefined
}

const exchange = async <A>(
  engine: Engine,
  call: Call,
  request: VendorRequest,
  reading: Reading<A>,
  token: string,
): Promise<Attempted<A>> => {
  const timeoutMs = Math.min(call.timeoutMs ?? engine.timeoutMs, longestTimer)
  const reply = await engine.transport(
    call,
    {
      method: request.method,
      target: targetOf(engine.basePath, request, token),
      contentType: request.contentType,
      body: request.body,
    },
    timeoutMs,
  )
  if (E.isLeft(reply)) return { result: E.left(forEffect(request.effect, transportError(call, reply.left, timeoutMs))) }
  const result = read(call, reading, reply.right, [token, ...(request.secrets ?? [])])
  if (E.isRight(result)) return { result }
  // The clock is asked only where it matters: hooks measure an attempt with it.
  const asksToWait = reply.right.header('retry-after') !== undefined
  const askedMs = asksToWait ? retryAfter(reply.right, engine.clock.now()) : undefined
  const error = askedMs === undefined ? result.left : askedToWait(result.left, askedMs)
  return { result: E.left(forEffect(request.effect, error)), askedMs }
}

const startOf = (call: Call, request: VendorRequest): CallStart => ({
  vendor: call.vendor,
  class: request.token === 'none' ? 'token' : request.effect,
  subject: call.target,
  signal: call.signal,
})

const noTurn = (call: Call, turn: Exclude<Turn, 'go'>): DomainError => {
  switch (turn) {
    case 'cancelled':
      return cancelled(call, false)
    case 'closed':
      return rateLimited(call, {}, 'day')
    case 'failed':
      return connectionFailed(call, 'ERR_RATE_GATE', false)
  }
}

/**
 * One attempt: wait for a turn, send, read. The reply is read before the next call's turn, so that a flood of replies does not
 * pile up.
 */
export const attempt = async <A>(
  engine: Engine,
  call: Call,
  request: VendorRequest,
  reading: Reading<A>,
  token: string,
  count: number,
): Promise<Attempted<A>> => {
  const { pacing } = engine
  const start = startOf(call, request)
  const asked = pacing.enter(start)
  const turn = asked === true ? 'go' : await asked
  if (turn !== 'go') return { result: E.left(noTurn(call, turn)) }
  try {
    const ended = announceAttempt(engine.hooks, engine.clock, call, request, count)
    const attempted = await exchange(engine, call, request, reading, token)
    const { result } = attempted
    if (E.isLeft(result) && result.left._tag === 'RateLimited') pacing.limited(start, result.left)
    ended(result)
    return attempted
  } finally {
    pacing.leave()
  }
}
