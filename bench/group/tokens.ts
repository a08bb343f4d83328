import { type Figure } from '../figure.js'
import { type Group } from '../group.js'
import { firstToken } from './first-token.js'
import { importing } from './import.js'
import { keptTokens } from './kept-tokens.js'
import { heldToken } from './steps.js'

/**
 * What tokens take: to find one that is held, to find it for the first time, to hold them all, and to bring in what one has.
 */
export const tokens: Group = async (run) => {
  const figures: Array<Figure> = []
  for (const part of [heldToken, firstToken, keptTokens, importing]) figures.push(...(await part(run)))
  return figures
}
