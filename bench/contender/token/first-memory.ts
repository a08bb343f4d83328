import { systemClock } from '@mini-domains/core'
import { memoryData, memoryStore } from '@mini-domains/core/adapter'
import { type Contender } from '../../contender.js'
import { firstTokens } from './first-token.js'

/**
 * The first look-up of a token, out of a store in memory.
 */
export const open = (): Contender =>
  firstTokens((records) => memoryStore(systemClock, { ...memoryData(), records: new Map(records) }))
