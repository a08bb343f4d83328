import { bilingual } from '@mini-domains/core/adapter'
import { isAscii } from 'node:buffer'
import { chineseEncoding } from './chinese.js'
import { type FileFault, fileFault, isFileFault, saveAsUtf8 } from './file-fault.js'
import { type FilePieces, brokenOff } from './file-pieces.js'

type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'

const headBytes = 4_096
const windowBytes = 65_536

const starts = (bytes: Uint8Array, ...with_: ReadonlyArray<number>): boolean =>
  with_.every((byte, index) => bytes[index] === byte)

const notText = (en: string, zh: string): FileFault =>
  fileFault(
    'not-text',
    1,
    bilingual(`it is ${en}, not text`, `这是${zh}，不是文本`),
    bilingual('Save it as CSV UTF-8 (.csv) or JSON Lines.', '请另存为 CSV UTF-8（.csv）或 JSON Lines。'),
  )

const ascii = (text: string): ReadonlyArray<number> => [...Buffer.from(text, 'latin1')]

const signatures: ReadonlyArray<readonly [ReadonlyArray<number>, string, string]> = [
  ...['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'].map(
    (sign) =>
      [
        ascii(sign),
        'an Excel workbook (.xlsx), another document (.docx) or a ZIP archive',
        ' Excel 工作簿（.xlsx）、其他文档（.docx）或 ZIP 压缩包',
      ] as const,
  ),
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook (.xls)', '旧版 Excel 工作簿（.xls）'],
  [[0x1f, 0x8b], 'a gzip archive', ' gzip 压缩包'],
  [ascii('7z\xbc\xaf\x27\x1c'), 'a 7-Zip archive', ' 7-Zip 压缩包'],
  [ascii('Rar!\x1a\x07'), 'a RAR archive', ' RAR 压缩包'],
  [ascii('BZh91AY&SY'), 'a bzip2 archive', ' bzip2 压缩包'],
  [ascii('\xfd7zXZ\0'), 'an xz archive', ' xz 压缩包'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a Zstandard archive', ' Zstandard 压缩包'],
  [ascii('%PDF'), 'a PDF', ' PDF'],
  [ascii('{\\rtf'), 'a document of rich text (.rtf)', '富文本文档（.rtf）'],
  [ascii('\x89PNG'), 'a picture (PNG)', '图片（PNG）'],
  [[0xff, 0xd8, 0xff], 'a picture (JPEG)', '图片（JPEG）'],
  [ascii('GIF89a'), 'a picture (GIF)', '图片（GIF）'],
  [ascii('SQLite format 3\0'), 'a database of SQLite', ' SQLite 数据库'],
]

const foreign = (head: Uint8Array): FileFault | undefined => {
  const found = signatures.find(([sign]) => starts(head, ...sign))
  if (found !== undefined) return notText(found[1], found[2])
  // Where tar has its own sign.
  return starts(head.subarray(257), ...ascii('ustar')) ? notText('a tar archive', ' tar 归档') : undefined
}

const doubtful = (line: number, en: string, zh: string): FileFault =>
  fileFault('encoding', line, bilingual(`encoding: ${en}`, `编码：${zh}`), saveAsUtf8)

const unknownWide = doubtful(
  1,
  'zero bytes, as in UTF-16 or UTF-32 without a byte order mark, or in what is no text',
  '含有零字节，像是没有 BOM 的 UTF-16、UTF-32，或并非文本',
)

const strayZero = (head: Uint8Array): FileFault => {
  const lines = head.subarray(0, head.indexOf(0)).filter((byte) => byte === 10).length
  return doubtful(lines + 1, 'a zero byte in what else is text', '文本中含有零字节')
}

const isPlain = (text: string): boolean => !/[^\P{Cc}\t\n\r\f]|\p{Cn}/u.test(text)

/** UTF-16 without a mark: the zero bytes of its ASCII stand on one side. */
const wide = (head: Uint8Array): Encoding | FileFault => {
  const zeros = [0, 1].map((side) => head.filter((byte, index) => byte === 0 && index % 2 === side).length)
  const [even = 0, odd = 0] = zeros
  const encoding = odd > even ? 'utf-16le' : 'utf-16be'
  // A stray zero byte makes no UTF-16, where the other half of each ASCII character is one.
  if (head.length >= 16 && 10 * Math.max(even, odd) < head.length) return strayZero(head)
  if (Math.max(even, odd) < 4 * Math.min(even, odd)) return unknownWide
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true })
    return isPlain(text) ? encoding : unknownWide
  } catch {
    return unknownWide
  }
}

