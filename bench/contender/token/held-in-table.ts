import { appSubject } from '@mini-domains/core'
import { staticTokens } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Contender, calling } from '../../contender.js'
import { appOf, tokens } from '../../traffic.js'

/**
 * Finding a token that is at hand and valid.
 */
export const open = (): Contender => {
  const source = staticTokens({ apps: tokens })
  return calling(async (lane) => {
    if (E.isLeft(await source.get(appSubject(appOf(lane)))())) throw new Error('a token was to be found')
  })
}
