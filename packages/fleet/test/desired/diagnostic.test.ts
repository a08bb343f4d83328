import * as E from 'fp-ts/lib/Either.js'
import { appsOf, readDesired } from '../../src/index.js'
import { stream } from '../saved-plan.js'
import { all, desiredOf } from '../shared-state.js'

// Names of keys and of values stay; two words of English in a row are a sentence that nobody put into Chinese.
const isChinese = (message: string): boolean => !/[A-Za-z]{2,} [a-z]{2,}/.test(message.replace(/"[^"]*"/g, ''))

const faults = (text: string): ReadonlyArray<string> => {
  const read = readDesired(text, { file: 'a.yaml' })
  return E.isLeft(read) ? read.left.map(({ message }) => message.zh) : []
}

const head = 'version: 1\nvendors: { wechat: { adapter: x } }\n'

describe('what is wrong with a config, in Chinese,', () => {
  test.each([
    'version: 1\nvendors: 3\n',
    'version: 1\nvendors: { wechat: { adapter: "" } }\n',
    'version: 1\nvendors: { wechat: { adapter: x, config: { secret: abc } } }\n',
    'version: 1\nvendors: { wechat: { adapter: x, credentials: { secret: abc } } }\n',
    `${head}profiel: p\n`,
    `${head}zzz: p\n`,
    `${head}profile: p\n`,
    `${head}profiles: { p: { webview: www.example.com } }\nprofile: q\n`,
    `${head}profiles: { p: { webview: ["http://x"] } }\n`,
    `${head}policy: all\n`,
    `${head}pools: { baidu: {} }\n`,
    `${head}guard: { app: -1 }\n`,
    `${head}apps: [{ id: "a b", vendor: wechat }]\n`,
    `${head}apps: [{ id: a, vendor: wechat }, { id: a, vendor: wechat }]\n`,
    `${head}appFiles: [{ path: a.csv, columns: { idd: a } }]\n`,
    `${head}appFiles: [{ path: a, vendor: wechat, format: jsonl, columns: { id: a } }]\n`,
    `${head}migrations: [{ from: a.example.com, to: a.example.com }]\n`,
    `${head}notify: [{ to: mail, url: { env: X } }]\n`,
    `${head}notify: [{ to: webhook, url: { env: X } }]\n`,
    `${head}keep: [*.example.com]\n`,
    `${head}profile： p\n`,
  ])('has no English sentence in it: %j', (text) => {
    const told = faults(text)
    expect(told).not.toHaveLength(0)
    expect(told.filter((message) => !isChinese(message))).toEqual([])
  })

  test('nor has what is wrong with a row', async () => {
    const rows = [
      'id,vendor,frozen',
      '合计,,',
      ',,',
      'wx1,wechat,maybe',
      'wx2,wechat,1',
      'wx2,wechat,1',
      '1.77E+10,wechat,',
      'wx 3,wechat,',
    ]
    const desired = desiredOf(`${head}appFiles: [{ path: a.csv }]\n`)
    const told = (await all(appsOf(desired, () => stream(rows)))).flatMap((row) =>
      E.isLeft(row) ? row.left.map(({ message }) => message.zh) : [],
    )
    expect(told.length).toBeGreaterThan(3)
    expect(told.filter((message) => !isChinese(message))).toEqual([])
  })

  test('says of a row without an id that it is a total or a note', async () => {
    const desired = desiredOf(`${head}appFiles: [{ path: a.csv, columns: { id: AppID, vendor: 平台 } }]\n`)
    const rows = ['序号,AppID,平台', '1,wx1,wechat', '合计,,']
    const [, row] = await all(appsOf(desired, () => stream(rows)))
    expect(row).toMatchObject({
      left: [{ message: { zh: 'a.csv:3:1：id：应为 ID；合计行、说明行请删除，实际为空' } }],
    })
  })
})
