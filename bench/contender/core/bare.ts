import { type Contender, calling } from '../../contender.js'

/**
 * An async function that does nothing: what waiting alone costs.
 */
export const open = (): Contender => calling(() => Promise.resolve())
