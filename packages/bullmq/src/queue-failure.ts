import { type StoreFailure, bilingual, messageFields } from '@mini-domains/core/adapter'
import { type Clock } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

const Coded = t.type({ code: t.string })
const Worded = t.type({ message: t.string })

/** The code of the system (ECONNREFUSED), or the first word of what Redis says (NOPERM): the rest may hold a key or a password. */
const codeOf = (error: unknown): string => {
  if (Coded.is(error)) return error.code
  return Worded.is(error) ? (/^-?([A-Z]{3,})\b/.exec(error.message)?.[1] ?? '') : ''
}

/**
 * Says that the queues cannot be used, and why.
 */
export const queueFailure = (error: unknown): StoreFailure => {
  const code = codeOf(error)
  const shown = bilingual(code === '' ? '' : ` (${code})`, code === '' ? '' : `（${code}）`)
  return {
    _tag: 'StoreFailure',
    reason: code === 'OOM' ? 'full' : 'unavailable',
    ...messageFields(`the queues on Redis cannot be used${shown.en}`, `Redis 上的队列不可用${shown.zh}`),
    hint: bilingual(
      'No change is lost; it goes on by itself once they can. Check that Redis runs and has room, and that its user may do what the README of @mini-domains/bullmq asks for.',
      '变更不会丢失，恢复后自动继续。请检查 Redis 是否运行、内存是否充足，以及其用户是否具有 @mini-domains/bullmq 的 README 所要求的权限。',
    ),
  }
}

/**
 * Does something with the queues; what is thrown becomes a failure.
 */
export const tried = async <A>(run: () => Promise<A>): Promise<E.Either<StoreFailure, A>> => {
  try {
    return E.right(await run())
  } catch (error) {
    return E.left(queueFailure(error))
  }
}

const againMs = 60_000

/**
 * Tells what goes wrong with the queues, each cause once a minute at most.
 */
export const troubleTeller = ({ now }: Pick<Clock, 'now'>, tell: (failure: StoreFailure) => void) => {
  const told = new Map<string, number>()
  return (error: unknown): void => {
    // The queue gave a job to somebody else, or was taken away with it: the line is as the store says.
    if (Worded.is(error) && / for job /.test(error.message)) return
    const failure = queueFailure(error)
    if (now() - (told.get(failure.message) ?? -Infinity) < againMs) return
    told.set(failure.message, now())
    tell(failure)
  }
}
