import { type DomainError, appSubject } from '@mini-domains/core'
import { type AppId, subjectName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Credentials } from '../credentials.js'
import { type TokenContext, whereOf } from '../tokens/context.js'
import { type AppRecord, reconsidered } from './app-record.js'
import { sharedStatusOf, statusOf } from './status.js'
import { storeError } from '../tokens/token-errors.js'

type AppRecords = Pick<Credentials, 'report' | 'reconsider' | 'forget' | 'status'>

/** Asks the vendor once more about an app, with another token than this one. */
type AskAgain = (appId: AppId, token: string) => Promise<E.Either<DomainError, string>>

const appWhere = (context: TokenContext, appId: AppId) => whereOf(context, subjectName(appSubject(appId)))

const remove = async (context: TokenContext, appId: AppId): Promise<E.Either<DomainError, void>> => {
  const name = context.names.app(appId)
  for (;;) {
    // Nothing is decrypted here, so that a record that cannot be read can be deleted too.
    const found = await context.store.get(name)()
    if (E.isLeft(found)) return E.left(storeError(appWhere(context, appId), found.left))
    if (found.right === undefined) return E.right(undefined)
    const removed = await context.store.remove(name, found.right.version)()
    if (E.isLeft(removed)) return E.left(storeError(appWhere(context, appId), removed.left))
    if (removed.right) return E.right(undefined)
  }
}

/** The token that the vendor's word can be about: of an app neither lost already nor about to be authorised anew. */
const doubted = ({ lost, code, token }: AppRecord, given: string | undefined): string | undefined =>
  lost === null && code === null && (given === undefined || token?.value === given) ? token?.value : undefined

/**
 * What can be done to an app's record besides refreshing its token. `drop` takes the app out of this process's cache.
 */
export const appRecords = (context: TokenContext, drop: (appId: AppId) => void, askAgain: AskAgain): AppRecords => {
  const change =
    (appId: AppId, next: Parameters<TokenContext['apps']['update']>[1]): TE.TaskEither<DomainError, void> =>
    async () => {
      const changed = await context.apps.update(context.names.app(appId), next)
      if (E.isLeft(changed)) return E.left(storeError(appWhere(context, appId), changed.left))
      drop(appId)
      return E.right(undefined)
    }

  const report: AppRecords['report'] = (appId, error, given) => async () => {
    if (error._tag !== 'AuthorizationLost') return E.right(undefined)
    const known = await context.apps.read(context.names.app(appId))
    if (E.isLeft(known)) return E.left(storeError(appWhere(context, appId), known.left))
    const token = doubted(known.right.value, given)
    if (token === undefined) {
      // Another process knows better: what this one remembers would be refused call by call.
      drop(appId)
      return E.right(undefined)
    }
    // One word of the vendor may be a slip, so it is asked for another: that is the one that is remembered.
    const asked = await askAgain(appId, token)
    return E.isRight(asked) || asked.left._tag === 'AuthorizationLost' ? E.right(undefined) : asked
  }

  return {
    report,
    reconsider: (appId) => change(appId, (record) => (record.lost === null ? undefined : reconsidered(record))),
    forget: (appId) => () => {
      drop(appId)
      return remove(context, appId)
    },
    status: (appId) => async () => {
      if (context.isShared) {
        const platform = await context.platform.read(context.names.platform)
        return E.isLeft(platform)
          ? E.left(storeError(appWhere(context, appId), platform.left))
          : E.right(sharedStatusOf(context, appId, platform.right.value))
      }
      const known = await context.apps.read(context.names.app(appId))
      return E.isLeft(known)
        ? E.left(storeError(appWhere(context, appId), known.left))
        : E.right(statusOf(context, appId, known.right.value))
    },
  }
}
