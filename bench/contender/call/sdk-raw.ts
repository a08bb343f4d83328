import { appSubject } from '@mini-domains/core'
import * as t from 'io-ts'
import { type Contender, calling } from '../../contender.js'
import { appOf, assertSuccess, path, question } from '../../traffic.js'
import { providerAt, rightOf } from '../provider.js'

const Reply = t.type({ errcode: t.number, requestdomain: t.readonlyArray(t.string) })

/**
 * Any endpoint of the vendor, in the vendor's own words, with a codec of the caller's.
 */
export const open = (origin: string): Contender => {
  const provider = providerAt(origin)
  return calling(async (lane) => {
    const subject = appSubject(appOf(lane))
    assertSuccess(rightOf(await provider.raw({ subject, method: 'POST', path, body: question, reply: Reply })()))
  })
}
