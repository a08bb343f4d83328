import { chosenColumns, columnFinder, columnsOf, tableRows, textLines } from '../src/index.js'
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

  test('says which column was probably meant', async () => {
    const { fault } = await read('id,vendro\nwx1,wechat\n')
    expect(fault?.hint.en).toContain('Did you mean vendor?')
    expect(fault?.hint.zh).toContain('您是否想用 vendor？')
  })

  test('by chosen names is read by those alone, and one that it lacks is told with those that it has', async () => {
    const names = { id: '小程序AppID（主）', note: '备注' }
    const readBy = async (text: string) =>
      endOf(
        await all(
          tableRows(textLines([Buffer.from(text)]), {
            column: chosenColumns(names),
            required: ['id', 'note'],
            others: 'passed-over',
            chosen: names,
          }),
        ),
      )
    const { items, fault } = await readBy('id,小程序 appid(主),小程序AppID（备）,备注,note\n7,wx1,wx2,好,坏\n')
    expect(fault).toBeUndefined()
    expect(items.map(({ cells }) => Object.fromEntries(cells))).toEqual([{ id: 'wx1', note: '好' }])
    const lacking = (await readBy('序号、类,备 注,状态\n1,好,2\n')).fault
    expect(lacking?.message).toEqual({
      en: 'the header line has no column 小程序AppID（主）',
      zh: '表头没有列 小程序AppID（主）',
    })
    expect(lacking?.hint).toEqual({ en: 'It has: 序号、类, 备 注, 状态.', zh: '表头的列为：序号、类、备 注、状态。' })
  })

  test('tells the names in its header without its rows', async () => {
    const named = (text: string) => columnsOf(textLines([Buffer.from(text)]))
    expect(await named('sep=;\n\n序号;"小程序;AppID";;备注;;\n1;2;3;4;;')).toEqual(['序号', '小程序;AppID', '', '备注'])
    expect(await named('')).toEqual([])
    const below = '商家清单（十一月）,,\n制表人：王,,十一月\n小程序AppID,厂商,其他\nwx1,wechat,\n'
    expect(await columnsOf(textLines([Buffer.from(below)]), column)).toEqual(['小程序AppID', '厂商', '其他'])
    expect(await named(below)).toEqual(['商家清单（十一月）'])
  })

  test('finds its header below a title, and tells of the first row where there is none', async () => {
    const title = '商家清单（十一月）,,\r\n,,\r\n制表人：王,,十一月\r\n'
    expect(await read(`${title}id,vendor\r\nwx1,wechat\r\n`)).toEqual({
      fault: undefined,
      rows: [[5, { id: 'wx1', vendor: 'wechat' }, undefined]],
    })
    expect((await read(`${title}id,vendro\nwx1,wechat\n`)).fault).toMatchObject({ line: 4, column: 'vendro' })
    const none = await read(`${title}${'1,2,3\n'.repeat(20)}id,vendor\n`)
    expect(none).toMatchObject({ fault: { line: 1, reason: 'column' }, rows: [] })
  })

  test('passes no row over that stands above the header, as in a sheet that was sorted with it', async () => {
    const { fault, rows } = await read('清单,\nwx2,wechat\n17712345,baidu\nid,vendor\nwx1,wechat\n')
    expect(rows).toEqual([])
    expect(fault).toMatchObject({ line: 2, reason: 'column', message: { zh: '此行位于表头（第 4 行）之上' } })
  })

  test('takes an id as the spreadsheet shows it, without the sign before it that makes it a text', async () => {
    const { rows } = await read("id,vendor\n'17712345,wechat\n'=1,'甲'\n")
    expect(rows.map(([, cells]) => cells)).toEqual([
      { id: '17712345', vendor: 'wechat' },
      { id: "'=1", vendor: "'甲'" },
    ])
  })
})
