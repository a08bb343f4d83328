import { type DomainError, type DomainSet, type Kind, type ServerKind, type WebviewKind } from '@mini-domains/core'
import { type Call, type ListDriver, domainProvider, matchSubject, spentOne, unsupported } from '@mini-domains/core/adapter'
import { type FleetVendors } from '@mini-domains/fleet'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Lacks, type Listed, listedIn, repliesOf } from './replies.js'
import { providerAt } from '../provider.js'

const refuse = (call: Call): TE.TaskEither<DomainError, never> =>
  TE.left(unsupported(call, { en: 'not here', zh: '此处没有' }, ''))

const listOf = <K extends Kind>(
  textOf: (appId: string) => string,
  pick: (listed: Listed) => DomainSet<K>,
): ListDriver<K> => ({
  read: (call) =>
    matchSubject<TE.TaskEither<DomainError, DomainSet<K>>>({
      app: (appId) => () => TE.right(pick(listedIn(textOf(appId))))(),
      platform: () => refuse(call),
    })(call.target),
  write: (call, operation) =>
    operation._tag === 'Add'
      ? TE.right({
          accepted: operation.domains,
          rejected: [],
          otherwise: 'not-taken',
          refusedWhole: false,
          ...spentOne,
        })
      : refuse(call),
})

const none: ReadonlyArray<string> = []

const serverOf = ({ request = none, socket = none, upload = none, download = none, ...more }: Listed) => ({
  request,
  socket,
  upload,
  download,
  udp: more['udp'] ?? none,
  tcp: more['tcp'] ?? none,
})

/**
 * A vendor in this process, with the capabilities of WeChat and every reply at hand. What is added is accepted; a list that is
 * read again is as before.
 */
export const vendorsWith = (lacks: Lacks): FleetVendors => {
  const server = listOf<ServerKind>((appId) => repliesOf(appId, lacks).server, serverOf)
  const webview = listOf<WebviewKind>(
    (appId) => repliesOf(appId, lacks).webview,
    (listed) => ({ webview: listed['webview'] ?? none }),
  )
  const nothing = { read: refuse, write: refuse }
  const provider = domainProvider({
    vendor: 'acme',
    capabilities: providerAt('http://127.0.0.1:9').capabilities,
    app: { server, webview },
    platform: { server: nothing, webview: nothing },
    raw: refuse,
    close: () => Promise.resolve(),
  })
  return { acme: { provider, adapter: { name: 'acme', version: '1.0.0' } } }
}
