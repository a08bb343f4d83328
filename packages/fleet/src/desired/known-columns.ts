import { columnsOf, isFileFault, tableRows } from '@mini-domains/files'
import { appColumn } from './app-columns.js'
import { type OpenLines } from './file-lines.js'

/**
 * What is known of a table of apps by its header: what a config can say of it so that it is read as it is.
 */
export interface KnownColumns {
  /** The columns whose names are known, as `columns` of the file writes them. Of two with one meaning it is the first. */
  readonly columns: Readonly<Record<string, string>>
  /** The names of the others. */
  readonly others: ReadonlyArray<string>
  /** What stands in its column of vendors, each word once, the first few. */
  readonly vendors: ReadonlyArray<string>
}

const vendorsAtMost = 20

const vendorsIn = async (path: string, openLines: OpenLines, written: string): Promise<ReadonlyArray<string>> => {
  const column = (name: string): string | undefined => (name === written ? 'vendor' : undefined)
  const found = new Set<string>()
  for await (const row of tableRows(openLines(path), { column, required: ['vendor'], others: 'passed-over' })) {
    const vendor = isFileFault(row) ? undefined : row.cells.get('vendor')
    if (vendor !== undefined && vendor !== '') found.add(vendor)
    if (found.size === vendorsAtMost) break
  }
  return [...found]
}

/**
 * Looks which columns of a table of apps are known by their names. A file that cannot be read has none: what reads its rows says why.
 */
export const knownColumns = async (path: string, openLines: OpenLines): Promise<KnownColumns> => {
  try {
    const header = (await columnsOf(openLines(path), appColumn)).filter((name) => name !== '')
    const columns = new Map<string, string>()
    for (const name of header) {
      const known = appColumn(name)
      if (known !== undefined && !columns.has(known)) columns.set(known, name)
    }
    const vendor = columns.get('vendor')
    const read = new Set(columns.values())
    return {
      columns: Object.fromEntries(columns),
      others: header.filter((name) => !read.has(name)),
      vendors: vendor === undefined ? [] : await vendorsIn(path, openLines, vendor),
    }
  } catch {
    return { columns: {}, others: [], vendors: [] }
  }
}
