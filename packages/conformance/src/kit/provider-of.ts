import { type DomainAdapter, type DomainProvider, createDomainProvider } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { type ProviderSettings } from '../harness/harness.js'

/**
 * Makes what a harness gives as `provider`: of an adapter, the vendor's address, its config, and what the suite passes in. Throws where
 * the config is not the adapter's.
 */
export const providerOf =
  (adapter: DomainAdapter, baseUrl: string, config: Readonly<Record<string, unknown>>) =>
  ({ tokens, hooks, clock }: ProviderSettings): DomainProvider => {
    const settings = { vendor: adapter.vendor, baseUrl, tokens, ...config }
    const provider = createDomainProvider([adapter], settings, { clock, hooks })
    if (E.isLeft(provider)) throw new TypeError(provider.left.message)
    return provider.right
  }
