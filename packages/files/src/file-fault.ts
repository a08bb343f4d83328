import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'

/**
 * The kinds of trouble with a file that a person wrote.
 *
 * - `missing`: nothing is there. `not-a-file`: a folder, a pipe, a device. `unreadable`: it may not be read, or reading broke off.
 * - `encoding`: its bytes are no text of one known encoding. `not-text`: a workbook, an archive, a page.
 * - `too-long`: a line, or all of it, is longer than any such file is.
 * - `separator`: the columns of a table cannot be told apart. `column`: a column is missing, there twice, or unknown.
 * - `quote`: a quote is never closed.
 */
export type FileFaultReason =
  'missing' | 'not-a-file' | 'unreadable' | 'encoding' | 'not-text' | 'too-long' | 'separator' | 'column' | 'quote'

/**
 * What is wrong with a file as a whole: why it is not read, or not read on. It quotes nothing of the file but names of columns.
 */
export interface FileFault {
  readonly _tag: 'FileFault'
  readonly reason: FileFaultReason
  /** From 1: where it shows. */
  readonly line: number
  /** The column at fault, as the header writes it. */
  readonly column?: string
  readonly message: Bilingual
  /** How to fix it. */
  readonly hint: Bilingual
}

/**
 * Makes a fault.
 */
export const fileFault = (
  reason: FileFaultReason,
  line: number,
  message: Bilingual,
  hint: Bilingual,
  column?: string,
): FileFault => ({ _tag: 'FileFault', reason, line, message, hint, ...(column === undefined ? {} : { column }) })

/**
 * Says whether something that came from a file is the fault that ended it.
 */
export const isFileFault = (input: unknown): input is FileFault =>
  typeof input === 'object' && input !== null && '_tag' in input && input._tag === 'FileFault'

/**
 * How to save a text so that it is read for certain.
 */
export const saveAsUtf8 = bilingual(
  'Save it as UTF-8 (Excel: "CSV UTF-8").',
  '请另存为 UTF-8（Excel 中选“CSV UTF-8”）。',
)
