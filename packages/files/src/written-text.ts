import { bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type FileFault, fileFault, isFileFault } from './file-fault.js'
import { type FilePieces } from './file-pieces.js'
import { textPieces } from './text-pieces.js'

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
