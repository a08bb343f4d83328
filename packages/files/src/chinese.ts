import { bilingual } from '@mini-domains/core/adapter'
import { type FileFault, fileFault, saveAsUtf8 } from './file-fault.js'

type Legacy = 'utf-8' | 'gb18030' | 'big5' | 'euc-kr' | 'euc-jp'

const decoded = (label: Legacy, bytes: Uint8Array, isWhole: boolean): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: !isWhole })
  } catch {
    return undefined
  }
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

const unclear = (line: number, en: string, zh: string): FileFault =>
  fileFault('encoding', line, bilingual(`encoding: ${en}`, `编码：${zh}`), saveAsUtf8)

/** How many ideographs stand in words of two and more that the dictionary of ICU knows. */
const inWords = (text: string): number => {
  let found = 0
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(text.slice(0, 8_192)))
    if (/^\p{sc=Han}{2,}$/u.test(segment)) found += [...segment].length
  return found
}

// Of GB2312: ideographs, and the full-width signs of rows A1 and A3. All else that two bytes can say in GB18030 is rare in it, and
// what most text of other encodings looks like when it is decoded as it.
const ordinaryShare = (bytes: Uint8Array): number => {
  let ordinary = 0
  let all = 0
  for (let at = 0; at + 1 < bytes.length; at += 1) {
    const [first = 0, second = 0] = bytes.subarray(at, at + 2)
    if (first < 0x80) continue
    all += 1
    if (second >= 0xa1 && ((first >= 0xb0 && first <= 0xf7) || first === 0xa1 || first === 0xa3)) ordinary += 1
    at += 1
  }
  return all === 0 ? 0 : ordinary / all
}

const isBig5Instead = (text: string, bytes: Uint8Array, isWhole: boolean): boolean => {
  const other = decoded('big5', bytes, isWhole)
  if (other === undefined || /\p{Co}/u.test(other)) return false
  const [ours, theirs] = [inWords(text), inWords(other)]
  // Without a word in either, a reading in the common half of Big5 is as likely as this one.
  return theirs > ours || (ours === 0 && !/[\xc9-\xf9]/.test(leads(bytes)))
}

// Korean is written in syllables, all of them: Chinese decoded as Korean is mostly ideographs.
const isKoreanInstead = (text: string, bytes: Uint8Array, isWhole: boolean): boolean => {
  const other = decoded('euc-kr', bytes, isWhole)
  if (other === undefined) return false
  const syllables = count(other, /\p{sc=Hang}/gu)
  return (
    syllables > 0 && syllables >= 9 * count(other, /\p{sc=Han}/gu) && 2 * inWords(text) < Math.min(syllables, 8_192)
  )
}

const isJapaneseInstead = (text: string, bytes: Uint8Array, isWhole: boolean): boolean => {
  const other = decoded('euc-jp', bytes, isWhole)
  return other !== undefined && !/\p{Co}/u.test(other) && inWords(other) > inWords(text)
}

const leads = (bytes: Uint8Array): string => {
  let found = ''
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) continue
    found += String.fromCharCode(byte)
    at += 1
  }
  return found
}

/** Two bytes that are a letter in UTF-8 may be an ideograph of GB2312 as well: a few of them tell nothing. */
const mayBeGb = (text: string, bytes: Uint8Array): boolean => {
  const letters = text.match(/[^\0-\x7f]/gu) ?? []
  if (letters.some((letter) => letter > '\u07ff')) return false
  if (ordinaryShare(bytes) < 1) return false
  // "café", "Müller": a Latin letter within a Latin word.
  return count(text, /(?<=[a-z])[\u00c0-\u024f]|[\u00c0-\u024f](?=[a-z])/giu) < letters.length
}

/**
 * Tells by its first bytes that are no ASCII whether a text is UTF-8 or GB18030 (which GBK and GB2312 are part of). What may be
 * either, or another encoding, is a fault. `before` is the letter that stands before them.
 */
export const chineseEncoding = (
  bytes: Uint8Array,
  isWhole: boolean,
  { line, before }: { readonly line: number; readonly before: string },
): 'utf-8' | 'gb18030' | FileFault => {
  const asUtf8 = decoded('utf-8', bytes, isWhole)
  if (asUtf8 !== undefined)
    return mayBeGb(before + asUtf8, bytes)
      ? unclear(
          line,
          'it may be UTF-8 or GBK, too little of it tells which',
          '可能是 UTF-8，也可能是 GBK，内容过少，无法判定',
        )
      : 'utf-8'
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  if (count(lenient, /[^\0-\x7f\ufffd]/gu) > 2 * count(lenient, /\ufffd/g))
    return unclear(line, 'UTF-8 with bytes that are none', 'UTF-8，但含有无效字节')
  const asGb = decoded('gb18030', bytes, isWhole)
  if (asGb === undefined || /\p{Co}/u.test(asGb) || ordinaryShare(bytes) < 0.7)
    return unclear(
      line,
      'neither UTF-8 nor GB18030 (GBK); perhaps Big5, Latin-1 or another',
      '既非 UTF-8，也非 GB18030（GBK），可能是 Big5、Latin-1 或其他编码',
    )
  if (isBig5Instead(asGb, bytes, isWhole))
    return unclear(line, 'it may be GB18030 (GBK) or Big5', '可能是 GB18030（GBK），也可能是 Big5')
  return isKoreanInstead(asGb, bytes, isWhole) || isJapaneseInstead(asGb, bytes, isWhole)
    ? unclear(
        line,
        'it may be GB18030 (GBK), or Korean or Japanese (EUC)',
        '可能是 GB18030（GBK），也可能是韩文或日文（EUC）',
      )
    : 'gb18030'
}
