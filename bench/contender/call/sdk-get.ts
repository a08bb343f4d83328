import { type Contender, calling } from '../../contender.js'
import { appOf } from '../../traffic.js'
import { providerAt, rightOf } from '../provider.js'

/**
 * Reading an app's server domains: encode, send, decode.
 */
export const open = (origin: string): Contender => {
  const provider = providerAt(origin)
  return calling(async (lane) => {
    const listed = rightOf(await provider.app(appOf(lane)).server.get()())
    if (listed.domains.request?.length !== 2) throw new Error('two domains were to be listed')
  })
}
