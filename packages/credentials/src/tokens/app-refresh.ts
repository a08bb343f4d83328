import { type DomainError, appSubject, matchError } from '@mini-domains/core'
import { type AppId, subjectName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { lose, save } from './save-grant.js'
import { type PlatformTokens, type Turn, intend, subjectOf, withPlatform } from './app-attempt.js'
import { type Desk, tellStep, whereOf } from './context.js'
import { type Errand, type Got } from './token-refresh.js'
import { type AppRecord, type Intent, isUnheardOf } from '../records/app-record.js'
import { lossOf, noSuccessor, remembered, storeTrouble } from './token-errors.js'

type Step = Intent['step']
type Result = Promise<Got | undefined>

/** What an old list gives, what a new one gives, the same once more, and one for an authorisation that came in between. */
const mostRecoveries = 4

const isSingleUse = (turn: Turn): boolean => turn.desk.exchange.refreshTokens === 'single-use'

/**
 * Ends a step that surely took no effect: the intent goes, what was there stays.
 */
const undone = async (turn: Turn, error: DomainError): Result => {
  const { desk, appId, known } = turn
  // Where this fails, whoever comes next takes the step for done, and recovers: slower, and as safe.
  await desk.apps.write(desk.names.app(appId), { ...known.value, intent: null }, known.version)
  return E.left(error)
}

const refresh = async (turn: Turn, platformToken: string): Result => {
  const { desk, appId, known } = turn
  const { exchange } = desk
  const refreshToken = known.value.refreshToken ?? ''
  const grant = await withPlatform(turn, platformToken, (token) => exchange.refresh(token, appId, refreshToken))
  tellStep(desk, 'called', subjectOf(turn), turn.held.fence)
  if (grant === undefined) return undefined
  if (E.isRight(grant)) return save(turn, grant.right, known.value.code)
  const error = grant.left
  const isSpent = exchange.isSpent(error)
  const unsure = isSingleUse(turn) && error.fate !== 'not-done'
  const mayRecover = turn.recoveries < mostRecoveries
  const dead = [...turn.dead, refreshToken]
  // Otherwise the intent stands: whoever comes next begins anew.
  if (isSpent || unsure) return mayRecover ? act({ ...turn, dead, refused: error }, 'recover') : E.left(error)
  if (error._tag !== 'AuthorizationLost') return undone(turn, error)
  // Said once it may be a slip: what the vendor has now decides. What works only once is not sent again even so.
  return mayRecover && turn.denied === undefined
    ? act({ ...turn, denied: error, dead: isSingleUse(turn) ? dead : turn.dead }, 'recover')
    : undone(turn, error)
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
  TimedOut: ({ fate }) => fate === 'not-done',
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

const authorize = async (turn: Turn, platformToken: string): Result => {
  const { desk, appId, known } = turn
  const code = known.value.code?.value ?? ''
  const grant = await withPlatform(turn, platformToken, (token) => desk.exchange.authorize(token, code, appId))
  tellStep(desk, 'called', subjectOf(turn), turn.held.fence)
  if (grant === undefined) return undefined
  if (E.isRight(grant)) return save(turn, grant.right, null)
  return codeMayBeGood(grant.left) ? undone(turn, grant.left) : act(turn, 'recover')
}

/**
 * Whether the vendor has said of an app before, in this turn, what would end it: what it says once may be a slip.
 */
const isSecondWord = ({ denied, dead }: Turn): boolean => denied !== undefined || dead.length > 0

/**
 * Whether a refresh token that the vendor still lists is to be given up: after one refusal where it works only once, else
 * after two.
 */
const isDead = (turn: Turn, refreshToken: string): boolean =>
  turn.dead.filter((one) => one === refreshToken).length > (isSingleUse(turn) ? 0 : 1)

/**
 * Takes what the vendor still has: a whole grant, or a refresh token to go on with.
 */
const recover = async (turn: Turn, platformToken: string): Result => {
  const { desk, appId, known } = turn
  tellStep(desk, 'recovering', subjectOf(turn), turn.held.fence)
  const found = await withPlatform(turn, platformToken, (token) => desk.exchange.recover(token, appId, turn.dead))
  tellStep(desk, 'called', subjectOf(turn), turn.held.fence)
  if (found === undefined) return undefined
  if (E.isLeft(found)) {
    const { left: error } = found
    // Otherwise the intent stands: whoever comes next recovers again.
    if (error._tag !== 'AuthorizationLost') return found
    return isSecondWord(turn)
      ? lose(turn, lossOf(desk.clock.now(), error, turn.denied ?? turn.refused))
      : act({ ...turn, denied: error }, 'recover')
  }
  if (found.right._tag === 'Grant') return save(turn, found.right.grant, null)
  const { refreshToken } = found.right
  if (isDead(turn, refreshToken)) return lose(turn, noSuccessor(desk.clock.now(), turn.refused))
  const value: AppRecord = { ...known.value, refreshToken, refreshTokenAt: desk.clock.now(), code: null, intent: null }
  const written = await desk.apps.write(desk.names.app(appId), value, known.version)
  if (E.isLeft(written)) return E.left(storeTrouble(whereOf(desk, subjectOf(turn)), written.left))
  return written.right === undefined
    ? undefined
    : act({ ...turn, known: written.right, recoveries: turn.recoveries + 1 }, 'refresh')
}

const take = (turn: Turn, step: Step, platformToken: string): Result => {
  switch (step) {
    case 'refresh':
      return refresh(turn, platformToken)
    case 'authorize':
      return authorize(turn, platformToken)
    case 'recover':
      return recover(turn, platformToken)
  }
}

/**
 * Takes a step: the platform's token first, so that nothing is intended that cannot be done; then the intent, stored; then
 * the call, and only while the lease is surely held.
 */
const act = async (turn: Turn, step: Step): Result => {
  const platformToken = await turn.platform.get()
  if (E.isLeft(platformToken)) return platformToken
  const intended = await intend(turn, step)
  if (intended === undefined || E.isLeft(intended)) return intended
  tellStep(turn.desk, 'intended', subjectOf(turn), turn.held.fence)
  if (!(await turn.held.confirm())) return undefined
  return take(intended.right, step, platformToken.right)
}

/**
 * What is to be done first. An intent that was left unfinished may have been carried out: a refresh token that works only
 * once is then not used again.
 */
const stepOf = (desk: Desk, { code, intent, refreshToken }: AppRecord): Step => {
  if (intent !== null && desk.exchange.refreshTokens === 'single-use') return 'recover'
  if (code !== null) return 'authorize'
  return refreshToken === null || refreshToken === '' ? 'recover' : 'refresh'
}

/**
 * The keeping of an app's token. An app that nothing is known of is looked for at the vendor.
 */
export const appErrand = (desk: Desk, platform: PlatformTokens, appId: AppId): Errand<AppRecord> => {
  const name = desk.names.app(appId)
  const subject = subjectName(appSubject(appId))
  return {
    id: appId,
    name,
    subject,
    read: () => desk.apps.read(name),
    final: (record) =>
      record.lost === null ? undefined : remembered(whereOf(desk, subject), record.lost, isUnheardOf(record)),
    tokenOf: ({ token }) => token,
    isPending: ({ code, intent }) => code !== null || (intent !== null && desk.exchange.graceMs === 0),
    work: (held, known, forced) =>
      act(
        { desk, platform, appId, held, known, forced, dead: [], recoveries: 0, denied: undefined, refused: undefined },
        stepOf(desk, known.value),
      ),
  }
}
