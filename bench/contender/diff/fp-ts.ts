import * as A from 'fp-ts/lib/ReadonlyArray.js'
import * as S from 'fp-ts/lib/string.js'
import { type Contender, stepping } from '../../contender.js'
import { desired, listed } from './input.js'

const difference = A.difference(S.Eq)

/**
 * What is to be added and what is to go, by fp-ts.
 */
export const open = (): Contender =>
  stepping([0], () => difference(listed)(desired).length === 5 && difference(desired)(listed).length === 5)
