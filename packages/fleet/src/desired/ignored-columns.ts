import { chosenColumns, columnsOf } from '@mini-domains/files'
import { type DesiredState } from './desired-state.js'
import { type OpenLines } from './file-lines.js'

/**
 * The columns of a file of apps that are passed over, since its `columns` do not name them.
 */
export interface IgnoredColumns {
  /** The file, as the desired state names it. */
  readonly path: string
  /** As the header writes them. */
  readonly columns: ReadonlyArray<string>
}

type FindColumn = (written: string) => string | undefined

const headerOf = async (path: string, openLines: OpenLines, column: FindColumn): Promise<ReadonlyArray<string>> => {
  try {
    return await columnsOf(openLines(path), column)
  } catch {
    // What reads the rows says what is wrong with the file.
    return []
  }
}

/**
 * Gives the columns that are passed over, for each file of apps whose columns were named and that has others. Reads the headers alone; a file
 * that cannot be read, or that lacks a column, is left to what reads its rows.
 */
export async function* ignoredColumns(desired: DesiredState, openLines: OpenLines): AsyncGenerator<IgnoredColumns> {
  for (const { path, columns } of desired.content.appFiles ?? []) {
    if (columns === undefined) continue
    const column = chosenColumns(columns)
    const header = await headerOf(path, openLines, column)
    const read = header.map(column)
    if (!Object.keys(columns).every((field) => read.includes(field))) continue
    const others = header.filter((name, index) => name !== '' && read[index] === undefined)
    if (others.length > 0) yield { path, columns: others }
  }
}
