import type { Actor, Bilingual, DomainError } from '@mini-domains/core'
import { spentOf } from '@mini-domains/core/adapter'
import { errorWord } from '@mini-domains/fleet'
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
export const tellProblem = (reporter: Reporter, one: Problem): void => {
  reporter.event({ event: 'problem', ...one })
  reporter.error(`${reporter.paint.red(reporter.say(bilingual('error:', '错误：')))} ${reporter.say(one.message)}`)
  if (one.hint !== undefined) reporter.error(`  → ${reporter.say(one.hint)}`)
}

const actors: { readonly [A in Actor]: Bilingual } = {
  caller: bilingual('you', '您'),
  platform: bilingual('the platform owner', '第三方平台负责人'),
  merchant: bilingual('the merchant', '商家'),
  vendor: bilingual('the vendor', '厂商'),
}

const evidence = (error: DomainError): string => {
  const parts = [
    error.vendorCode === undefined ? [] : [`code ${error.vendorCode}`],
    error.vendorMessage === undefined ? [] : [error.vendorMessage],
    error.requestId === undefined ? [] : [`rid ${error.requestId}`],
  ].flat()
  return parts.join(', ')
}

const details = (reporter: Reporter, error: DomainError): ReadonlyArray<string> => {
  switch (error._tag) {
    case 'InvalidConfig':
      return error.issues.map(({ path, expected, found }) =>
        reporter.say(
          bilingual(`${path}: expected ${expected}, found ${found}`, `${path}：应为 ${expected}，实际为 ${found}`),
        ),
      )
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
  message: errorWord(error._tag, error.message),
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
export const tellError = (reporter: Reporter, error: DomainError): void => {
  const { paint } = reporter
  reporter.event(eventOf(error))
  reporter.error(
    `${paint.red(reporter.say(bilingual('error:', '错误：')))} ${error._tag}: ${reporter.say(errorWord(error._tag, error.message))} (${error.vendor} ${error.subject})`,
  )
  for (const detail of details(reporter, error)) reporter.error(`  ${detail}`)
  const said = evidence(error)
  if (said !== '') reporter.error(`  ${reporter.say(bilingual('the vendor said:', '厂商返回：'))} ${said}`)
  reporter.error(`  ${reporter.say(bilingual('who must act:', '处理方：'))} ${reporter.say(actors[error.actor])}`)
  reporter.error(`  → ${reporter.say(error.hint)}`)
}
