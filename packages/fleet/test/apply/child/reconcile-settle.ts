/** How long the workers of the test let a write be on its way. */
export const settleMs = 1_500
