import { type PlanBlocked, type PlanChange } from '../../plan/plan-line.js'

// So many different shapes are remembered while a page is written; a fleet with more of them makes a longer page, not a wrong one.
const remembered = 20_000

type ListLine = PlanChange | PlanBlocked

/** What a list shares with many others: all but whose it is, what a vendor said of it, and the digests, which no page shows. */
const shapeOf = (line: ListLine): unknown => {
  const { app: _app, ...address } = line.address
  if (line.line === 'blocked') {
    const { error: _error, name: _name, ...shared } = line
    return { ...shared, address }
  }
  const { observed: _observed, after: _after, name: _name, ...shared } = line
  return { ...shared, address }
}

/**
 * Writes a list as a row of the page: the app (null for a pool), its shape, and the error and the merchant's name where there are some. A shape that was
 * written before is named by its number, counted from 0: thousands of apps differ in the same way.
 */
export const rowWriter = (): ((line: ListLine) => string) => {
  const numbers = new Map<string, number>()
  let written = 0
  return (line) => {
    const shape = JSON.stringify(shapeOf(line))
    const known = numbers.get(shape)
    if (known === undefined) {
      if (numbers.size < remembered) numbers.set(shape, written)
      written += 1
    }
    const error = line.line === 'blocked' ? line.error : undefined
    const more =
      line.name !== undefined
        ? `,${JSON.stringify(error ?? null)},${JSON.stringify(line.name)}`
        : error === undefined
          ? ''
          : `,${JSON.stringify(error)}`
    return `[${JSON.stringify(line.address.app ?? null)},${known ?? shape}${more}]`
  }
}
