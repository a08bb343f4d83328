import { addDomains, isComplete } from '@mini-domains/core'
import { type Contender, calling } from '../../contender.js'
import { appOf, wanted } from '../../traffic.js'
import { providerAt, rightOf } from '../provider.js'

const observed = { domains: { request: [], socket: [], upload: [], download: [], udp: [], tcp: [] } }

/**
 * Adding eight domains to an app in one write call: check, encode, send, decode, account for each.
 */
export const open = (origin: string): Contender => {
  const provider = providerAt(origin)
  return calling(async (lane) => {
    const outcome = rightOf(await provider.app(appOf(lane)).server.modify(addDomains(wanted), { observed })())
    if (!isComplete(outcome) || outcome.items.length !== 8) throw new Error('eight domains were to be accepted')
  })
}
