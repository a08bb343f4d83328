import { Pool } from 'undici'
import { type Contender, calling } from '../../contender.js'
import { assertSuccess, question, targetOf } from '../../traffic.js'

/**
 * `undici.request` over a pool that never makes a call wait.
 */
export const open = (origin: string): Contender => {
  const pool = new Pool(origin, { connections: 512, pipelining: 1 })
  return calling(async (lane) => {
    const { body } = await pool.request({
      method: 'POST',
      path: targetOf(lane),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
    })
    assertSuccess(await body.json())
  })
}
