import { columnFinder, isSpreadsheetError, jsonLinesFault, leftoverOf } from '../src/index.js'

describe('what a spreadsheet leaves in the place of an id', () => {
  test.each([
    ['1.77123E+07', 'rounded'],
    ['1,77E+07', 'rounded'],
    ['1.77123E7', 'rounded'],
    ['17.7E+06', 'rounded'],
    ['2E+15', 'rounded'],
    ['17712345.0', 'decimals'],
    ['17712345,00', 'decimals'],
    ['17,712,345', 'separators'],
    ['17 712 345', 'separators'],
    ['#N/A', 'error'],
    ['#REF!', 'error'],
    ['########', 'error'],
    ['=A1', 'formula'],
    ['=VLOOKUP(A1,B:C,2,0)', 'formula'],
    ["'17712345", 'apostrophe'],
    ['NULL', 'nothing'],
    ['\\N', 'nothing'],
    ['—', 'nothing'],
    ['无', 'nothing'],
  ])('is told: %s', (cell, word) => {
    expect(leftoverOf(cell)?.en).toContain(word)
    expect(leftoverOf(cell)?.zh).not.toContain(cell)
  })

  test.each([
    'wx0123456789abcdef',
    '17712345',
    '2021004100000000',
    'tt1e10',
    '12e5',
    'refreshtoken@@@a-b',
    '45.abc==',
    '1.2.3',
  ])('is not seen in an id or a token: %s', (cell) => {
    expect([leftoverOf(cell), isSpreadsheetError(cell)]).toEqual([undefined, false])
  })
})

test.each(['AppID(小程序ID)', 'AppID（小程序ID）', '小程序 AppID', 'App_ID (必填)', 'ａｐｐｉｄ'])(
  'a column is known by its name, with a remark behind it or without: %s',
  (written) => {
    expect(columnFinder({ id: ['appid', '小程序appid'] })(written)).toBe('id')
  },
)

test('JSON that is one text is told from JSON Lines by its first line', () => {
  for (const first of ['[', '[{"id":"wx1"},', '{', '  { '])
    expect(jsonLinesFault(first, 1)).toMatchObject({ reason: 'not-text', line: 1 })
  for (const first of ['{"id":"wx1"}', '{"id":', '', 'wx1']) expect(jsonLinesFault(first, 1)).toBeUndefined()
})
