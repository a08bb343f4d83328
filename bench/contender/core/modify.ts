import { addDomains } from '@mini-domains/core'
import { type Contender, calling } from '../../contender.js'
import { appOf, wanted } from '../../traffic.js'
import { providerWithoutWire } from './provider.js'
import { rightOf } from '../provider.js'

const observed = { domains: { request: [], socket: [], upload: [], download: [], udp: [], tcp: [] } }

/**
 * `modify` of eight domains without I/O.
 */
export const open = (): Contender => {
  const provider = providerWithoutWire()
  return calling(async (lane) => {
    rightOf(await provider.app(appOf(lane)).server.modify(addDomains(wanted), { observed })())
  })
}
