import * as fc from 'fast-check'
import { isFileFault, textPieces } from '../src/index.js'
import { encodeLegacy } from './legacy.js'
import { all, cut, endOf } from './pieces.js'

const read = async (bytes: Uint8Array, size = 65_536) => {
  const { fault, items } = endOf(await all(textPieces(cut(bytes, size))))
  return { fault, text: items.join('') }
}

const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

const sheet = (words: string): string => `id,vendor,label.city\r\nwx-app-1,wechat,${words}\r\n`

describe('the encoding of a file that a person wrote', () => {
  const text = sheet('北京一号店,小程序')

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE with a mark', utf16(`\ufeff${text}`, 'le')],
    ['UTF-16 BE with a mark', utf16(`\ufeff${text}`, 'be')],
    ['UTF-16 LE', utf16(text, 'le')],
    ['UTF-16 BE', utf16(text, 'be')],
    ['GBK', encodeLegacy('gbk', text)],
  ])('is found out: %s, however the bytes are cut', async (_, bytes) => {
    for (const size of [1, 2, 3, 7, 65_536]) expect(await read(bytes, size)).toEqual({ fault: undefined, text })
  })

  test.each(['北京', '上海旗舰店', '镕喆', '广州', '测试商户', '张三', '李四', '海底捞', '金牌', '联通'])(
    'is GBK for a table with one cell of Chinese: %s',
    async (word) => {
      const { fault, text: came } = await read(encodeLegacy('gbk', sheet(word)))
      if (fault === undefined) expect(came).toBe(sheet(word))
      else expect(fault).toMatchObject({ reason: 'encoding' })
    },
  )

  test.each(['北京', '上海旗舰店', '广州', '海底捞', '金牌', '联通'])(
    'is certain for the words of Chinese: %s',
    async (word) => {
      expect(await read(encodeLegacy('gbk', sheet(word)))).toEqual({ fault: undefined, text: sheet(word) })
    },
  )

  test('may show only after a megabyte of ASCII', async () => {
    const rows = sheet('x') + 'wx,wechat,plain\r\n'.repeat(70_000)
    const bytes = Buffer.concat([Buffer.from(rows), encodeLegacy('gbk', '北京，上海，广州\r\n')])
    expect(await read(bytes)).toEqual({ fault: undefined, text: `${rows}北京，上海，广州\r\n` })
  })

  test('with four bytes of GB18030 is read', async () => {
    const bytes = Buffer.concat([encodeLegacy('gbk', '北京商店的小程序名单'), Buffer.from([0x95, 0x32, 0x82, 0x36])])
    expect((await read(bytes)).text).toBe('北京商店的小程序名单\u{20000}'.replace('\u{20000}', '𠀀'))
  })

  test.each([
    ['Big5', encodeLegacy('big5', sheet('臺北旗艦店'))],
    ['Big5, two letters', encodeLegacy('big5', sheet('高雄'))],
    ['Big5, others', encodeLegacy('big5', sheet('測試'))],
    ['EUC-JP', encodeLegacy('euc-jp', sheet('大阪ショップ'))],
    ['EUC-JP, few kana', encodeLegacy('euc-jp', sheet('東京本店'))],
    ['EUC-KR', encodeLegacy('euc-kr', sheet('서울'))],
    ['EUC-KR, a sentence', encodeLegacy('euc-kr', sheet('부산 테스트 가게 본점'))],
    ['Latin-1', encodeLegacy('windows-1252', sheet('café société'))],
    ['Latin-1 with two accents', encodeLegacy('windows-1252', sheet('Müller, Zoë'))],
    [
      'UTF-8 with a bad byte',
      Buffer.concat([Buffer.from(sheet('北京上海广州')), Buffer.from([0xff]), Buffer.from('深圳')]),
    ],
    ['UTF-8 with a letter cut off', Buffer.from(sheet('北京上海广州')).subarray(0, -3)],
    ['GBK that could be Cyrillic', encodeLegacy('gbk', sheet('小'))],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0])],
    ['zero bytes', Buffer.from('id,vendor\n\0\0\0\0\0\n')],
  ])('is refused where it is doubtful, in one line: %s', async (_, bytes) => {
    const { fault } = await read(bytes)
    expect(fault).toMatchObject({ _tag: 'FileFault', reason: 'encoding' })
    expect(fault?.message.en).toMatch(/encoding|UTF|GB18030/)
  })

  test('that turns to another behind the first 64 kB is refused on its line', async () => {
    const good = `${'北京,上海\n'.repeat(20_000)}`
    const { fault } = await read(Buffer.concat([Buffer.from(good), encodeLegacy('gbk', '北京上海'), Buffer.from('\n')]))
    expect(fault?.reason).toBe('encoding')
    expect(fault?.message.en).toContain('UTF-8')
    expect(fault?.line).toBeGreaterThan(19_000)
    const gb = encodeLegacy('gbk', good)
    const other = await read(Buffer.concat([gb, Buffer.from([0x80, 0xff, 0x0a])]))
    expect(other.fault?.message.en).toContain('GB18030')
  })

  test.each(['café', 'Müller', 'Łódź', 'Москва', 'São Paulo'])('is UTF-8 for what UTF-8 writes: %s', async (word) => {
    expect(await read(Buffer.from(sheet(word)))).toEqual({ fault: undefined, text: sheet(word) })
  })

  test.each([
    ['xlsx', [0x50, 0x4b, 3, 4, 20, 0, 6, 0], 'Excel'],
    ['xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'Excel'],
    ['gzip', [0x1f, 0x8b, 8, 0], 'gzip'],
    ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d], 'PDF'],
    ['an empty zip', [0x50, 0x4b, 5, 6, 0, 0, 0, 0], 'ZIP'],
    ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], '7-Zip'],
    ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 7, 0], 'RAR'],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], 'xz'],
    ['png', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], 'PNG'],
    ['jpeg', [0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JPEG'],
    ['rtf', [...Buffer.from('{\\rtf1 id')], 'rich text'],
    ['SQLite', [...Buffer.from('SQLite format 3\0')], 'SQLite'],
    ['tar', [...Buffer.concat([Buffer.from('apps.csv'), Buffer.alloc(249), Buffer.from('ustar')])], 'tar'],
  ])('is none for what is no text: %s', async (_, bytes, word) => {
    const { fault } = await read(Buffer.from(bytes))
    expect(fault).toMatchObject({ reason: 'not-text' })
    expect(fault?.message.en).toContain(word)
  })

  test.each([
    ['id,vendor\r\nwx-app-1,wechat\r\nwx\0app,wechat\r\n', 3],
    ['\0id,vendor,profile\nwx-app-1,wechat,gold\n', 1],
    [`id,vendor\n${'wx-app-1,wechat\n'.repeat(40)}wx\0`, 42],
  ])('with a stray zero byte is refused on its line, and never taken for UTF-16: %#', async (text, line) => {
    for (const bytes of [Buffer.from(text), Buffer.from(`${text} `)]) {
      const { fault } = await read(bytes)
      expect(fault).toMatchObject({ reason: 'encoding', line })
      expect(fault?.message.en).toContain('zero byte')
    }
  })

  test('drops byte order marks in the middle, as two files put together leave them', async () => {
    expect((await read(Buffer.from('\ufeffa\n\ufeffb\n'))).text).toBe('a\nb\n')
  })

  test('a source that throws ends in a fault', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('id\n'))
      throw new Error('gone')
    }
    expect((await all(textPieces(broken()))).at(-1)).toMatchObject({ reason: 'unreadable' })
  })

  test('any text of UTF-8 with a mark, or UTF-16 with one, comes back', async () => {
    const letters = fc.string({ unit: 'grapheme' }).map((word) => word.replace(/[\0\ufeff]/g, ''))
    await fc.assert(
      fc.asyncProperty(letters, fc.integer({ min: 1, max: 9 }), async (word, size) => {
        for (const bytes of [
          Buffer.from(`\ufeff${word}`),
          utf16(`\ufeff${word}`, 'le'),
          utf16(`\ufeff${word}`, 'be'),
        ]) {
          const came = await read(bytes, size)
          expect(came).toEqual({ fault: undefined, text: word })
        }
      }),
    )
  })

  test('any bytes give text or a fault, and never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const came = await all(textPieces([bytes]))
        expect(came.slice(0, -1).every((one) => !isFileFault(one))).toBe(true)
      }),
    )
  })
})
