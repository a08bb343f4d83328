import {
  type DomainError,
  type DomainProvider,
  type DomainSet,
  type Outcome,
  type ServerKind,
  type WebviewKind,
  addDomains,
  hostsAs,
  setDomains,
} from '@mini-domains/core'
import { type AppId } from '@mini-domains/core/adapter'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/**
 * What the program saw and did, in the order of doing.
 */
export interface Report {
  readonly pool: Outcome<ServerKind>
  readonly serverBefore: DomainSet<ServerKind>
  readonly serverAdded: Outcome<ServerKind>
  readonly serverStranger: Outcome<ServerKind>
  readonly serverSet: Outcome<ServerKind>
  readonly serverAfter: DomainSet<ServerKind>
  readonly webviewBefore: DomainSet<WebviewKind>
  readonly webviewAdded: Outcome<WebviewKind>
  readonly webviewAfter: DomainSet<WebviewKind>
}

/**
 * Manages the domains of one app. Not a word of it depends on the vendor.
 */
export const program = (provider: DomainProvider, appId: AppId): TE.TaskEither<DomainError, Report> => {
  const app = provider.app(appId)
  const { platform } = provider
  const poolKinds = provider.capabilities.platform.server.kinds
  const shop = { request: ['https://api.shop.example'], socket: ['wss://live.shop.example'] }
  return pipe(
    TE.Do,
    TE.bind('pool', () => platform.server.modify(addDomains(hostsAs(poolKinds, ['shop.example'])))),
    TE.bind('serverBefore', () => app.server.get),
    TE.bind('serverAdded', () =>
      app.server.modify(addDomains({ ...shop, download: ['cdn.shop.example', 'https://old.example.com'] })),
    ),
    TE.bind('serverStranger', () => app.server.modify(addDomains({ request: ['https://stranger.example.org'] }))),
    TE.bind('serverSet', () => app.server.modify(setDomains({ download: ['https://cdn.shop.example'] }))),
    TE.bind('serverAfter', () => app.server.get),
    TE.bind('webviewBefore', () => app.webview.get),
    TE.bind('webviewAdded', () => app.webview.modify(addDomains({ webview: ['https://www.example.com'] }))),
    TE.bind('webviewAfter', () => app.webview.get),
  )
}
