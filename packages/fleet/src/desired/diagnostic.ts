import { type Bilingual } from '@mini-domains/core'
import { bilingual, issueText } from '@mini-domains/core/adapter'

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
  readonly expected: Bilingual
  /** The value, or only its type where it may be a secret. */
  readonly found: Bilingual
  /** All of it in one line. */
  readonly message: Bilingual
}

/**
 * Makes a diagnostic with its message.
 */
export const diagnostic = (of: Omit<Diagnostic, 'message'>): Diagnostic => {
  const place = `${of.file}:${of.line}:${of.column}`
  const { en, zh } = issueText(of)
  return { ...of, message: bilingual(`${place}: ${en}`, `${place}：${zh}`) }
}

/**
 * Reads a place back that was written as `file:line:column`.
 */
export const placeOf = (at: string): Pick<Diagnostic, 'file' | 'line' | 'column'> => {
  const [, file = at, line = '1', column = '1'] = /^(.*):(\d+):(\d+)$/s.exec(at) ?? []
  return { file, line: Number(line), column: Number(column) }
}
