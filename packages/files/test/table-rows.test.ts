import { columnFinder, tableRows, textLines } from '../src/index.js'
import { all, endOf } from './pieces.js'

const column = columnFinder({ id: ['appid', '小程序appid'], vendor: ['厂商'], note: [] })

const read = async (text: string, others: 'passed-over' | ReadonlyArray<string> = ['id', 'vendor', 'note']) => {
  const { fault, items } = endOf(
    await all(tableRows(textLines([Buffer.from(text)]), { column, required: ['id', 'vendor'], others })),
  )
  return { fault, rows: items.map(({ line, cells, uneven }) => [line, Object.fromEntries(cells), uneven?.found]) }
}

const two = [
  [2, { id: 'wx1', vendor: 'wechat' }, undefined],
  [3, { id: 'wx2', vendor: 'wechat' }, undefined],
]

describe('a table', () => {
  test.each([
    ['commas', 'id,vendor\nwx1,wechat\nwx2,wechat\n'],
    ['semicolons', 'id;vendor\nwx1;wechat\nwx2;wechat\n'],
    ['tabs', 'id\tvendor\nwx1\twechat\nwx2\twechat\n'],
    ['CRLF', 'id,vendor\r\nwx1,wechat\r\nwx2,wechat\r\n'],
    ['CR', 'id,vendor\rwx1,wechat\rwx2,wechat\r'],
    ['quotes', '"id","vendor"\n"wx1","wechat"\n"wx2" , "wechat"\n'],
    ['formulas', 'id,vendor\n="wx1",wechat\n"=""wx2""",wechat\n'],
    ['names in other words', '小程序 AppID,厂商\nwx1,wechat\nwx2,wechat\n'],
    ['names in full-width letters', 'ＡｐｐＩＤ,Vendor\nwx1,wechat\nwx2,wechat\n'],
    ['rows of commas', 'id,vendor\nwx1,wechat\nwx2,wechat\n,\n,\n,,,,\n'],
    ['commas at the ends', 'id,vendor,,\nwx1,wechat,,\nwx2,wechat,,\n'],
    ['commas at the ends of rows', 'id,vendor\nwx1,wechat,,\nwx2,wechat,,,,\n'],
    ['commas at the end of the header', 'id,vendor,,\nwx1,wechat\nwx2,wechat\n'],
    ['the header again', 'id,vendor\nwx1,wechat\nwx2,wechat\nid,vendor\n'],
  ])('is read with %s', async (_, text) => {
    expect(await read(text)).toEqual({ fault: undefined, rows: two })
  })

  test('is read from behind a line that names the separator, and blank ones', async () => {
    const { rows } = await read('sep=;\r\n\r\nid;vendor\r\nwx1;wechat\r\n')
    expect(rows).toEqual([[4, { id: 'wx1', vendor: 'wechat' }, undefined]])
    expect((await read('"sep=,"\nid,vendor\nwx1,wechat\n')).rows).toHaveLength(1)
    expect((await read('sep=|\nid|vendor\nwx1|wechat\n')).rows).toHaveLength(1)
  })

  test('counts lines as the file does, with line breaks within quotes', async () => {
    const { rows } = await read('id,vendor,note\nwx1,wechat,"two\nlines"\n\nwx2,wechat,x\n')
    expect(rows.map(([line]) => line)).toEqual([2, 5])
  })

  test('tells rows that are uneven by more than blanks', async () => {
    const { rows } = await read('id,vendor\nwx1\nwx2,wechat,more\n')
    expect(rows.map(([line, , found]) => [line, found])).toEqual([
      [2, 1],
      [3, 3],
    ])
  })

  test.each([
    ['', 'column', 'empty'],
    ['\n\n', 'column', 'empty'],
    ['wx1,secret-token\nwx2,secret-token\n', 'column', 'id, vendor'],
    ['id\nwx1\n', 'column', 'vendor'],
    ['id,vendor,appid\nwx1,wechat,wx2\n', 'column', 'twice'],
    ['id,id,vendor\nwx1,wx2,wechat\n', 'column', 'twice'],
    ['id,vendor,colour\nwx1,wechat,red\n', 'column', 'not known'],
    ['id,vendor,,note\nwx1,wechat,x,\n', 'column', 'column 3'],
    ['id，vendor\nwx1，wechat\n', 'separator', 'full-width'],
    ['id|vendor\nwx1|wechat\n', 'separator', 'separator'],
    ['<html><table><tr><td>id</td></tr></table>', 'not-text', 'HTML'],
    ['id,vendor\nwx1,"wechat\nwx2,wechat\nwx3,wechat\n', 'quote', 'line 2'],
  ])('is refused once, whatever its length: %j', async (text, reason, word) => {
    const { fault } = await read(text)
    expect(fault).toMatchObject({ reason })
    expect(fault?.message.en).toContain(word)
    expect(JSON.stringify(fault)).not.toContain('secret-token')
  })

  test('gives the rows before a fault', async () => {
    const { rows, fault } = await read('id,vendor\nwx1,wechat\nwx2,wechat\nwx3,"wechat\nwx4,wechat\n')
    expect(rows).toEqual(two)
    expect(fault).toMatchObject({ reason: 'quote', line: 4 })
  })

  test('passes columns over where they are not asked for, also twice', async () => {
    const { rows, fault } = await read('name,name,id,vendor,x\na,b,wx1,wechat,\n', 'passed-over')
    expect(fault).toBeUndefined()
    expect(rows).toEqual([[2, { id: 'wx1', vendor: 'wechat' }, undefined]])
  })
})
