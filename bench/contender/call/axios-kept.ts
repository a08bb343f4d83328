import axios from 'axios'
import { Agent } from 'node:http'
import { type Contender, calling } from '../../contender.js'
import { assertSuccess, question, targetOf } from '../../traffic.js'

/**
 * `axios.post` over a keep-alive agent: what people write by hand, without any checks.
 */
export const open = (origin: string): Contender => {
  const httpAgent = new Agent({ keepAlive: true })
  return calling(async (lane) => {
    const { data } = await axios.post<unknown>(`${origin}${targetOf(lane)}`, question, { httpAgent })
    assertSuccess(data)
  })
}
