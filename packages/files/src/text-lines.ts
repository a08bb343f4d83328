import { bilingual } from '@mini-domains/core/adapter'
import { type FileFault, fileFault, isFileFault } from './file-fault.js'
import { type FilePieces } from './file-pieces.js'
import { textPieces } from './text-pieces.js'

/** Characters. The longest line that is any good is that of a plan for a pool with very many apps. */
const longestLine = 64 * 1024 * 1024

const tooLong = (line: number): FileFault =>
  fileFault(
    'too-long',
    line,
    bilingual(`line ${line} is longer than ${longestLine} characters`, `第 ${line} 行超过 ${longestLine} 个字符`),
    bilingual('Put one app on a line.', '请每行只写一个小程序。'),
  )

/**
 * Gives the lines of a file that a person wrote, without their ends, which may be LF, CRLF or CR. A fault is the last thing that
 * comes; see `textPieces`.
 */
export async function* textLines(pieces: FilePieces): AsyncGenerator<string | FileFault> {
  let begun = ''
  let line = 1
  let afterReturn = false
  for await (const piece of textPieces(pieces)) {
    if (isFileFault(piece)) {
      yield piece
      return
    }
    const text = afterReturn && piece.startsWith('\n') ? piece.slice(1) : piece
    afterReturn = piece.endsWith('\r')
    const [first = '', ...more] = text.split(/\r\n|\n|\r/)
    begun += first
    for (const next of more) {
      yield begun
      line += 1
      begun = next
    }
    if (begun.length > longestLine) {
      yield tooLong(line)
      return
    }
  }
  if (begun !== '') yield begun
}
