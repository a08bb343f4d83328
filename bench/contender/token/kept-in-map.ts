import { type Contender } from '../../contender.js'
import { tokenOf } from '../../traffic.js'
import { appIdOf } from './sealed-tokens.js'

// A text as one piece: joined texts would live on as trees of their parts.
const flat = (text: string): string => Buffer.from(text).toString('utf8')

/**
 * A `Map` of the same tokens: the least that keeping them takes.
 */
export const open = (): Contender => {
  const kept = new Map<string, string>()
  return {
    run: ({ calls }, pulse) => {
      kept.clear()
      for (let number = 0; number < calls; number += 1) kept.set(appIdOf(number), flat(tokenOf(appIdOf(number))))
      pulse()
      const failed = calls - kept.size
      return Promise.resolve({ failed, failure: 'a token is missing', found: { asked: 0 } })
    },
  }
}
