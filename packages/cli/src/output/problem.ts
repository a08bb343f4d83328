import type { Actor, Bilingual, DomainError } from '@mini-domains/core'
import { issueText, messageOf, spentOf } from '@mini-domains/core/adapter'
import { bilingual } from './language.js'
import type { Reporter } from './reporter.js'

/**
 * What is wrong with how the command was called or with what it found, apart from what vendors say.
 */
export interface Problem {
  /** `usage`, `config`, `file`, `adapter`, `terminal`, `damaged-plan` … */
  readonly problem: string
  readonly message: Bilingual
  /** What to do next. */
  readonly hint?: Bilingual
  /** `file:line:column`. */
  readonly at?: string
  /** The name of the vendor that it is about, where that is one. */
  readonly vendor?: string
  /** Who must act, where that is not plain. */
  readonly actor?: Actor
}

/**
 * Makes a problem.
 */
export const problem = (name: string, message: Bilingual, hint?: Bilingual): Problem => ({
  problem: name,
  message,
  ...(hint === undefined ? {} : { hint }),
})

/**
 * Tells a problem and what to do next.
 */
export const reportProblem = (reporter: Reporter, one: Problem): void => {
  reporter.event({ event: 'problem', ...one })
  reporter.error(`${reporter.paint.red(reporter.say(bilingual('error: ', '错误：')))}${reporter.say(one.message)}`)
  if (one.actor !== undefined) tellActor(reporter, one.actor)
  if (one.hint !== undefined) reporter.error(`  → ${reporter.say(one.hint)}`)
}

/**
 * Tells a problem that does not change how the command ends.
 */
export const reportWarning = (reporter: Reporter, one: Problem): void => {
  reporter.event({ event: 'problem', ...one })
  reporter.error(`${reporter.paint.yellow(reporter.say(bilingual('warning: ', '警告：')))}${reporter.say(one.message)}`)
  if (one.hint !== undefined) reporter.error(`  → ${reporter.say(one.hint)}`)
}

/**
 * Names who must act; a word that is no `Actor`, out of a plan of another version, stays as it is.
 */
export const actorWord = (actor: string): Bilingual =>
  actor === 'caller' || actor === 'platform' || actor === 'merchant' || actor === 'vendor'
    ? actors[actor]
    : bilingual(actor, actor)

const actors: { readonly [A in Actor]: Bilingual } = {
  caller: bilingual('you', '您'),
  platform: bilingual('the platform owner', '第三方平台负责人'),
  merchant: bilingual('the merchant', '商家'),
  vendor: bilingual('the vendor', '厂商'),
}

const tellActor = (reporter: Reporter, actor: Actor): void =>
  reporter.error(`  ${reporter.say(bilingual('who must act: ', '处理方：'))}${reporter.say(actors[actor])}`)

const evidence = (error: DomainError): string => {
  const parts = [
    error.vendorCode === undefined ? [] : [`code ${error.vendorCode}`],
    error.vendorMessage === undefined ? [] : [error.vendorMessage],
    // Some vendors write it into their message.
    error.requestId === undefined || error.vendorMessage?.includes(error.requestId) === true
      ? []
      : [`rid ${error.requestId}`],
  ].flat()
  return parts.join(', ')
}

const details = (reporter: Reporter, error: DomainError): ReadonlyArray<string> => {
  switch (error._tag) {
    case 'InvalidConfig':
      return error.issues.map((issue) => reporter.say(issueText(issue)))
    case 'InvalidChange':
      return error.refusals.map(({ kind, domain, rule, hint }) => `${kind} ${domain}: ${rule}. ${reporter.say(hint)}`)
    case 'Unsupported':
    case 'TokenUnavailable':
    case 'TokenRejected':
    case 'AuthorizationLost':
    case 'CodeRefused':
    case 'PermissionDenied':
    case 'AddressNotAllowed':
    case 'RateLimited':
    case 'BudgetSpent':
    case 'LimitReached':
    case 'PreconditionFailed':
    case 'RequestRejected':
    case 'VendorBusy':
    case 'ConnectionFailed':
    case 'TimedOut':
    case 'Cancelled':
    case 'UnreadableReply':
    case 'UnknownCode':
      return []
  }
}

