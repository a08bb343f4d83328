import { type Contender, calling } from '../../contender.js'
import { appOf } from '../../traffic.js'
import { providerWithoutWire } from './provider.js'
import { rightOf } from '../provider.js'

/**
 * `get` without I/O.
 */
export const open = (): Contender => {
  const provider = providerWithoutWire()
  return calling(async (lane) => {
    rightOf(await provider.app(appOf(lane)).server.get()())
  })
}
