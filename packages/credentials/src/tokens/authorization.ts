import { type DomainError, appSubject } from '@mini-domains/core'
import { type AppGrant, type AppId, type StoreFailure, codeRefused, subjectName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type PlatformTokens, keptOf } from './app-attempt.js'
import { type TokenContext, whereOf } from './context.js'
import { fingerprint } from '../records/app-record.js'
import { storeError } from './token-errors.js'

const stored = async (context: TokenContext, grant: AppGrant, code: string): Promise<E.Either<StoreFailure, unknown>> =>
  context.apps.update(context.names.app(grant.appId), (record) => ({
    ...record,
    refreshToken: grant.refreshToken,
    refreshTokenAt: context.clock.now(),
    token: keptOf(context, grant, false),
    code: null,
    codeTaken: fingerprint(code),
    // Whoever refreshes the old pair now finds its intent gone, and keeps this one.
    intent: null,
    lost: null,
    doubted: null,
  }))

// A redirect page may have been opened without one, and JavaScript hands on what it has.
const isCode = (code: unknown): boolean => typeof code === 'string' && code.trim() !== ''

/**
 * Exchanges an authorisation code whose app may not be known yet, and stores the pair before it returns. If the process
 * dies in between, the app is found again at the vendor when it is first asked for.
 */
export const exchangeCode = async (
  context: TokenContext,
  platform: PlatformTokens,
  code: string,
  appId: AppId | undefined,
): Promise<E.Either<DomainError, AppId>> => {
  if (!isCode(code)) return E.left(codeRefused(whereOf(context, 'authorize'), {}))
  const token = await platform.get()
  if (E.isLeft(token)) return token
  const first = await context.exchange.authorize(token.right, code, appId)()
  const other = E.isLeft(first) && first.left._tag === 'TokenRejected' ? await platform.refused(token.right) : undefined
  if (other !== undefined && E.isLeft(other)) return other
  const grant =
    other === undefined || other.right === token.right
      ? first
      : await context.exchange.authorize(other.right, code, appId)()
  if (E.isLeft(grant)) return grant
  const kept = await stored(context, grant.right, code)
  const subject = subjectName(appSubject(grant.right.appId))
  return E.isLeft(kept) ? E.left(storeError(whereOf(context, subject), kept.left)) : E.right(grant.right.appId)
}
