import { redisStore } from '@mini-domains/redis'
import { type Contender } from '../../contender.js'
import { fill, firstTokens } from './first-token.js'
import { rightOf } from '../provider.js'

/**
 * The first look-up of a token, out of Redis.
 */
export const open = (url: string): Contender =>
  firstTokens(async (records) => fill(rightOf(await redisStore({ url, prefix: 'first' })()), records))
