import * as E from 'fp-ts/lib/Either.js'
import { readDesired } from '../../src/index.js'

const complaintsOf = (text: string) => {
  const desired = readDesired(text, { file: 'fleet.yaml' })
  return E.isLeft(desired)
    ? desired.left.map(({ line, column, path, expected, found }) => [line, column, path, expected.en, found.en])
    : []
}

const vendors = "vendors: { wechat: { adapter: '@mini-domains/wechat' } }"

describe('a desired state', () => {
  test('may be JSON', () => {
    const text = JSON.stringify({ version: 1, vendors: { wechat: { adapter: 'x' } } })
    expect(E.isRight(readDesired(text, { file: 'fleet.json' }))).toBe(true)
  })

  test.each<readonly [string, string, ReadonlyArray<unknown>]>([
    ['no vendors', 'version: 1\n', [1, 1, 'vendors', expect.any(String), 'nothing']],
    [
      'a misspelt key',
      `version: 1\n${vendors}\nprofile: p\nprofils: {}`,
      [4, 1, 'profils', expect.stringContaining('did you mean profile?'), 'an unknown key'],
    ],
    [
      'a wrong type',
      `version: 1\n${vendors}\napps:\n  - { id: 7, vendor: wechat }`,
      [4, 11, 'apps.0.id', expect.stringContaining('text'), '7'],
    ],
    ['a wrong version', `version: 2\n${vendors}`, [1, 10, 'version', '1', '2']],
    [
      'no such profile',
      `version: 1\n${vendors}\nprofiles: { shop: {} }\nprofile: shoop`,
      [4, 10, 'profile', 'a profile: shop', '"shoop"'],
    ],
    [
      'no such vendor',
      `version: 1\n${vendors}\napps:\n  - id: a\n    vendor: baidu`,
      [5, 13, 'apps.0.vendor', 'a vendor: wechat', '"baidu"'],
    ],
    [
      'an app twice',
      `version: 1\n${vendors}\napps:\n  - { id: a, vendor: wechat }\n  - { id: a, vendor: wechat }`,
      [5, 11, 'apps.1.id', 'each app once', '"a" again'],
    ],
    [
      'a domain with a path',
      `version: 1\n${vendors}\nprofiles:\n  p:\n    server:\n      request:\n        - a.com\n        - https://a.com/x`,
      [8, 11, 'profiles.p.server.request.1', expect.stringContaining('path'), '"https://a.com/x"'],
    ],
    ['broken YAML', 'version: 1\nvendors: [', [2, 11, '(the text)', 'YAML or JSON', expect.any(String)]],
    [
      'a key with dots',
      `version: 1\nvendors: { a.b: { adapter: x, color: red } }`,
      [2, 38, 'vendors.a.b.(an unknown key)', expect.any(String), expect.any(String)],
    ],
    [
      'a webhook that nothing is signed with',
      `version: 1\n${vendors}\nnotify:\n  - { to: webhook, url: { env: X } }`,
      [4, expect.any(Number), 'notify.0.secret', expect.stringContaining('a webhook needs one'), 'none'],
    ],
  ])('is told with line and column: %s', (_, text, complaint) => {
    expect(complaintsOf(text)).toEqual([complaint])
  })

  test.each([
    ['as a key', `version: 1\n${vendors}\nhunter2secret: x`, 3],
    ['as a key of a vendor', `version: 1\nvendors:\n  wechat:\n    adapter: x\n    hunter2secret: 1`, 5],
    ['as a key of credentials', `version: 1\nvendors: { w: { adapter: x, credentials: { hunter2secret: 7 } } }`, 2],
    [
      'as a key of credentials, with a dot',
      `version: 1\nvendors: { w: { adapter: x, credentials: { a.hunter2secret: 7 } } }`,
      2,
    ],
    ['as a key of pushes', `version: 1\nvendors: { w: { adapter: x, pushes: { hunter2secret: [] } } }`, 2],
    [
      'in place of a credential',
      `version: 1\nvendors: { w: { adapter: x, credentials: { secret: hunter2secret } } }`,
      2,
    ],
    ['after a star', `version: 1\nvendors: { w: { adapter: x, credentials: { secret: *hunter2secret } } }`, 2],
    ['as a tag', `version: !hunter2secret 1\n${vendors}`, 1],
    ['in a quote without an end', `version: 1\n${vendors}\nprofile: "hunter2secret`, 3],
    ['after a quote', `version: 1\n${vendors}\nprofile: "p" hunter2secret`, 3],
    ['in a line that is no YAML', `version: 1\n${vendors}\n@hunter2secret`, 3],
    ['in a list without an end', `version: 1\n${vendors}\nkeep: [hunter2secret`, 3],
    ['as a key that comes twice', `version: 1\n${vendors}\nhunter2secret: 1\nhunter2secret: 2`, 4],
  ])('never tells a secret that was pasted at a wrong place, but where it stands: %s', (_, text, line) => {
    const complaints = complaintsOf(text)
    expect(complaints.length).toBeGreaterThan(0)
    expect(JSON.stringify(readDesired(text, { file: 'fleet.yaml' }))).not.toContain('hunter2')
    expect(complaints.map(([at]) => at)).toContain(line)
  })

  test('holds no secrets, unless that is asked for, and never tells them', () => {
    const text = (more: string) =>
      `version: 1\n${more}vendors:\n  wechat:\n    adapter: x\n    config: { deep: { appSecret: hush } }\n    credentials: { secret: hush, other: { env: NAME } }`
    expect(complaintsOf(text(''))).toEqual([
      [6, 28, 'vendors.wechat.credentials.secret', expect.stringContaining('{ env: NAME }'), 'a text'],
      [5, 34, 'vendors.wechat.config.deep.appSecret', expect.stringContaining('credentials'), 'a text'],
    ])
    expect(JSON.stringify(complaintsOf(text('')))).not.toContain('hush')
    expect(complaintsOf(text('allowInlineSecrets: true\n'))).toEqual([])
  })

  test('takes aliases and merge keys, and no endless ones', () => {
    const text = `version: 1\n${vendors}\nprofiles:\n  a: &a\n    webview: [a.example.com]\n  b:\n    <<: *a\n    server: { request: [b.example.com] }\n`
    expect(complaintsOf(text)).toEqual([])
    const bomb = `version: 1\n${vendors}\nprofile: &a [x]\n${'bcdefghij'.replace(/./g, (c) => `${c}: &${c} [${Array.from({ length: 9 }, () => `*${String.fromCharCode(c.charCodeAt(0) - 1)}`).join(',')}]\n`)}`
    expect(complaintsOf(bomb)).toEqual([[1, 1, '(the text)', 'YAML or JSON', 'endless aliases']])
  })
})

