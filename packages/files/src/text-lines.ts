import * as E from 'fp-ts/lib/Either.js'
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

/**
 * Reads all of a file that a person wrote as text, up to so many characters (64 million by default); see `textPieces`.
 */
export const writtenText = async (
  pieces: FilePieces,
  longest = 64 * 1024 * 1024,
): Promise<E.Either<FileFault, string>> => {
  const texts: Array<string> = []
  let length = 0
  for await (const piece of textPieces(pieces)) {
    if (isFileFault(piece)) return E.left(piece)
    texts.push(piece)
    length += piece.length
    if (length > longest)
      return E.left(
        fileFault(
          'too-long',
          1,
          bilingual(`it is longer than ${longest} characters`, `超过 ${longest} 个字符`),
          bilingual('Check that it is the right file.', '请确认文件是否正确。'),
        ),
      )
  }
  return E.right(texts.join(''))
}

/**
 * Says that a file which is taken for JSON Lines is one JSON text over many lines, or one array: reported once, by its first line. `undefined`
 * where that may be an object of its own.
 */
export const jsonLinesFault = (first: string, line: number): FileFault | undefined =>
  /^\s*(?:\[|\{\s*$)/.test(first)
    ? fileFault(
        'not-text',
        line,
        bilingual('it is one JSON text, not JSON Lines', '这是一整段 JSON，不是 JSON Lines'),
        bilingual(
          "Write one object on each line, without brackets and commas around it; such as: jq -c '.[]' FILE",
          "请每行写一个对象，外层不带方括号与逗号；例如：jq -c '.[]' 文件",
        ),
      )
    : undefined
