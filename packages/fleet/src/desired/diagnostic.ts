import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import { diagnosticInChinese } from './diagnostic-words.js'

/**
 * One thing that is wrong with a desired state or a file of apps: where it stands, what was expected and what was found.
 */
export interface Diagnostic {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  /** `profiles.shop.server.request.0`. */
  readonly path: string
  readonly expected: string
  /** The value, or only its type where it may be a secret. */
  readonly found: string
  /** All of it in one line. */
  readonly message: Bilingual
}

/**
 * Makes a diagnostic with its message. What was expected is told in Chinese as its words are known, unless it is given.
 */
export const diagnostic = (
  of: Omit<Diagnostic, 'message'>,
  expectedInChinese = diagnosticInChinese(of.expected),
): Diagnostic => {
  const place = `${of.file}:${of.line}:${of.column}`
  return {
    ...of,
    message: bilingual(
      `${place}: ${of.path}: expected ${of.expected}, found ${of.found}`,
      `${place}：${diagnosticInChinese(of.path)}：应为 ${expectedInChinese}，实际为 ${diagnosticInChinese(of.found)}`,
    ),
  }
}

/**
 * Reads a place back that was written as `file:line:column`.
 */
export const placeOf = (at: string): Pick<Diagnostic, 'file' | 'line' | 'column'> => {
  const [, file = at, line = '1', column = '1'] = /^(.*):(\d+):(\d+)$/s.exec(at) ?? []
  return { file, line: Number(line), column: Number(column) }
}
