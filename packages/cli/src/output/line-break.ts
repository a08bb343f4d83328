import { markOf } from './terminal-text.js'
import { isWide } from './text-width.js'

// What is copied as a whole: what stands in backticks, and a line of this command, which ends where its words do.
const actions = 'add|bash|check|delete|discover|fish|get|import|list|put|remove|set|status|verify|zsh'
const copied = new RegExp(
  `\`[^\`]+\`|mini-domains(?: (?:help|[a-z]+(?:-[a-z]+)*)(?:(?<![;,.:)]) (?:(?:${actions})\\b|--[a-z-]+(?: (?!--)[!-~]+)?|[!-~]*[A-Z./=\\d][!-~]*))*)?`,
  'g',
)

const closing = /[，。；：、！？）》”’」』】…·—％]/u
const narrowClosing = /[,.;:!?)\]}%]/
const opening = /[（《“‘「『【(<[{]/u

/** Whether a line may end between what was before and the character that is next. */
const mayBreak = (before: string, next: string): boolean => {
  const last = [...before.slice(-2)].at(-1) ?? ''
  if (last === '' || closing.test(next)) return false
  // A number keeps its unit: 50 次.
  if (last === ' ') return next !== ' ' && !(/\d $/.test(before) && isWide(next))
  return (isWide(last) || isWide(next)) && !opening.test(last) && !narrowClosing.test(next)
}

/** Where each of what is copied as a whole begins and ends. */
const wholes = (text: string): ReadonlyArray<readonly [from: number, to: number]> =>
  [...text.matchAll(copied)].map(({ index, 0: whole }) => [index, index + whole.length])

/**
 * Cuts a text where a line of it may end: behind a blank, and between Chinese characters, but not before what closes a sentence or a
 * bracket, behind what opens one, between a number and its unit, nor within an address or a command that is to be copied.
 */
export const piecesOf = (text: string): ReadonlyArray<string> => {
  const pieces: Array<string> = []
  const whole = wholes(text)
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
    if (mayBreak(shown, character) && !whole.some(([from, to]) => from < index && index < to)) {
      pieces.push(piece)
      piece = ''
    }
    piece += begun + character
    shown = shown.slice(-4) + character
    begun = ''
  }
  return [...pieces, piece + begun]
}
