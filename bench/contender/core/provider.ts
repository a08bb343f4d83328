import { type DomainProvider, type ServerKind } from '@mini-domains/core'
import { type Call, type ListDriver, domainProvider, spentOne, unsupported } from '@mini-domains/core/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { wanted } from '../../traffic.js'
import { providerAt } from '../provider.js'

const listed = { ...wanted, udp: [], tcp: [] }

const list: ListDriver<ServerKind> = {
  read: () => TE.right(listed),
  write: () => TE.right({ accepted: wanted, rejected: [], otherwise: 'not-taken', refusedWhole: false, ...spentOne }),
}

const refuse = (call: Call) => TE.left(unsupported(call, { en: 'not here', zh: '此处没有' }, ''))

/**
 * Our provider over a driver that answers at once: everything that core does to a call, and no I/O.
 */
export const providerWithoutWire = (): DomainProvider => {
  const level = { server: list, webview: { read: refuse, write: refuse } }
  const { capabilities } = providerAt('http://127.0.0.1:9')
  return domainProvider({
    vendor: 'none',
    capabilities,
    app: level,
    platform: level,
    raw: refuse,
    close: () => Promise.resolve(),
  })
}
