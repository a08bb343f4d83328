import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { AuthorizedApp } from '@mini-domains/core/adapter'
import { wechat } from '@mini-domains/wechat'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Typed, desk, eventsOf, fleetDesk, vendors } from '../../harness/command-line.js'
import { pushConfig, pushEnvironment, whileListening } from '../../harness/listening.js'

const listPath = '/cgi-bin/component/api_get_authorizer_list'

const ready = async (strangers: Readonly<Record<string, unknown>> = {}) => {
  const emulator = await vendors()
  const at = desk(pushEnvironment(emulator), strangers)
  const config = pushConfig(emulator)
  at.write('mini-domains.yaml', config)
  await whileListening(at, (url) => emulator.wechat.authorisation.pushTicket(url).then(() => undefined))
  const answer = (body: Readonly<Record<string, unknown>>, times = 1): void => {
    emulator.wechat.faults.add({ kind: 'reply', times, body, match: { path: listPath } })
  }
  const listed = (total_count: number, ...ids: ReadonlyArray<string>) => ({
    total_count,
    list: ids.map((authorizer_appid) => ({ authorizer_appid, refresh_token: 'secret-refresh' })),
  })
  const read = (file: string): string => readFileSync(join(at.folder, file), 'utf8')
  return { emulator, at, config, answer, listed, read }
}

const ended = ({ code, out, err }: Typed, as: number, words: string): void => {
  expect(code).toBe(as)
  expect(`${out}${err}`).toContain(words)
}

