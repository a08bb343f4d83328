import { ignoredColumns } from '../../src/index.js'
import { stream } from '../saved-plan.js'
import { all, desiredOf } from '../shared-state.js'

const ignoredIn = (text: string, columns = ', columns: { id: 小程序AppID, name: 商家 }') =>
  all(
    ignoredColumns(
      desiredOf(`version: 1
vendors: { wechat: { adapter: x } }
appFiles: [{ path: a.csv, vendor: wechat${columns} }]
`),
      () => stream(text.split('\n')),
    ),
  )

test('the columns that are passed over are told, as the header writes them', async () => {
  expect(await ignoredIn('序号,小程序 AppID,,商家,frozn\n1,wx1,,x,y\n')).toEqual([
    { path: 'a.csv', columns: ['序号', 'frozn'] },
  ])
})

test('no column is told where all are read, where one is lacking, where none were named, or where there is no file', async () => {
  expect(await ignoredIn('小程序AppID,商家\nwx1,x\n')).toEqual([])
  expect(await ignoredIn('小程序AppID,备注\nwx1,x\n')).toEqual([])
  expect(await ignoredIn('id,备注\nwx1,x\n', '')).toEqual([])
  const state = desiredOf(
    'version: 1\nvendors: { wechat: { adapter: x } }\nappFiles: [{ path: a.csv, vendor: wechat, columns: { id: a } }]\n',
  )
  const none = () => {
    throw new Error('no such file')
  }
  expect(await all(ignoredColumns(state, none))).toEqual([])
})
