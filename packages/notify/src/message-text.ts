import type { Bilingual } from '@mini-domains/core'
import type { Language } from '@mini-domains/core/adapter'
import type { Notice } from './notice.js'

const unshown = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu

const sizeOf = (text: string): number => Buffer.byteLength(text, 'utf8')

const left = (count: number): Bilingual => ({ en: `… and ${count} more`, zh: `…… 另有 ${count} 项` })

// Never half of a character: what is cut is cut between code points.
const cutTo = (text: string, bytes: number): string => {
  let kept = ''
  let size = 0
  for (const character of text) {
    size += sizeOf(character)
    if (size > bytes) break
    kept += character
  }
  return kept
}

/**
 * Writes a notice as the text of a chat message: the title after the name of the program, which also serves a robot that asks for a
 * keyword; one line each; and what to do. It takes at most so many bytes of UTF-8: lines that do not fit are counted in their place.
 */
export const messageText = (
  { title, lines, more = 0, hint }: Pick<Notice, 'title' | 'lines' | 'more' | 'hint'>,
  {
    lang,
    escape,
    maxBytes,
  }: { readonly lang: Language; readonly escape: (text: string) => string; readonly maxBytes: number },
): string => {
  const line = (text: string): string => escape(text.replace(unshown, ' '))
  const head = cutTo(line(`mini-domains: ${title[lang]}`), maxBytes)
  const end = hint === undefined ? '' : `\n→ ${line(hint[lang])}`
  const room = maxBytes - sizeOf(head) - sizeOf(end)
  if (room < 0) return head
  const shown: Array<string> = []
  let used = 0
  for (const [index, text] of lines.map((one) => line(one[lang])).entries()) {
    const counted = index + 1 === lines.length && more === 0 ? 0 : sizeOf(`\n${left(lines.length + more)[lang]}`)
    used += sizeOf(`\n${text}`)
    if (used + counted > room) break
    shown.push(text)
  }
  const rest = lines.length - shown.length + more
  const told = rest === 0 ? shown : [...shown, left(rest)[lang]]
  const whole = [head, ...told].join('\n') + end
  return sizeOf(whole) <= maxBytes ? whole : head + end
}
