import { type Contender, calling } from '../../contender.js'
import { assertSuccess, question, targetOf } from '../../traffic.js'

/**
 * The `fetch` that Node brings along.
 */
export const open = (origin: string): Contender =>
  calling(async (lane) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${origin}${targetOf(lane)}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(question),
    })
    assertSuccess(await response.json())
  })
