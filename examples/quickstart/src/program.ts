import {
  type Bilingual,
  type DomainError,
  type DomainProvider,
  type ListedDomains,
  type Outcome,
  type ServerKind,
  type WebviewKind,
  hostsAs,
} from '@mini-domains/core'
import { type AppId } from '@mini-domains/core/adapter'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/**
 * A list that no call of the vendor writes, such as a pool that is kept in its console, and why.
 */
export interface NoCall {
  readonly hosts: ReadonlyArray<string>
  readonly why: Bilingual
}

/**
 * What the program saw and did, in the order of doing.
 */
export interface Report {
  readonly pool: Outcome<ServerKind> | NoCall
  readonly serverBefore: ListedDomains<ServerKind>
  readonly serverAdded: Outcome<ServerKind>
  readonly serverStranger: Outcome<ServerKind>
  readonly serverSet: Outcome<ServerKind>
  readonly serverAfter: ListedDomains<ServerKind>
  readonly webviewBefore: ListedDomains<WebviewKind>
  readonly webviewAdded: Outcome<WebviewKind>
  readonly webviewAfter: ListedDomains<WebviewKind>
}

const register = (
  { platform, capabilities }: DomainProvider,
  hosts: ReadonlyArray<string>,
): TE.TaskEither<DomainError, Report['pool']> => {
  const { add, kinds } = capabilities.platform.server
  return add._tag === 'Cannot' ? TE.right({ hosts, why: add.why }) : platform.server.add(hostsAs(kinds, hosts))
}

/**
 * Manages the domains of one app. Not a word of it depends on the vendor: what a vendor cannot do its capabilities tell.
 */
export const program = (provider: DomainProvider, appId: AppId): TE.TaskEither<DomainError, Report> => {
  const app = provider.app(appId)
  const shop = { request: ['https://api.shop.example'], socket: ['wss://live.shop.example'] }
  return pipe(
    TE.Do,
    TE.bind('pool', () => register(provider, ['shop.example'])),
    TE.bind('serverBefore', () => app.server.get()),
    TE.bind('serverAdded', () =>
      app.server.add({ ...shop, download: ['cdn.shop.example', 'https://old.example.com'] }),
    ),
    TE.bind('serverStranger', () => app.server.add({ request: ['https://stranger.example.org'] })),
    TE.bind('serverSet', () => app.server.set({ download: ['https://cdn.shop.example'] })),
    TE.bind('serverAfter', () => app.server.get()),
    TE.bind('webviewBefore', () => app.webview.get()),
    TE.bind('webviewAdded', () => app.webview.add({ webview: ['https://www.example.com'] })),
    TE.bind('webviewAfter', () => app.webview.get()),
  )
}
