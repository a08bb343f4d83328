import type { Clock } from '@mini-domains/core'
import { backoffMs, retrying } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as T from 'fp-ts/lib/Task.js'
import { type NotifyFailure, notifyFailure } from './failure.js'
import { dingtalk } from './form/dingtalk.js'
import { feishu } from './form/feishu.js'
import type { CheckedTarget, Form, FormName, Verdict } from './form/form.js'
import { slack } from './form/slack.js'
import { webhook } from './form/webhook.js'
import { wecom } from './form/wecom.js'
import { type Notice, type SentNotice, messageId } from './notice.js'
import { type Fetch, type Reply, post } from './post.js'
import { type NotifyTarget, checkTarget } from './target.js'

const forms: { readonly [N in FormName]: Form } = { webhook, wecom, dingtalk, feishu, slack }

/**
 * How messages are sent.
 */
export interface NotifyOptions {
  readonly clock: Clock
  /** Ends all sending once it is aborted. */
  readonly signal?: AbortSignal
  /** How long all of it may take, in milliseconds; 20,000 by default. */
  readonly deadlineMs?: number
  /** What messages are sent by; `fetch` of Node by default, which asks no proxy. */
  readonly fetch?: Fetch
}

const mostTries = 4

/** How long one try waits for its reply. */
const tryMs = 5_000

const longestAfterMs = 10_000

const pauseMs =
  (clock: Clock) =>
  ({ reason, afterMs }: NotifyFailure, tries: number): number | undefined => {
    if (tries + 1 >= mostTries || (afterMs ?? 0) > longestAfterMs) return undefined
    switch (reason) {
      case 'unreachable':
      case 'timed-out':
      case 'busy':
        return afterMs ?? backoffMs({ firstMs: 500, longestMs: 5_000 }, tries, clock)
      case 'address':
      case 'secret':
      case 'refused':
        return undefined
    }
  }

const verdictOf = (
  { to, url }: CheckedTarget,
  verdict: Verdict,
  { status, afterMs }: Reply,
): E.Either<NotifyFailure, void> => {
  if (verdict._tag === 'Taken') return E.right(undefined)
  const { _tag, code, hint } = verdict
  return E.left(
    notifyFailure(_tag === 'Busy' ? 'busy' : 'refused', {
      to,
      host: url.host,
      httpStatus: status,
      ...(code === undefined ? {} : { code }),
      ...(hint === undefined ? {} : { hint }),
      ...(afterMs === undefined ? {} : { afterMs }),
    }),
  )
}

const send = (
  target: CheckedTarget,
  notice: SentNotice,
  {
    clock,
    signal,
    deadlineMs,
    fetch: sendBy,
  }: { readonly clock: Clock; readonly signal: AbortSignal; readonly deadlineMs: number; readonly fetch: Fetch },
): T.Task<E.Either<NotifyFailure, void>> => {
  const form = forms[target.to]
  const once = async (): Promise<E.Either<NotifyFailure, void>> => {
    const reply = await post(form.post(target, notice, clock.now()), {
      clock,
      signal,
      timeoutMs: tryMs,
      fetch: sendBy,
    })
    return E.isLeft(reply)
      ? E.left(notifyFailure(reply.left, { to: target.to, host: target.url.host }))
      : verdictOf(target, form.read(reply.right.status, reply.right.body), reply.right)
  }
  return retrying({ clock, signal, pauseMs: pauseMs(clock), forMs: deadlineMs }, once)
}

/**
 * Sends notices to all targets that want them, at the same time, and gives what did not arrive. It never rejects, tries each up to four
 * times, and ends at the deadline: whoever is told must not hold up what is told of. A message that timed out may arrive twice; a
 * webhook tells that by its `webhook-id`.
 */
export const notify =
  (
    targets: ReadonlyArray<NotifyTarget>,
    notices: ReadonlyArray<Notice>,
    { clock, signal, deadlineMs = 20_000, fetch: sendBy = fetch }: NotifyOptions,
  ): T.Task<ReadonlyArray<NotifyFailure>> =>
  async () => {
    const over = new AbortController()
    const cancel = clock.timer(deadlineMs, () => over.abort())
    const ends = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal])
    const sent = targets.map(async (target): Promise<ReadonlyArray<NotifyFailure>> => {
      const wanted = notices.filter(
        ({ event }) => event === 'test' || target.on === undefined || target.on.includes(event),
      )
      if (wanted.length === 0) return []
      const checked = checkTarget(target)
      if (E.isLeft(checked)) return [checked.left]
      const failures: Array<NotifyFailure> = []
      // One after the other, so that they arrive in their order and a robot is not asked too often.
      for (const notice of wanted) {
        const stamped = { ...notice, id: messageId(clock), at: clock.now() }
        const result = await send(checked.right, stamped, { clock, signal: ends, deadlineMs, fetch: sendBy })()
        if (E.isLeft(result)) failures.push(result.left)
      }
      return failures
    })
    const failures = await Promise.all(sent)
    cancel()
    return failures.flat()
  }