test('what is wrong is told in Chinese too, also what YAML says', () => {
  const inChinese = (text: string) => {
    const read = readDesired(text, { file: 'f.yaml' })
    return E.isLeft(read) ? read.left.map(({ message }) => message.zh) : []
  }
  expect(inChinese(`version: 1\n${vendors}\nprofils: {}\napps: [{ id: a, vendor: baidu, frozen: maybe }]`)).toEqual([
    'f.yaml:4:40：apps.0.frozen：应为 true 或 false，实际为 "maybe"',
    'f.yaml:3:1：profils：应为支持的键（您是否想写 profile？），实际为无法识别的键',
  ])
  expect(inChinese(`version: 1\n${vendors}\napps: [{ id: a, vendor: baidu }]`)).toEqual([
    'f.yaml:3:25：apps.0.vendor：应为厂商名称（wechat），实际为 "baidu"',
  ])
  expect(inChinese('version: 1\nvendors: [')).toEqual([
    'f.yaml:2:11：（全文）：应为 YAML 或 JSON，实际为缩进有误，或括号未闭合',
  ])
})

describe('slips of YAML', () => {
  const base = 'version: 1\nvendors: { wechat: { adapter: x } }\n'
  test.each([
    ['keep: [*.merchant.example]\n', 3, 'quotes'],
    ['keep:\n  - a.example\n  - *.merchant.example\n', 5, 'quotes'],
    ['profiles: { shop: { webview: [ *.a.example ] } }\n', 3, 'quotes'],
    ['policy： sync\n', 3, 'colon'],
    ['apps:\n  - id： wx1\n    vendor: wechat\n', 4, 'colon'],
    ['apps: [ { id: wx1, vendor：wechat } ]\n', 3, 'colon'],
  ])('are told on their line, with the hint: %j', (text, line, hint) => {
    const read = readDesired(base + text, { file: 'f.yaml' })
    expect(read).toMatchObject({ left: [{ line }] })
    expect(JSON.stringify(read)).toContain(hint)
  })

  test('a reference that is named, and a full-width colon in a text or a remark, are none', () => {
    const text = `${base}# note： x\nkeep: &k [a.example]\npools: { wechat: { keep: *k } }\napps: [{ id: wx1, vendor: wechat, labels: { a: "x：y" } }]\n`
    expect(readDesired(text, { file: 'f.yaml' })._tag).toBe('Right')
  })
})

describe('the columns of a file of apps', () => {
  const of = (file: string) =>
    complaintsOf(`version: 1\n${vendors}\nappFiles:\n  - ${file}\n`).map(([, , path, expected, found]) => [
      path,
      expected,
      found,
    ])

  test('name what apps have, each column once, and the id and the vendor among them', () => {
    expect(of('{ path: a.csv, vendor: wechat, columns: { id: 小程序AppID, label.tier: 等级, any: 域名 } }')).toEqual([])
    expect(of('{ path: a.csv, columns: { id: 小程序AppID, vendor: 平台 } }')).toEqual([])
    expect(of('{ path: a.csv, columns: { name: 商家名称 } }')).toEqual([
      ['appFiles.0.columns', 'the column of id', 'none'],
      ['appFiles.0.columns', 'the column of vendor', 'none'],
    ])
    expect(of('{ path: a.csv, vendor: wechat, columns: { id: AppID, frozn: 停用, name: app_id } }')).toEqual([
      ['appFiles.0.columns.frozn', expect.stringMatching(/^one of id, .*did you mean frozen\?/), '"frozn"'],
      ['appFiles.0.columns.name', 'each column once', '"app_id" again'],
    ])
    expect(of('{ path: a.jsonl, format: jsonl, vendor: wechat, columns: { id: AppID } }')).toEqual([
      ['appFiles.0.columns', expect.stringContaining('JSON Lines'), 'columns'],
    ])
  })
})

describe('the words of a file of apps for vendors', () => {
  const of = (words: string) =>
    complaintsOf(
      `version: 1\nvendors: { wechat: { adapter: x }, baidu: { adapter: y } }\nappFiles: [{ path: a.csv, vendors: ${words} }]\n`,
    ).map(([, , path, expected, found]) => [path, expected, found])

  test('mean a vendor that is there, and a word that is the name of one means no other', () => {
    expect(of('{ 微信: wechat, 百度小程序: baidu, wechat: wechat }')).toEqual([])
    expect(of('{ 微信: wechatt }')).toEqual([['appFiles.0.vendors.微信', 'a vendor: wechat, baidu', '"wechatt"']])
    expect(of('{ wechat: baidu }')).toEqual([
      ['appFiles.0.vendors.wechat', 'a word that is not the name of another vendor', '"wechat"'],
    ])
  })
})
