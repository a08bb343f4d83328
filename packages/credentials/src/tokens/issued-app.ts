import { appSubject } from '@mini-domains/core'
import { type AppId, type PlatformTokenExchange, subjectName } from '@mini-domains/core/adapter'
import { type AppRecord, isUnknown } from '../records/app-record.js'
import { type TokenContext, whereOf } from './context.js'
import { keepIssued } from './platform-refresh.js'
import { remembered } from './token-errors.js'
import { type TokenRefresh } from './token-refresh.js'

/**
 * The keeping of an app's token that the platform's credentials alone are good for: nothing is used up by asking, so nothing is intended, and
 * whoever comes next asks anew.
 */
export const issuedApp = (
  context: TokenContext,
  issue: NonNullable<PlatformTokenExchange['appToken']>,
  appId: AppId,
): TokenRefresh<AppRecord> => {
  const name = context.names.app(appId)
  const subject = subjectName(appSubject(appId))
  return {
    id: appId,
    name,
    subject,
    read: () => context.apps.read(name),
    final: (record) =>
      record.lost === null ? undefined : remembered(whereOf(context, subject), record.lost, isUnknown(record)),
    tokenOf: ({ token }) => token,
    graceMs: Infinity,
    isPending: () => false,
    work: (held, known, forced) =>
      keepIssued(context, { subject, held, forced }, issue(appId), (token) =>
        context.apps.write(name, { ...known.value, token }, known.version),
      ),
  }
}