/** What the first bytes say for certain; `undefined` where they are ASCII or one of its extensions. */
const marked = (head: Uint8Array): { readonly encoding: Encoding; readonly mark: number } | FileFault | undefined => {
  if (starts(head, 0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', mark: 3 }
  if (starts(head, 0xff, 0xfe, 0, 0) || starts(head, 0, 0, 0xfe, 0xff))
    return doubtful(1, 'UTF-32, which is not read', 'UTF-32，不支持')
  if (starts(head, 0xff, 0xfe)) return { encoding: 'utf-16le', mark: 2 }
  if (starts(head, 0xfe, 0xff)) return { encoding: 'utf-16be', mark: 2 }
  if (!head.includes(0)) return undefined
  const encoding = wide(head)
  return isFileFault(encoding) ? encoding : { encoding, mark: 0 }
}

const shown: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030 (GBK)',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
}

const strictDecoder = (encoding: Encoding) => new TextDecoder(encoding, { fatal: true, ignoreBOM: true })

/** How many lines into a piece the first bytes stand that cannot be decoded, as far as lines can be told apart. */
const wrongLine = (encoding: Encoding, bytes: Uint8Array): number => {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return 0
  let line = 0
  for (let from = bytes.indexOf(10) + 1; from > 0;) {
    const end = bytes.indexOf(10, from)
    line += 1
    try {
      strictDecoder(encoding).decode(bytes.subarray(from, end === -1 ? bytes.length : end), { stream: end === -1 })
    } catch {
      return line
    }
    from = end + 1
  }
  return 0
}

/** Decodes what comes, strictly, and knows on which line it is. */
const decoder = () => {
  let line = 1
  let before = ''
  let held: Uint8Array = new Uint8Array(0)
  let encoding: Encoding | undefined
  let text: ReturnType<typeof strictDecoder> | undefined

  const given = (piece: string): string | FileFault => {
    const clean = piece.replaceAll('\ufeff', '')
    if (clean.includes('\0')) return doubtful(line, 'zero bytes in what else is text', '文本中含有零字节')
    for (let at = clean.indexOf('\n'); at !== -1; at = clean.indexOf('\n', at + 1)) line += 1
    return clean
  }
  const strictly = (bytes: Uint8Array, isEnd: boolean): string | FileFault => {
    if (encoding === undefined) return ''
    text ??= strictDecoder(encoding)
    try {
      return given(text.decode(bytes, { stream: !isEnd }))
    } catch {
      const name = shown[encoding]
      line += wrongLine(encoding, bytes)
      return doubtful(
        line,
        `${name} up to line ${line}, and bytes after it that are none`,
        `第 ${line} 行之前为 ${name}，其后含有无效字节`,
      )
    }
  }
  /** ASCII is the same in all that this may be, so it decides nothing, and need not wait. */
  const plain = (bytes: Uint8Array, isEnd: boolean): string | FileFault => {
    if (isAscii(bytes)) {
      held = new Uint8Array(0)
      before = bytes.length === 0 ? before : String.fromCharCode(bytes[bytes.length - 1] ?? 0)
      return given(Buffer.from(bytes).toString('latin1'))
    }
    const from = bytes.findIndex((byte) => byte >= 0x80)
    const ascii = given(Buffer.from(bytes.subarray(0, from)).toString('latin1'))
    if (from > 0) before = String.fromCharCode(bytes[from - 1] ?? 0)
    held = bytes.subarray(from)
    if (isFileFault(ascii) || (held.length < windowBytes && !isEnd)) return ascii
    const found = chineseEncoding(held.subarray(0, windowBytes), isEnd && held.length <= windowBytes, { line, before })
    if (isFileFault(found)) return found
    encoding = found
    const rest = strictly(held, isEnd)
    held = new Uint8Array(0)
    return isFileFault(rest) ? rest : ascii + rest
  }
  let isBegun = false
  return (bytes: Uint8Array, isEnd: boolean): string | FileFault => {
    if (encoding !== undefined) return strictly(bytes, isEnd)
    const all = held.length === 0 ? bytes : Buffer.concat([held, bytes])
    if (isBegun) return plain(all, isEnd)
    if (all.length < headBytes && !isEnd) {
      held = all
      return ''
    }
    isBegun = true
    const head = all.subarray(0, headBytes)
    const found = foreign(head) ?? marked(head)
    if (found === undefined) return plain(all, isEnd)
    if (isFileFault(found)) return found
    encoding = found.encoding
    return strictly(all.subarray(found.mark), isEnd)
  }
}

/**
 * Decodes a file that a person wrote: UTF-8, UTF-16 (either order) with or without a byte order mark, GB18030 and so GBK and GB2312.
 * Strict to the last byte; memory does not grow with the file. What is in no such encoding, or may be in two, is a fault that names
 * the encoding, as the last piece. Byte order marks are dropped wherever they stand. Text passes through.
 */
export async function* textPieces(pieces: FilePieces): AsyncGenerator<string | FileFault> {
  const decode = decoder()
  const nothing = new Uint8Array(0)
  try {
    for await (const piece of pieces) {
      if (isFileFault(piece)) {
        yield piece
        return
      }
      const text = typeof piece === 'string' ? piece.replaceAll('\ufeff', '') : decode(piece, false)
      if (text !== '') yield text
      if (isFileFault(text)) return
    }
    const last = decode(nothing, true)
    if (last !== '') yield last
  } catch (error) {
    yield brokenOff(error)
  }
}
