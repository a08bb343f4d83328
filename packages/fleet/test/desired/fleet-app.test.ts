import * as E from 'fp-ts/lib/Either.js'
import { appsOf } from '../../src/desired/fleet-app.js'
import { unknownName } from '../../src/desired/row-diagnostic.js'
import { settingsFor } from '../../src/desired/app-settings.js'
import { stream } from '../saved-plan.js'
import { all, desiredOf } from '../shared-state.js'

const desired = (more: string) =>
  desiredOf(
    `version: 1\nvendors: { wechat: { adapter: x } }\nprofiles: { shop: { webview: [a.com] }, gold: {} }\n${more}`,
  )

const rowsOf = (text: string, more = '') =>
  all(
    appsOf(
      desired(
        `appFiles: [{ path: ${text.startsWith('{') ? 'a.jsonl' : 'a.csv'}, vendor: wechat, labels: { from: file }${more} }]`,
      ),
      () => stream(text.split('\n')),
    ),
  )

describe('files of apps', () => {
  test('may be CSV, with quotes, labels and extra domains', async () => {
    const rows = await rowsOf(
      '\uFEFFid,profile,frozen,label.city,webview,request\n"wx,1",gold,yes,"北""京",b.com c.com,\nwx2,,,,,api.com\n',
    )
    expect(rows).toEqual([
      E.right({
        app: {
          id: 'wx,1',
          vendor: 'wechat',
          profile: 'gold',
          frozen: true,
          labels: { from: 'file', city: '北"京' },
          extra: { webview: ['b.com', 'c.com'] },
        },
        at: 'a.csv:2:1',
        file: 'a.csv',
      }),
      E.right({
        app: {
          id: 'wx2',
          vendor: 'wechat',
          labels: { from: 'file', city: '' },
          extra: { server: { request: ['api.com'] } },
        },
        at: 'a.csv:3:1',
        file: 'a.csv',
      }),
    ])
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'may have a label, an app and a merchant that are called %s',
    async (word) => {
      const label = { [word]: 'gold' }
      const labelled = { from: 'file', ...label }
      const heads = [`id,name,label.${word}`, `编号,商家,等级`]
      const columns = `, columns: { id: 编号, name: 商家, label.${word}: 等级 }`
      const rows = [
        await rowsOf(`${heads[0]}\n${word},${word},gold\n`),
        await rowsOf(`${heads[1]}\n${word},${word},gold\n`, columns),
        await rowsOf(JSON.stringify({ id: word, name: word, labels: label })),
      ]
      for (const [row] of rows) {
        expect(row).toMatchObject({ right: { app: { id: word, name: word } } })
        const labels = row !== undefined && E.isRight(row) ? row.right.app.labels : {}
        expect(Object.entries(labels ?? {})).toEqual(Object.entries(labelled))
      }
      const [unknown] = await all(
        appsOf(desired('appFiles: [{ path: a.csv }]'), () => stream([`id,vendor`, `wx1,${word}`])),
      )
      const state = desired('')
      expect(unknown !== undefined && E.isRight(unknown) && unknownName(state, unknown.right)?.path).toBe('vendor')
    },
  )

  test('may be JSON Lines', async () => {
    const rows = await rowsOf('{"id":"wx1","labels":{"from":"row"}}\n\n{"id":"wx2","keep":["*.x.com"]}')
    expect(rows).toMatchObject([
      E.right({ app: { labels: { from: 'row' } }, at: 'a.jsonl:1:1' }),
      E.right({ app: { keep: ['*.x.com'] }, at: 'a.jsonl:3:1' }),
    ])
  })

  test.each([
    ['id,profile\nwx1', 2, '(the row)', '2 columns'],
    ['a,b\n1', 1, '(the file)', 'id'],
    ['id,frozen\nwx1,perhaps', 2, 'frozen', 'true or false'],
    ['id\n"wx1', 2, '(the row)', 'quotes'],
    ['id,color\nwx1,red\nwx2,red', 1, 'color', 'one of'],
    ['{"id":7}', 1, 'id', 'a text'],
    ['{"id":', 1, '(the row)', 'one JSON object'],
    ['{\n"id":"wx1"\n}', 1, '(the file)', 'one object on each line'],
    ['id\nｗｘ1', 2, 'id', 'ASCII'],
    ['id\nwx\u200b1', 2, 'id', 'ASCII'],
    ['id\n商城', 2, 'id', 'ASCII'],
    ['id\nwx 1', 2, 'id', 'ASCII'],
    ['id\n1.77123E7', 2, 'id', 'rounded'],
    ['id\n17712345.0', 2, 'id', 'decimals'],
    ['id\n#REF!', 2, 'id', 'error of a spreadsheet'],
    ['id,label.city\nwx1,#N/A', 2, 'label.city', 'error of a spreadsheet'],
    ['id,profile\nwx1，gold', 2, '(the row)', '，'],
    ['id,profile\nwx1;gold', 2, '(the row)', ';'],
  ])('tell what is wrong with a row: %j', async (text, line, path, expected) => {
    const [row] = await rowsOf(text)
    expect(row).toMatchObject({ left: [{ line, path }] })
    expect(JSON.stringify(row)).toContain(expected)
  })

  test('are read by the columns that are named, and by no others', async () => {
    const columns = 'columns: { id: 小程序AppID, vendor: 平台, frozen: 已停用, label.tier: 等级, request: 接口域名 }'
    const header = 'id,frozen,小程序AppID,平台,已停用,等级,备注,接口域名'
    const rows = await rowsOf(`${header}\n7,#REF!,wx1,wechat,是,金,#N/A,a.com；b.com\n8,,wx2,,否,,,`, `, ${columns}`)
    expect(rows).toEqual([
      E.right({
        app: {
          id: 'wx1',
          vendor: 'wechat',
          frozen: true,
          labels: { from: 'file', tier: '金' },
          extra: { server: { request: ['a.com', 'b.com'] } },
        },
        at: 'a.csv:2:1',
        file: 'a.csv',
      }),
      E.right({
        app: { id: 'wx2', vendor: 'wechat', frozen: false, labels: { from: 'file', tier: '' } },
        at: 'a.csv:3:1',
        file: 'a.csv',
      }),
    ])
  })

  test('that lack a column that is named, or have none at all, are told once', async () => {
    const columns = ', columns: { id: 小程序AppID, frozen: 停用 }'
    const [lacking, ...more] = await rowsOf('小程序AppID,是否停用\nwx1,是\nwx2,否', columns)
    expect(more).toEqual([])
    expect(lacking).toMatchObject({
      left: [
        {
          line: 1,
          found: { en: 'the header line has no column 停用', zh: '表头没有列 停用' },
          expected: { en: 'It has: 小程序AppID, 是否停用.', zh: '表头的列为：小程序AppID、是否停用。' },
        },
      ],
    })
    const keyed = await rowsOf('{"id":"wx1"}\n{"id":"wx2"}', columns)
    expect(keyed).toMatchObject([{ left: [{ line: 1 }] }])
    expect(JSON.stringify(keyed)).toContain('JSON Lines')
  })

  test('with a column that nobody knows are told how to go on: by the name that was meant, or by naming columns', async () => {
    const rows = await rowsOf('id,frozn\nwx1,yes\nwx2,yes')
    expect(rows).toMatchObject([{ left: [{ line: 1, path: 'frozn' }] }])
    expect(JSON.stringify(rows)).toContain('Did you mean frozen?')
    expect(JSON.stringify(rows)).toContain('Or say with columns:')
    expect(JSON.stringify(rows)).toContain('也可在配置中为该文件写 columns:')
  })

  test('in which two columns mean the same are told that columns can be named', async () => {
    const sheet = '小程序AppID(微信),小程序AppID\nold1,wx1'
    expect(JSON.stringify(await rowsOf(sheet))).toContain('Or say with columns:')
    expect(await rowsOf(sheet, ', columns: { id: 小程序AppID }')).toMatchObject([E.right({ app: { id: 'wx1' } })])
  })

  test('take what Chinese spreadsheets write for yes and no, and between domains', async () => {
    const rows = await rowsOf('id,是否冻结,request\nwx1,是,"a.com,b.com"\nwx2,否,a.com、b.com\nwx3,Y,a.com；b.com')
    const both = { extra: { server: { request: ['a.com', 'b.com'] } } }
    expect(rows).toMatchObject([
      E.right({ app: { frozen: true, ...both } }),
      E.right({ app: { frozen: false, ...both } }),
      E.right({ app: { frozen: true, ...both } }),
    ])
  })

  test('that cannot be opened, or break off, are told', async () => {
    const state = desired('appFiles: [{ path: gone.csv, vendor: wechat }]')
    const broken = () => {
      throw new Error('no such file')
    }
    expect(await all(appsOf(state, broken))).toMatchObject([{ left: [{ file: 'gone.csv', path: '(the file)' }] }])
  })

  test('give each app once: a row that comes again is told with both places, over files and the state itself', async () => {
    const state = desired(`apps: [{ id: wx1, vendor: wechat }]
appFiles: [{ path: a.csv, vendor: wechat }, { path: b.jsonl, vendor: wechat }, { path: c.jsonl }]`)
    const files: Readonly<Record<string, string>> = {
      'a.csv': 'id\nwx2\n\nwx2\nwx1\nwx3',
      'b.jsonl': '{"id":"wx3"}\n{"id":7}\n{"id":"wx4"}',
      'c.jsonl': '{"id":"wx3","vendor":"other"}',
    }
    const rows = await all(appsOf(state, (path) => stream((files[path] ?? '').split('\n'))))
    expect(rows.filter(E.isRight).map(({ right }) => right.at)).toEqual([
      expect.stringMatching(/:\d+:\d+$/),
      'a.csv:2:1',
      'a.csv:6:1',
      'b.jsonl:3:1',
      'c.jsonl:1:1',
    ])
    const told = rows.filter(E.isLeft).flatMap(({ left }) => left.map(({ message }) => message.en))
    expect(told).toEqual([
      'a.csv:4:1: id: expected each app once, found "wx2" of wechat again, which stands at a.csv:2:1',
      `a.csv:5:1: id: expected each app once, found "wx1" of wechat again, which stands at ${state.at('apps.0')}`,
      'b.jsonl:1:1: id: expected each app once, found "wx3" of wechat again, which stands at a.csv:6:1',
      expect.stringContaining('b.jsonl:2:1: id'),
    ])
  })
})

describe('settings', () => {
  test('a later rule wins over an earlier one, an app over all; extra and keep add up', async () => {
    const state = desired(`profile: shop
keep: [all.com]
rules:
  - { select: { labels: { tier: 'g*' } }, profile: gold, keep: [rule.com], policy: add-only }
  - { select: { id: 'wx*', vendor: wechat }, extra: { webview: [extra.com] }, policy: sync }
  - { select: { vendor: nobody }, frozen: true }
apps:
  - { id: wx1, vendor: wechat, labels: { tier: gold }, keep: [own.com], frozen: true }
  - { id: bd1, vendor: wechat }
  - { id: bd2, vendor: wechat }`)
    const settings = settingsFor(state)
    const [first, second, third] = (await all(appsOf(state, undefined))).map((row) =>
      E.isRight(row) ? settings(row.right) : undefined,
    )
    expect(first).toMatchObject({
      keep: ['all.com', 'rule.com', 'own.com'],
      policy: 'sync',
      frozen: true,
      group: undefined,
    })
    expect(first?.parts.map(({ source, name }) => [source, name])).toEqual([
      ['profile', 'gold'],
      ['rule', 'rules.1'],
    ])
    expect(second).toMatchObject({ keep: ['all.com'], policy: 'sync', frozen: false })
    expect(third).toBe(second)
  })
})
