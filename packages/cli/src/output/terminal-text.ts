import type { Io } from '../io/io.js'

/**
 * A character that a terminal obeys or hides instead of showing it: C0 and C1 controls, line and paragraph ends, what turns the
 * direction of text, what takes no place, half of a character, and the marks of styles.
 */
const unshown = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const spelled = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  return short[character] ?? (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`)
}

/** Colours, as marks within a text: characters that never are text, so that no foreign text can bring an escape sequence along. */
const styles = {
  bold: ['\ufdd0', '\ufdde'],
  dim: ['\ufdd1', '\ufdde'],
  red: ['\ufdd2', '\ufddf'],
  green: ['\ufdd3', '\ufddf'],
  yellow: ['\ufdd4', '\ufddf'],
} as const

const sequences: ReadonlyMap<string, string> = new Map([
  ['\ufdd0', '\u001b[1m'],
  ['\ufdd1', '\u001b[2m'],
  ['\ufdd2', '\u001b[31m'],
  ['\ufdd3', '\u001b[32m'],
  ['\ufdd4', '\u001b[33m'],
  ['\ufdde', '\u001b[22m'],
  ['\ufddf', '\u001b[39m'],
])

/**
 * A style that text can have at a terminal.
 */
export type Style = keyof typeof styles

/**
 * Whether a character marks where a style begins or ends.
 */
export const markOf = (character: string): 'begin' | 'end' | undefined =>
  /^[\ufdd0-\ufdd4]$/.test(character) ? 'begin' : /^[\ufdde\ufddf]$/.test(character) ? 'end' : undefined

const endOf = (begin: string): string => (begin === styles.bold[0] || begin === styles.dim[0] ? '\ufdde' : '\ufddf')

/**
 * Goes on in each line with the styles that the line before it has begun and not ended.
 */
export const carried = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  let open: ReadonlyArray<string> = []
  return lines.map((line) => {
    const begun = open.join('')
    for (const [mark] of line.matchAll(/[\ufdd0-\ufddf]/g))
      open = markOf(mark) === 'begin' ? [...open, mark] : open.filter((begin) => endOf(begin) !== mark)
    return `${begun}${line}${[...new Set(open.map(endOf))].join('')}`
  })
}

/**
 * Marks a text as styled, until `terminalText` makes it so.
 */
export const marked = (style: Style, text: string): string => `${styles[style][0]}${text}${styles[style][1]}`

/**
 * The one function that cleans what goes to a terminal: one line, in which all that would be obeyed or hidden is spelled out, such
 * as `\x1b`, `\n` or `\u{202e}`. Marks of styles stay.
 */
const cleaned = (text: string): string =>
  text.replace(unshown, (character) => (sequences.has(character) ? character : spelled(character)))

/**
 * Cleans a text and takes the marks of styles out of it too: for what is measured, and for prompts.
 */
export const plain = (text: string): string =>
  text.replace(unshown, (character) => (sequences.has(character) ? '' : spelled(character)))

/**
 * Cleans a text of one line and gives its styles as a terminal wants them, or leaves them out.
 */
export const terminalText = (text: string, isStyled = true): string => {
  if (!isStyled) return plain(text)
  const shown = cleaned(text).replace(/[\ufdd0-\ufddf]/g, (mark) => sequences.get(mark) ?? '')
  // A style that foreign text began ends with the line.
  const at = shown.lastIndexOf('\u001b[')
  return at === -1 || shown.startsWith('\u001b[22m', at) || shown.startsWith('\u001b[39m', at)
    ? shown
    : `${shown}\u001b[0m`
}

/**
 * Writes an event as one line of JSON that a terminal can show too: what is not in JSON's own escapes becomes `\uXXXX`, which
 * reads back as the same text.
 */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value).replace(unshown, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  )

/** What the command itself writes besides text: line ends, tabs, styles, and the progress line that is written over. */
const escape = '\u001b'

const own = new RegExp(`(\n|\t|${escape}\\[(?:0|1|2|22|31|32|33|39)m|\r${escape}\\[K)`)

/**
 * Wraps a way out so that nothing but shown text and the command's own layout can leave by it, whoever writes.
 */
export const guarded =
  (write: (text: string) => void) =>
  (text: string): void =>
    write(
      text
        .split(own)
        .map((part, index) => (index % 2 === 1 ? part : plain(part)))
        .join(''),
    )

/**
 * Styles for one stream; plain text where it is no terminal or NO_COLOR is set.
 */
export type Paint = { readonly [S in Style]: (text: string) => string }

/**
 * Makes the styles of standard output.
 */
export const paintOf = ({ output, environment }: Pick<Io, 'output' | 'environment'>): Paint => {
  const noColor = (environment['NO_COLOR'] ?? '') !== ''
  const forced = (environment['FORCE_COLOR'] ?? '') !== ''
  const isOn = !noColor && (output.isTerminal || forced)
  const of =
    (style: Style) =>
    (text: string): string =>
      isOn ? marked(style, text) : text
  return { bold: of('bold'), dim: of('dim'), red: of('red'), green: of('green'), yellow: of('yellow') }
}
