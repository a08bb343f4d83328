import { messageOf } from '@mini-domains/core/adapter'
import type { DesiredNotify } from '@mini-domains/fleet'
import { proxyFetch } from '@mini-domains/http'
import type { Notice, NotifyFailure, NotifyTarget } from '@mini-domains/notify'
import * as E from 'fp-ts/lib/Either.js'
import type { ConfigFile } from '../config/config-file.js'
import { credentialsOf } from '../config/credentials.js'
import type { Context } from '../context.js'
import { bilingual } from '../output/language.js'
import { type Failure, type Problem, problem, reportWarning } from '../output/problem.js'

const defaultBudgetBelow = 5

/**
 * The largest number under which a list's budget is told of; 0 where nobody wants to hear of it.
 */
export const budgetBelowOf = ({ desired }: ConfigFile): number =>
  Math.max(
    0,
    ...(desired.content.notify ?? [])
      .filter(({ on }) => on === undefined || on.includes('budget-low'))
      .map(({ budgetBelow = defaultBudgetBelow }) => budgetBelow),
  )

const targetOf = async (
  { io }: Context,
  config: ConfigFile,
  { to, url, secret, on, lang }: DesiredNotify,
  index: number,
): Promise<E.Either<Failure, NotifyTarget>> => {
  const references = { url, ...(secret === undefined ? {} : { secret }) }
  const found = await credentialsOf(`notify.${index}`, references, io, config)
  return E.map((secrets: Readonly<Record<string, string>>) => ({
    to,
    url: secrets['url'] ?? '',
    secret: secrets['secret'],
    on,
    lang,
  }))(found)
}

const failureProblem = ({ message, hint }: NotifyFailure): Problem =>
  problem('notify', bilingual(`not told: ${message.en}`, `通知未送达：${message.zh}`), hint)

const problemsOf = (failure: Failure): ReadonlyArray<Problem> => {
  switch (failure._tag) {
    case 'Problems':
      return failure.problems
    case 'Error':
      return [problem('notify', messageOf(failure.error), failure.error.hint)]
  }
}

/**
 * Sends notices to everyone under `notify:` who wants them, and warns of those that did not arrive. Gives how many did not: a message that
 * is lost changes no list, so it changes no exit code of what it tells of.
 */
export const tell = async (context: Context, config: ConfigFile, notices: ReadonlyArray<Notice>): Promise<number> => {
  const { io, reporter, abort } = context
  const written = config.desired.content.notify ?? []
  if (notices.length === 0 || written.length === 0) return 0
  const targets: Array<NotifyTarget> = []
  const problems: Array<Problem> = []
  for (const [index, entry] of written.entries()) {
    const target = await targetOf(context, config, entry, index)
    if (E.isLeft(target)) problems.push(...problemsOf(target.left))
    else targets.push(target.right)
  }
  const { notify } = await import('@mini-domains/notify')
  const failures = await notify(targets, notices, {
    clock: io.clock,
    signal: abort,
    // As the calls to vendors go: through the proxy of the environment.
    fetch: (url, init) => proxyFetch(url, { environment: io.environment }, init),
  })()
  problems.push(...failures.map(failureProblem))
  for (const one of problems) reportWarning(reporter, one)
  reporter.event({
    event: 'fact',
    name: 'notified',
    value: { events: notices.map(({ event }) => event), to: targets.map(({ to }) => to), failed: problems.length },
  })
  return problems.length
}
