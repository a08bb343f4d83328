/**
 * The id of an authorised mini program at its vendor: `wx0123456789abcdef` at WeChat, digits at Baidu.
 */
export type AppId = string

/**
 * Whose lists, and so whose token: one app's, or the platform's own.
 */
export type Subject = { readonly _tag: 'App'; readonly appId: AppId } | { readonly _tag: 'Platform' }

/**
 * The platform itself.
 */
export const platformSubject: Subject = { _tag: 'Platform' }

/**
 * One app.
 */
export const appSubject = (appId: AppId): Subject => ({ _tag: 'App', appId })

/**
 * Handles each case of a subject.
 */
export const matchSubject =
  <A>(handlers: { readonly app: (appId: AppId) => A; readonly platform: () => A }) =>
  (subject: Subject): A => {
    switch (subject._tag) {
      case 'App':
        return handlers.app(subject.appId)
      case 'Platform':
        return handlers.platform()
    }
  }

/**
 * Names a subject for people and for keys: `app wx0123`, `platform`.
 */
export const subjectName = (subject: Subject): string => (subject._tag === 'App' ? `app ${subject.appId}` : 'platform')
