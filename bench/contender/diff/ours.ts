import { difference } from '@mini-domains/core/adapter'
import { type Contender, stepping } from '../../contender.js'
import { desired, listed } from './input.js'

/**
 * What is to be added and what is to go, by ours.
 */
export const open = (): Contender =>
  stepping([0], () => difference(desired, listed).length === 5 && difference(listed, desired).length === 5)
