import axios from 'axios'
import { type Contender, calling } from '../../contender.js'
import { assertSuccess, question, targetOf } from '../../traffic.js'

/**
 * `axios.post` and nothing else.
 */
export const open = (origin: string): Contender =>
  calling(async (lane) => {
    const { data } = await axios.post<unknown>(`${origin}${targetOf(lane)}`, question)
    assertSuccess(data)
  })
