import Table from 'cli-table3'

const style = { head: [], border: [] }

/**
 * Lays rows out under a heading.
 */
export const tableOf = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const table = new Table({ head: [...head], style })
  for (const row of rows) table.push([...row])
  return table.toString()
}
