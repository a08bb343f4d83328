import { type Launch } from './child.js'
import { type Figure } from './figure.js'
import { type Scale } from './scale.js'

/**
 * How a run is made.
 */
export interface Run {
  readonly scale: Scale
  readonly launch: Launch
}

/**
 * One question, and the figures that answer it.
 */
export type Group = (run: Run) => Promise<ReadonlyArray<Figure>>
