import Table from 'cli-table3'
import pc from 'picocolors'
import { type Figure, isMet } from './figure.js'

const textOf = ({ value, unit }: Figure): string => {
  if (!Number.isFinite(value)) return '–'
  switch (unit) {
    case 'times':
      return value.toFixed(2)
    case 'calls':
      return String(Math.round(value))
    case 'B':
    case 'rows/s':
      return `${Math.round(value)} ${unit}`
    case 'ns':
    case 'µs':
    case 'ms':
    case 's':
    case 'MB':
      return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`
  }
}

const marked = (figure: Figure): string => {
  const text = textOf(figure)
  const met = isMet(figure)
  if (met === undefined) return text
  return met ? pc.green(`${text} ✓`) : pc.red(`${text} ✗`)
}

const unique = (texts: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(texts)]

const limitOf = (figures: ReadonlyArray<Figure>): string => {
  const limits = unique(
    figures.flatMap(({ limit, unit }) =>
      limit === undefined ? [] : [limit === 0 ? '0' : `≤ ${limit}${unit === 'times' ? '' : ` ${unit}`}`],
    ),
  )
  return limits.join(', ')
}

const tableOf = (title: string, figures: ReadonlyArray<Figure>): string => {
  const columns = unique(figures.map(({ column }) => column))
  const hasLimits = figures.some(({ limit }) => limit !== undefined)
  const table = new Table({
    head: [title, ...columns, ...(hasLimits ? ['to reach'] : [])],
    colAligns: ['left', ...columns.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  })
  for (const row of unique(figures.map((figure) => figure.row))) {
    const own = figures.filter((figure) => figure.row === row)
    const cells = columns.map((column) =>
      own
        .filter((figure) => figure.column === column)
        .map(marked)
        .join(' '),
    )
    table.push([row, ...cells, ...(hasLimits ? [limitOf(own)] : [])])
  }
  return table.toString()
}

/**
 * Shows figures as tables, in the order in which they come.
 */
export const tablesOf = (figures: ReadonlyArray<Figure>): string =>
  unique(figures.map(({ table }) => table))
    .map((title) =>
      tableOf(
        title,
        figures.filter(({ table }) => table === title),
      ),
    )
    .join('\n\n')