const eventOf = (error: DomainError) => ({
  event: 'problem' as const,
  problem: error._tag,
  message: messageOf(error),
  hint: error.hint,
  actor: error.actor,
  retry: error.retry.when,
  ...spentOf(error),
  vendor: error.vendor,
  operation: error.operation,
  subject: error.subject,
  ...(error.vendorCode === undefined ? {} : { vendorCode: error.vendorCode }),
  ...(error.vendorMessage === undefined ? {} : { vendorMessage: error.vendorMessage }),
  ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  ...(error.httpStatus === undefined ? {} : { httpStatus: error.httpStatus }),
})

/**
 * Tells an error: what went wrong, what the vendor said, who must act, and what to do next.
 */
export const reportError = (reporter: Reporter, error: DomainError): void => {
  const { paint } = reporter
  reporter.event(eventOf(error))
  reporter.error(
    `${paint.red(reporter.say(bilingual('error: ', '错误：')))}${error._tag}: ${reporter.say(messageOf(error))} (${error.vendor} ${error.subject})`,
  )
  for (const detail of details(reporter, error)) reporter.error(`  ${detail}`)
  const said = evidence(error)
  if (said !== '') reporter.error(`  ${reporter.say(bilingual('the vendor said: ', '厂商返回：'))}${said}`)
  tellActor(reporter, error.actor)
  reporter.error(`  → ${reporter.say(error.hint)}`)
}

/**
 * Why something could not be done: problems of ours, or an error of a vendor's call.
 */
export type Failure =
  | { readonly _tag: 'Problems'; readonly problems: ReadonlyArray<Problem> }
  | { readonly _tag: 'Error'; readonly error: DomainError }

/**
 * One problem, as a failure.
 */
export const failed = (...problems: ReadonlyArray<Problem>): Failure => ({ _tag: 'Problems', problems })

/**
 * An error, as a failure.
 */
export const failedBy = (error: DomainError): Failure => ({ _tag: 'Error', error })

/**
 * Tells a failure, and that the command ended in it.
 */
export const reportFailure = (reporter: Reporter, failure: Failure): 'error' => {
  switch (failure._tag) {
    case 'Problems':
      for (const one of failure.problems) reportProblem(reporter, one)
      return 'error'
    case 'Error':
      reportError(reporter, failure.error)
      return 'error'
  }
}

/**
 * Tells that nothing was looked at, and that the command ended in it: there was nothing, so nothing is known to be right.
 */
export const reportEmpty = (reporter: Reporter, hint: Bilingual): 'empty' => {
  reportProblem(reporter, problem('empty', bilingual('nothing was looked at', '未检查任何对象'), hint))
  return 'empty'
}

/**
 * What to do where a config has no apps.
 */
export const noApps = bilingual(
  'The config has no apps: list them under apps, or name a file of them under appFiles.',
  '配置中没有小程序：请写在 apps 下，或用 appFiles 指定名单文件。',
)

/**
 * What to do where a config may have apps, and asks nothing of them.
 */
export const nothingDesired = bilingual(
  'The config asks nothing of any list: give it apps, and a profile for them.',
  '配置中没有为任何列表指定域名：请填写小程序及其方案。',
)

/**
 * The code that Node gives an error of the system, such as `EEXIST`; `undefined` for any other error.
 */
export const systemCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

const codeOf = (error: unknown): string => systemCode(error) ?? (error instanceof Error ? error.name : typeof error)

/**
 * Tells what was thrown where nothing should throw. Only its code: its text may hold anything.
 */
export const reportThrown = (reporter: Reporter, error: unknown): void => {
  const code = codeOf(error)
  reportProblem(
    reporter,
    problem(
      'unexpected',
      bilingual(`something unexpected went wrong (${code})`, `发生意外错误（${code}）`),
      bilingual(
        'Run mini-domains doctor; if that finds nothing, report it to mini-domains with this code.',
        '请运行 mini-domains doctor；若未发现问题，请携带此代码反馈给 mini-domains。',
      ),
    ),
  )
}
