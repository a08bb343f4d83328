/**
 * The middle of some numbers.
 */
export const median = (numbers: ReadonlyArray<number>): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
}

/**
 * The median over the rounds of one against another of the same round, so that a noise that lasts longer than a round
 * falls on both.
 */
export const medianRatio = (numbers: ReadonlyArray<number>, others: ReadonlyArray<number>): number =>
  median(numbers.map((number, round) => number / (others[round] ?? NaN)))
