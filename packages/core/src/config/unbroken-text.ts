import * as t from 'io-ts'
import { type Bilingual, bilingual } from '../error/language.js'
import { refined } from './expectation.js'

/**
 * Printable ASCII, of which is nearly every id, secret and token that vendors give out; all else is sent as something that nobody typed.
 */
export const printable = /^[!-~]+$/

const notAscii = bilingual('not ASCII', '非 ASCII 字符')

const kindOf = (character: string): Bilingual => {
  if (/[\r\n\u0085\u2028\u2029]/.test(character)) return bilingual('a line end', '换行符')
  if (/\s/.test(character)) return bilingual('white space', '空白字符')
  if (/[\p{C}\p{Default_Ignorable_Code_Point}]/u.test(character))
    return bilingual('a character that does not show', '不可见字符')
  return printable.test(character.normalize('NFKC'))
    ? bilingual('full-width, or another form of a plain character', '全角字符或普通字符的变体')
    : notAscii
}

/**
 * Says which character keeps a text from being an id, a secret or a token, and what it is: `character 3 is white space`. Nothing of the text
 * is told. `undefined` where all of it is printable ASCII.
 */
export const unfitCharacter = (text: string): Bilingual | undefined => {
  let position = 0
  for (const character of text) {
    position += 1
    if (printable.test(character)) continue
    const kind = kindOf(character)
    return bilingual(`character ${position} is ${kind.en}`, `第 ${position} 个字符为${kind.zh}`)
  }
  return undefined
}

/**
 * An id or a secret: printable ASCII, not empty, without white space, line ends, control characters and others that nobody sees, and without
 * full-width letters and signs. One out of an .env file or a mounted secret may end in a line end, and would be another one with it.
 */
export const UnbrokenText = refined(
  t.string,
  (text) => printable.test(text),
  bilingual('text that is not empty, without white space or line ends', '不含空白和换行符的非空文本'),
)

// A token may come from a vendor that is not known here, so a Latin letter with an accent is left to that vendor.
const isOfToken = (character: string): boolean =>
  character === ' ' ||
  printable.test(character) ||
  (kindOf(character) === notAscii && /\p{Script=Latin}/u.test(character))

/**
 * A token, or nothing: text without white space around it, line ends, characters that nobody sees, full-width ones, and
 * letters of another script than the Latin one.
 */
export const TokenText = refined(
  t.string,
  (text) => printable.test(text) || (!/^\s|\s$/.test(text) && [...text].every(isOfToken)),
  bilingual('a token without white space around it and without line ends', '首尾无空白、不含换行符的令牌'),
)

const isSecretLike = (text: string): boolean =>
  text.includes('@@@') ||
  (text.match(/[A-Za-z0-9+/=_]{20,}/g) ?? []).some(
    (run) => /[A-Za-z]/.test(run) && (run.match(/[0-9]/g) ?? []).length >= 4,
  )

/**
 * A name that somebody typed, as it may be shown: what looks like a secret or a token, put where a name belongs, becomes `…`.
 */
export const shownName = (name: string): string => (isSecretLike(name) ? '…' : name)
