export { type ColumnNames, appIdNames, chosenColumns, columnFinder, isSameColumn } from './table-header.js'
export { type FileFault, type FileFaultReason, isFileFault } from './file-fault.js'
export { type FilePieces, type OpenOptions, filePieces } from './file-pieces.js'
export {
  type TableOptions,
  type TableRow,
  columnsOf,
  isNothing,
  isSpreadsheetError,
  leftoverOf,
  tableRows,
} from './table-rows.js'
export { jsonLinesFault, textLines, writtenText } from './text-lines.js'
export { textPieces } from './text-pieces.js'