describe('apps discover', () => {
  test('gives the apps that are authorised and that neither the config nor its files name, as rows', async () => {
    const { emulator, at, config } = await ready()
    const ids = Array.from({ length: 1_100 }, (_, n) => `wx-${n + 1}`)
    emulator.wechat.seed({ apps: Object.fromEntries(ids.map((id) => [id, {}])) })
    at.write('mini-domains.yaml', `${config}appFiles: [{ path: apps.csv, vendor: wechat }]\n`)
    at.write('apps.csv', ['id', ...ids.slice(0, 1_097), ''].join('\n'))
    const { code, out, err } = await at.type('apps', 'discover', '--vendor', 'wechat')
    expect(code).toBe(0)
    expect(out.split('\n').slice(0, 1)).toEqual(['vendor,id,name'])
    expect(out).toContain('wechat,wx-1098,\nwechat,wx-1099,\nwechat,wx-1100,\n')
    expect(out).not.toContain('wx-app-1,')
    expect(err).toMatch(/wechat: 11\d\d authorised, 1098 known already, \d+ new/)
    expect(err).toContain('Accounts that are no mini programs may be among them')
    expect(emulator.wechat.tokenCalls().byEndpoint['api_get_authorizer_list']).toBe(3)
  })

  test('writes them into a file that the config can name: then nothing is new, and every row can be read', async () => {
    const { at, config, answer, listed, read } = await ready()
    answer(listed(3, 'wx-app-1', 'wx-b', 'wx-c'), 2)
    const typed = await at.type('apps', 'discover', '--vendor', 'wechat', '--out', 'new.csv')
    ended(typed, 0, 'Wrote new.csv; name it under appFiles.')
    expect(typed.out).toContain('wechat: 3 authorised, 1 known already, 2 new')
    expect(read('new.csv')).toBe('vendor,id,name\nwechat,wx-b,\nwechat,wx-c,\n')
    at.write('mini-domains.yaml', `${config}appFiles: [{ path: new.csv }]\n`)
    expect((await at.type('apps')).out).toContain('new.csv: 2 rows')
    const again = await at.type('apps', 'discover', '--vendor', 'wechat')
    expect(again).toMatchObject({ code: 0, out: 'vendor,id,name\n' })
    expect(again.err).toContain('3 authorised, 3 known already, 0 new')
  })

  test('does not write over a file unasked, and then asks no vendor', async () => {
    const { emulator, at, read } = await ready()
    at.write('mine.csv', 'mine\n')
    const line = ['apps', 'discover', '--vendor', 'wechat', '--out', 'mine.csv'] as const
    ended(await at.type(...line), 4, 'mine.csv is there already')
    expect(emulator.wechat.tokenCalls().byEndpoint).not.toHaveProperty('api_get_authorizer_list')
    expect(read('mine.csv')).toBe('mine\n')
    expect((await at.type(...line, '--force')).code).toBe(0)
    expect(read('mine.csv')).toMatch(/^vendor,id,name\n/)
  })

  test('tells the counts and each new app as facts', async () => {
    const { at, answer, listed } = await ready()
    answer(listed(2, 'wx-app-1', 'wx-b'))
    const { code, out } = await at.type('apps', 'discover', '--vendor', 'wechat', '--json')
    const facts = eventsOf(out).flatMap((event) => (event.event === 'fact' ? [[event.name, event.value]] : []))
    expect({ code, facts }).toEqual({
      code: 0,
      facts: [
        ['authorized-app', { vendor: 'wechat', app: 'wx-b' }],
        ['authorized-apps', { vendor: 'wechat', found: 2, known: 1, new: 1 }],
      ],
    })
  })

  test('is never green about a vendor that has no such call', async () => {
    const { at } = await ready()
    const alone = await at.type('apps', 'discover', '--vendor', 'baidu', '--out', 'new.csv')
    ended(alone, 7, 'baidu was not looked at: no call')
    expect(alone.err).toContain('who must act: you')
    const told = eventsOf((await at.type('apps', 'discover', '--vendor', 'baidu', '--json')).out)
    expect(told).toContainEqual(
      expect.objectContaining({ event: 'problem', problem: 'no-app-list', vendor: 'baidu', actor: 'caller' }),
    )
    expect(readdirSync(at.folder)).not.toContain('new.csv')
    const both = await at.type('apps', 'discover', '--lang', 'zh')
    ended(both, 3, '未查询 baidu')
    expect(both.out).toContain('vendor,id,name')
  })

  test('needs the credentials of the platform: a table of tokens is not enough', async () => {
    const { at } = await fleetDesk()
    const typed = await at.type('apps', 'discover', '--vendor', 'wechat')
    ended(typed, 1, 'A table of tokens is not enough')
  })

  test('tells a vendor that the config does not have, and options that do not go with the action', async () => {
    const { at } = await ready()
    const unknown = await at.type('apps', 'discover', '--vendor', 'wechta')
    ended(unknown, 1, 'the config has no vendor "wechta"')
    ended(await at.type('apps', 'discover', '--app', 'wx*'), 1, '--app does not go with discover')
    ended(await at.type('apps', '--out', 'a.csv'), 1, '--out goes with discover only')
    expect((await at.type('apps', 'discovre')).err).toContain('apps takes one of discover')
  })

  test('writes nothing of a list that breaks off, and says what the vendor said', async () => {
    const { at, answer, listed } = await ready()
    const ids = Array.from({ length: 500 }, (_, n) => `wx-${n}`)
    answer(listed(600, ...ids))
    answer({ errcode: 40013, errmsg: 'invalid appid' })
    const typed = await at.type('apps', 'discover', '--vendor', 'wechat', '--out', 'new.csv')
    ended(typed, 1, '40013')
    expect(existsSync(join(at.folder, 'new.csv'))).toBe(false)
  })

  test('reads a list that changed once more, and ends with 3 where it does not keep still', async () => {
    const { at, answer, listed } = await ready()
    const ids = Array.from({ length: 500 }, (_, n) => `wx-${n}`)
    answer(listed(501, ...ids))
    answer(listed(502, 'wx-late'))
    answer(listed(2, 'wx-other', 'wx-late'))
    const settled = await at.type('apps', 'discover', '--vendor', 'wechat')
    expect(settled.code).toBe(0)
    for (const id of ['wx-0', 'wx-late', 'wx-other']) expect(settled.out).toContain(`wechat,${id},\n`)
    answer(listed(3, 'wx-a', 'wx-b'))
    answer(listed(3))
    answer(listed(2, 'wx-a'))
    answer(listed(2))
    const restless = await at.type('apps', 'discover', '--vendor', 'wechat')
    ended(restless, 3, 'changed while it was read')
    expect(restless.out).toContain('wechat,wx-b,\n')
  })

  test('takes a count that is off in the same way twice for what it is', async () => {
    const { at, answer, listed } = await ready()
    for (let reading = 1; reading <= 2; reading += 1) {
      answer(listed(3, 'wx-a', 'wx-b'))
      answer(listed(3))
    }
    expect((await at.type('apps', 'discover', '--vendor', 'wechat')).code).toBe(0)
  })

  test('tells rows that cannot be read, the vendor’s and those of the config, without what stands in them', async () => {
    const { at, config, answer } = await ready()
    answer({ total_count: 2, list: [{ authorizer_appid: 'wx-b' }, { refresh_token: 'secret-refresh' }] }, 2)
    const typed = await at.type('apps', 'discover', '--vendor', 'wechat')
    expect(typed).toMatchObject({ code: 3, out: 'vendor,id,name\nwechat,wx-b,\n' })
    expect(typed.err).toContain('1 of the rows that wechat lists name no app')
    expect(at.printed()).not.toContain('secret-refresh')
    answer({ total_count: 0, list: [] })
    at.write('mini-domains.yaml', `${config}appFiles: [{ path: apps.csv, vendor: wechat }]\n`)
    at.write('apps.csv', 'id,frozen\nwx-b,perhaps\n')
    const unread = await at.type('apps', 'discover', '--vendor', 'wechat')
    ended(unread, 3, 'some rows of the files of apps')
  })

  test('gives names where a list tells them, none of which a spreadsheet or a terminal would obey', async () => {
    const apps: ReadonlyArray<AuthorizedApp> = [
      { appId: 'a1', name: '=HYPERLINK("http://x.example","北京")' },
      { appId: 'a2', name: 'Tea, "Coffee"' },
      { appId: 'a3', name: '\u001b[31mred\nline' },
      { appId: 'a4', name: '＋861' },
      { appId: '=a5', name: '@x' },
    ]
    const authorizedApps = () => TE.right({ apps, unreadable: 0, total: apps.length, hasOthers: false })
    const acme = {
      ...wechat,
      exchange: (...given: Parameters<NonNullable<typeof wechat.exchange>>) =>
        wechat.exchange === undefined
          ? E.left([])
          : E.map((made: object) => ({ ...made, authorizedApps }))(wechat.exchange(...given)),
    }
    const { at, config, read } = await ready({ 'acme-adapter': { acme } })
    at.write('mini-domains.yaml', config.replace("'@mini-domains/wechat'", "'acme-adapter'"))
    const rows = [
      'vendor,id,name',
      `wechat,a1,"'=HYPERLINK(""http://x.example"",""北京"")"`,
      'wechat,a2,"Tea, ""Coffee"""',
      'wechat,a3,\\x1b[31mred\\nline',
      "wechat,a4,'＋861",
      "wechat,'=a5,'@x",
      '',
    ].join('\n')
    expect(await at.type('apps', 'discover', '--vendor', 'wechat')).toMatchObject({ code: 0, out: rows })
    await at.type('apps', 'discover', '--vendor', 'wechat', '--out', 'new.csv')
    expect(read('new.csv')).toBe(rows)
    at.write('mini-domains.yaml', `${config}appFiles: [{ path: new.csv }]\n`)
    const listed = await at.type('apps')
    expect(listed.out).toContain('new.csv: 4 rows, 1 not to be read')
    expect(listed.err).toContain('new.csv:6:1: id: expected the whole id, as text, found an apostrophe in front')
  })
})
