import { type DomainError, appSubject, matchError } from '@mini-domains/core'
import { type AppId, subjectName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { markLost, saveGrant } from './save-grant.js'
import { type PlatformTokens, type RefreshAttempt, intend, subjectOf, withPlatform } from './app-attempt.js'
import { type TokenContext, tellStep, whereOf } from './context.js'
import { type TokenRefresh, type RefreshResult } from './token-refresh.js'
import { type AppRecord, type Intent, isUnknown } from '../records/app-record.js'
import { lossOf, noSuccessor, remembered, storeError } from './token-errors.js'

type Step = Intent['step']
type Result = Promise<RefreshResult | undefined>

/** What an old list gives, what a new one gives, the same once more, and one for an authorisation that came in between. */
const mostRecoveries = 4

const isSingleUse = (attempt: RefreshAttempt): boolean => attempt.context.exchange.refreshTokens === 'single-use'

/**
 * Ends a step that surely took no effect: the intent goes, what was there stays.
 */
const undone = async (attempt: RefreshAttempt, error: DomainError): Result => {
  const { context, appId, known } = attempt
  // Where this fails, whoever comes next takes the step for done, and recovers: slower, and as safe.
  await context.apps.write(context.names.app(appId), { ...known.value, intent: null }, known.version)
  return E.left(error)
}

const refresh = async (attempt: RefreshAttempt, platformToken: string): Result => {
  const { context, appId, known } = attempt
  const { exchange } = context
  const refreshToken = known.value.refreshToken ?? ''
  const grant = await withPlatform(attempt, platformToken, (token) => exchange.refresh(token, appId, refreshToken))
  tellStep(context, 'called', subjectOf(attempt), attempt.held.fence)
  if (grant === undefined) return undefined
  if (E.isRight(grant)) return saveGrant(attempt, grant.right, known.value.code)
  const error = grant.left
  const isSpent = exchange.isSpent(error)
  const unsure = isSingleUse(attempt) && error.applied !== 'no'
  const mayRecover = attempt.recoveries < mostRecoveries
  const dead = [...attempt.dead, refreshToken]
  // Otherwise the intent stands: whoever comes next begins anew.
  if (isSpent || unsure) return mayRecover ? act({ ...attempt, dead, refused: error }, 'recover') : E.left(error)
  if (error._tag !== 'AuthorizationLost') return undone(attempt, error)
  // Said once it may be a slip: what the vendor has now decides. What works only once is not sent again even so.
  return mayRecover && attempt.denied === undefined
    ? act({ ...attempt, denied: error, dead: isSingleUse(attempt) ? dead : attempt.dead }, 'recover')
    : undone(attempt, error)
}

/**
 * Whether an authorisation code may still be good after this error: the call never came to be judged.
 */
const codeMayBeGood: (error: DomainError) => boolean = matchError<boolean>({
  TokenUnavailable: () => true,
  TokenRejected: () => true,
  AddressNotAllowed: () => true,
  RateLimited: () => true,
  Cancelled: () => true,
  ConnectionFailed: ({ sent }) => !sent,
  TimedOut: ({ applied }) => applied === 'no',
  VendorBusy: () => false,
  UnreadableReply: () => false,
  UnknownCode: () => false,
  AuthorizationLost: () => false,
  CodeRefused: () => false,
  PermissionDenied: () => false,
  PreconditionFailed: () => false,
  RequestRejected: () => false,
  InvalidConfig: () => false,
  InvalidChange: () => false,
  Unsupported: () => false,
  BudgetSpent: () => false,
  LimitReached: () => false,
})

const authorize = async (attempt: RefreshAttempt, platformToken: string): Result => {
  const { context, appId, known } = attempt
  const code = known.value.code?.value ?? ''
  const grant = await withPlatform(attempt, platformToken, (token) => context.exchange.authorize(token, code, appId))
  tellStep(context, 'called', subjectOf(attempt), attempt.held.fence)
  if (grant === undefined) return undefined
  if (E.isRight(grant)) return saveGrant(attempt, grant.right, null)
  return codeMayBeGood(grant.left) ? undone(attempt, grant.left) : act(attempt, 'recover')
}

/**
 * Whether the vendor has said of an app before, in this attempt, what would end it: what it says once may be a slip.
 */
const isSecondWord = ({ denied, dead }: RefreshAttempt): boolean => denied !== undefined || dead.length > 0

/**
 * Whether a refresh token that the vendor still lists is to be given up: after one refusal where it works only once, else
 * after two.
 */
const isDead = (attempt: RefreshAttempt, refreshToken: string): boolean =>
  attempt.dead.filter((one) => one === refreshToken).length > (isSingleUse(attempt) ? 0 : 1)

/**
 * Takes what the vendor still has: a whole grant, or a refresh token to go on with.
 */
const recover = async (attempt: RefreshAttempt, platformToken: string): Result => {
  const { context, appId, known } = attempt
  tellStep(context, 'recovering', subjectOf(attempt), attempt.held.fence)
  const found = await withPlatform(attempt, platformToken, (token) =>
    context.exchange.recover(token, appId, attempt.dead),
  )
  tellStep(context, 'called', subjectOf(attempt), attempt.held.fence)
  if (found === undefined) return undefined
  if (E.isLeft(found)) {
    const { left: error } = found
    // Otherwise the intent stands: whoever comes next recovers again.
    if (error._tag !== 'AuthorizationLost') return found
    return isSecondWord(attempt)
      ? markLost(attempt, lossOf(context.clock.now(), error, attempt.denied ?? attempt.refused))
      : act({ ...attempt, denied: error }, 'recover')
  }
  if (found.right._tag === 'Grant') return saveGrant(attempt, found.right.grant, null)
  const { refreshToken } = found.right
  if (isDead(attempt, refreshToken)) return markLost(attempt, noSuccessor(context.clock.now(), attempt.refused))
  const value: AppRecord = {
    ...known.value,
    refreshToken,
    refreshTokenAt: context.clock.now(),
    code: null,
    intent: null,
  }
  const written = await context.apps.write(context.names.app(appId), value, known.version)
  if (E.isLeft(written)) return E.left(storeError(whereOf(context, subjectOf(attempt)), written.left))
  return written.right === undefined
    ? undefined
    : act({ ...attempt, known: written.right, recoveries: attempt.recoveries + 1 }, 'refresh')
}

const take = (attempt: RefreshAttempt, step: Step, platformToken: string): Result => {
  switch (step) {
    case 'refresh':
      return refresh(attempt, platformToken)
    case 'authorize':
      return authorize(attempt, platformToken)
    case 'recover':
      return recover(attempt, platformToken)
  }
}

/**
 * Takes a step: the platform's token first, so that nothing is intended that cannot be done; then the intent, stored; then
 * the call, and only while the lease is surely held.
 */
const act = async (attempt: RefreshAttempt, step: Step): Result => {
  const platformToken = await attempt.platform.get()
  if (E.isLeft(platformToken)) return platformToken
  const intended = await intend(attempt, step)
  if (intended === undefined || E.isLeft(intended)) return intended
  tellStep(attempt.context, 'intended', subjectOf(attempt), attempt.held.fence)
  if (!(await attempt.held.confirm())) return undefined
  return take(intended.right, step, platformToken.right)
}

/**
 * What is to be done first. An intent that was left unfinished may have been carried out: a refresh token that works only
 * once is then not used again.
 */
const stepOf = (context: TokenContext, { code, intent, refreshToken }: AppRecord): Step => {
  if (intent !== null && context.exchange.refreshTokens === 'single-use') return 'recover'
  if (code !== null) return 'authorize'
  return refreshToken === null || refreshToken === '' ? 'recover' : 'refresh'
}

/**
 * The keeping of an app's token. An app that nothing is known of is looked for at the vendor.
 */
export const appRefresh = (context: TokenContext, platform: PlatformTokens, appId: AppId): TokenRefresh<AppRecord> => {
  const name = context.names.app(appId)
  const subject = subjectName(appSubject(appId))
  const { graceMs } = context.exchange
  return {
    id: appId,
    name,
    subject,
    read: () => context.apps.read(name),
    final: (record) =>
      record.lost === null ? undefined : remembered(whereOf(context, subject), record.lost, isUnknown(record)),
    tokenOf: ({ token }) => token,
    graceMs,
    isPending: ({ code, intent }) => code !== null || (intent !== null && graceMs === 0),
    work: (held, known, forced) =>
      act(
        {
          context,
          platform,
          appId,
          held,
          known,
          forced,
          dead: [],
          recoveries: 0,
          denied: undefined,
          refused: undefined,
        },
        stepOf(context, known.value),
      ),
  }
}
