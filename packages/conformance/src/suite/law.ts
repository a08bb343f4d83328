/**
 * The laws by number, each in a sentence. Number 0 holds what is proved of all of them together.
 */
export const laws = {
  0: 'any sequence of changes leaves what a simple model says',
  1: 'get after set is what was set, in canonical form',
  2: 'what is there or gone already is an outcome, not a failure',
  3: 'a kind that a change does not name is not touched',
  4: 'accepted + already + rejected = requested',
  5: 'what can be known to be wrong is refused before anything is sent',
  6: 'copyPool is a change of its own, and nothing else leads to it',
  7: 'what is not understood is an error, never success and never a throw',
  8: 'a write whose result is unknown is followed by a read, never by the same write',
  9: 'a token error leads to one refresh and one more try',
  10: 'a cancelled call sends nothing further, and a deadline covers the whole call',
  11: 'no secret comes out',
  12: 'every error says who must act, whether to retry, what was spent, and what to do',
  13: 'a capability that says can works, one that says cannot sends nothing',
  14: 'changes of one list at the same time do not lose each other',
  15: 'what a change was said to cost is what the vendor counts and what the outcome tells',
  16: 'what is listed and not named by a change is sent back letter for letter',
  17: 'each version of a pool is read, told and kept for itself',
} as const

/**
 * The number of a law.
 */
export type LawNumber = keyof typeof laws

/**
 * The numbers in the order in which they are proved.
 */
export const lawNumbers: ReadonlyArray<LawNumber> = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 0]
