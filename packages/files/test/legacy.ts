/**
 * Encodes a text in an encoding of two bytes, by turning the decoder of the platform round.
 */
export const encodeLegacy = (label: 'gbk' | 'big5' | 'euc-kr' | 'euc-jp' | 'windows-1252', text: string): Buffer => {
  const codes = new Map<string, ReadonlyArray<number>>()
  const decoder = new TextDecoder(label)
  for (let first = 0x80; first <= 0xff; first += 1) {
    const single = decoder.decode(Uint8Array.of(first))
    if (single !== '\ufffd' && !codes.has(single)) codes.set(single, [first])
    if (label === 'windows-1252') continue
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const pair = decoder.decode(Uint8Array.of(first, second))
      if ([...pair].length === 1 && pair !== '\ufffd' && !codes.has(pair)) codes.set(pair, [first, second])
    }
  }
  return Buffer.from(
    [...text].flatMap((letter) => (letter <= '\x7f' ? [letter.charCodeAt(0)] : (codes.get(letter) ?? [0x3f]))),
  )
}
