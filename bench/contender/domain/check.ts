import { parseDomain } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Contender, stepping } from '../../contender.js'

const parse = parseDomain('request', { ports: true, forbiddenHosts: ['api.weixin.qq.com'] })

/**
 * Our check of a domain, refusal and all.
 */
export const checking = (inputs: ReadonlyArray<string>, isRight: boolean): Contender =>
  stepping(inputs, (input) => E.isRight(parse(input)) === isRight)

/**
 * The check that people write: `new URL` in a `try`.
 */
export const byUrl = (inputs: ReadonlyArray<string>, isRight: boolean): Contender =>
  stepping(inputs, (input) => {
    try {
      const url = new URL(input)
      return (url.protocol === 'https:' && url.pathname === '/' && url.hostname !== '') === isRight
    } catch {
      return !isRight
    }
  })
