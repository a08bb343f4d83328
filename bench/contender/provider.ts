import { type DomainProvider, createDomainProvider } from '@mini-domains/core'
import { wechat } from '@mini-domains/wechat'
import * as E from 'fp-ts/lib/Either.js'
import { tokens } from '../traffic.js'

/**
 * Our provider as a user makes it, with the settings it has by default.
 */
export const providerAt = (origin: string): DomainProvider => {
  const provider = createDomainProvider([wechat], { vendor: 'wechat', baseUrl: origin, tokens: { apps: tokens } })
  if (E.isLeft(provider)) throw new Error(provider.left.message)
  return provider.right
}

/**
 * Throws what a call came to where it failed.
 */
export const rightOf = <L extends { readonly message: string }, A>(result: E.Either<L, A>): A => {
  if (E.isLeft(result)) throw new Error(result.left.message)
  return result.right
}
