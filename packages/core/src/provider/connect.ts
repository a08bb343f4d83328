import * as E from 'fp-ts/lib/Either.js'
import { DomainApiError, callSiteOf } from '../error/api-error.js'
import { type ConfigOf, type DomainAdapter, type Environment } from './adapter.js'
import { createDomainProvider, decodeConfig } from './create-domain-provider.js'
import { type PromisedProvider, promises } from './promises.js'

/**
 * Makes a provider for async and await: `config.vendor` picks the adapter. What goes wrong, a config that is not right
 * included, is thrown as a `DomainApiError`.
 *
 * `connect([wechat, baidu], { vendor: 'wechat', tokens: { apps: { wx0123456789abcdef: token } } })`
 *
 * Clock and hooks come from the environment, and default to this machine's clock and to none.
 */
export const connect = <A extends DomainAdapter>(
  adapters: ReadonlyArray<A>,
  config: ConfigOf<A>,
  environment: Partial<Environment> = {},
): PromisedProvider => {
  const provider = createDomainProvider(adapters, config, environment)
  if (E.isLeft(provider)) throw new DomainApiError(provider.left, callSiteOf(connect))
  return promises(provider.right)
}

/**
 * Checks a config that comes from a file or a request, so that `connect` takes it. What is wrong is thrown as a `DomainApiError`
 * whose `issues` list every path.
 */
export const readConfig = <A extends DomainAdapter>(adapters: ReadonlyArray<A>, config: unknown): ConfigOf<A> => {
  const decoded = decodeConfig(adapters, config)
  if (E.isLeft(decoded)) throw new DomainApiError(decoded.left, callSiteOf(readConfig))
  return decoded.right
}
