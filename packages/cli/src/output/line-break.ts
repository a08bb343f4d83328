import { markOf } from './terminal-text.js'
import { isWide } from './text-width.js'

// A line of this command ends where its words do.
const actions = 'add|bash|check|delete|discover|fish|get|import|list|put|remove|set|status|verify|zsh'
const option = '--[a-z-]+(?: (?!--)[!-~]+)?'
const command = `mini-domains(?: [a-z]+(?:-[a-z]+)*(?:(?<![;,.:)]) (?:(?:${actions})\\b|${option}|[!-~]*[A-Z./=\\d][!-~]*))*)?`

// What is copied, or read, as a whole: what stands in backticks or braces, a moment, a command.
const whole = new RegExp(`\`[^\`]+\`|\\{ [^{}]+ \\}|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d|${command}`, 'g')

const closing = /[，。；：、！？）》”’」』】…·—％]/u
const narrowClosing = /[-_,.;:!?)\]}%/]/
const opening = /[（《“‘「『【(<[{]/u

/** Whether a line may end between what was before and the character that is next. */
const mayBreak = (before: string, next: string): boolean => {
  const last = [...before.slice(-2)].at(-1) ?? ''
  if (last === '' || closing.test(next)) return false
  // A number keeps its unit: 50 次.
  if (last === ' ') return next !== ' ' && !(/\d $/.test(before) && isWide(next))
  return (isWide(last) || isWide(next)) && !opening.test(last) && !narrowClosing.test(next)
}

// Its dictionary takes a while to load: it is asked for Chinese alone.
const wordsOf = (text: string): ReadonlyArray<Intl.SegmentData> =>
  /\p{Script=Han}{2}/u.test(text) ? [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)] : []

/**
 * Whether Chinese words stay whole, or their characters alone, which takes no dictionary.
 */
export type Kept = 'words' | 'characters'

/** The places of a text that are within a Chinese word, or within what stays whole. */
const placesWithin = (text: string, kept: Kept): ReadonlySet<number> => {
  const spans = [
    ...(kept === 'words' ? wordsOf(text) : []).map(({ index, segment }) => [index, segment] as const),
    ...[...text.matchAll(whole)].map(({ index, 0: found }) => [index, found] as const),
  ]
  return new Set(spans.flatMap(([from, { length }]) => Array.from({ length: length - 1 }, (_, at) => from + at + 1)))
}

/**
 * Cuts a text where a line of it may end: behind a blank, and between Chinese words, but not before what closes a sentence or a
 * bracket, behind what opens one, between a number and its unit, nor within an address or a command that is to be copied.
 */
export const piecesOf = (text: string, kept: Kept): ReadonlyArray<string> => {
  const pieces: Array<string> = []
  const within = placesWithin(text, kept)
  let piece = ''
  let shown = ''
  let begun = ''
  let at = 0
  for (const character of text) {
    const index = at
    at += character.length
    switch (markOf(character)) {
      // A style ends with what it is of, and begins with it.
      case 'end':
        piece += character
        continue
      case 'begin':
        begun += character
        continue
      case undefined:
    }
    if (mayBreak(shown, character) && !within.has(index)) {
      pieces.push(piece)
      piece = ''
    }
    piece += begun + character
    shown = shown.slice(-4) + character
    begun = ''
  }
  return [...pieces, piece + begun]
}
