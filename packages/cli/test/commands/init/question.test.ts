import { readDesired } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fromSource } from '../../harness/child.js'
import { type Desk, desk, fleetDesk } from '../../harness/command-line.js'
import { type Terminal, atTerminal, describeWith } from '../../harness/terminal.js'

jest.setTimeout(60_000)

const secret = 'a-secret-of-the-environment'

const english = { LANG: 'en', LC_ALL: '', TERM: 'xterm', WECHAT_COMPONENT_SECRET: secret }

const started = (at: Desk, argv: ReadonlyArray<string>, environment: NodeJS.ProcessEnv = {}): Terminal =>
  atTerminal(at.folder, fromSource(argv), { ...english, ...environment })

const configIn = ({ folder }: Desk): string => join(folder, 'mini-domains.yaml')

const written = (at: Desk) => {
  const text = readFileSync(configIn(at), 'utf8')
  const desired = readDesired(text, { file: 'mini-domains.yaml' })
  if (E.isLeft(desired)) throw new Error(desired.left.map(({ message }) => message.en).join('\n'))
  return { text, ...desired.right.content }
}

describeWith('script')('at a terminal, init', () => {
  test('asks one thing after another, and writes what was answered', async () => {
    const at = desk()
    const terminal = started(at, ['init'])
    await terminal.shows('Which vendors, wechat (WeChat), baidu (Baidu), douyin (Douyin) or huawei (Huawei)? ')
    terminal.press('wechatt\x7f\r')
    await terminal.shows('Ids of apps, separated by spaces: ')
    terminal.press('wx1, wx2\r')
    await terminal.shows('Domains that they request: ')
    terminal.press('api.example.com pay.example.com\r')
    await terminal.shows('Domains that they open sockets to: ')
    terminal.press('\r')
    await terminal.shows('Webview domains: ')
    terminal.press('www.example.com\r')
    await terminal.shows('Wrote mini-domains.yaml.')
    await terminal.shows('WECHAT_COMPONENT_APPID')
    expect(await terminal.ended).toBe(0)
    const config = written(at)
    expect(config.apps?.map(({ id, vendor }) => `${vendor} ${id}`)).toEqual(['wechat wx1', 'wechat wx2'])
    expect(config.profiles?.['standard']).toEqual({
      server: { request: ['api.example.com', 'pay.example.com'] },
      webview: ['www.example.com'],
    })
  })

  test('asks for no secret, and shows and writes none that the environment has', async () => {
    const at = desk()
    const terminal = started(at, ['init'])
    await terminal.shows('Which vendor')
    terminal.press('baidu\r\r\r\r\r')
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).not.toMatch(/(?:secret|token|key)[^\n]*[?:] /i)
    expect(`${terminal.screen()}${written(at).text}`).not.toContain(secret)
  })

  test('takes a paste of many lines as the answers to all questions', async () => {
    const at = desk()
    const terminal = started(at, ['init'])
    await terminal.shows('Which vendor')
    terminal.press('baidu\r123 456\rapi.example.com\rpush.example.com\rwww.exam')
    await terminal.shows('Webview domains: ')
    terminal.press('ple.com\r')
    expect(await terminal.ended).toBe(0)
    const { apps, profiles } = written(at)
    expect(apps?.map(({ id }) => id)).toEqual(['123', '456'])
    expect(profiles?.['standard']).toMatchObject({
      server: { request: ['api.example.com'], socket: ['push.example.com'] },
      webview: ['www.example.com'],
    })
  })

  test('asks in Chinese by the locale, and again where an answer cannot be', async () => {
    const at = desk()
    const terminal = started(at, ['init'], { LANG: 'zh_CN.UTF-8' })
    await terminal.shows('哪些厂商：wechat（微信）、baidu（百度）、douyin（抖音）、huawei（华为）？ ')
    terminal.press('wehcat\r')
    await terminal.shows('没有可用的厂商“wehcat”')
    await terminal.shows('哪些厂商')
    terminal.press('微信\r\r')
    await terminal.shows('请求域名： ')
    terminal.press('http://api.example.com\r')
    await terminal.shows('http://api.example.com 不能作为 request 域名')
    await terminal.shows('请求域名： ')
    terminal.press('api.example.com，pay.example.com\r\r\r')
    expect(await terminal.ended).toBe(0)
    expect(written(at).profiles?.['standard']?.server?.request).toEqual(['api.example.com', 'pay.example.com'])
  })

  test.each([
    ['Ctrl+C at the first question', '', 'Which vendor', '\x03'],
    ['Ctrl+C at the last question', 'wechat\rwx1\rapi.example.com\r\r', 'Webview domains: ', '\x03'],
    ['Ctrl+C in mid-answer', 'wechat\r', 'Ids of apps', 'wx1 w\x03'],
    ['Ctrl+D', 'wechat\rwx1\r', 'Domains that they request: ', '\x04'],
  ])('writes nothing, and ends with 6, after %s', async (_, before, question, keys) => {
    const at = desk()
    const terminal = started(at, ['init'])
    await terminal.shows('Which vendor')
    terminal.press(before)
    if (before !== '') await terminal.shows(question)
    terminal.press(keys)
    expect(await terminal.ended).toBe(6)
    expect(readdirSync(at.folder)).toEqual(['typescript'])
    expect(terminal.screen()).toMatch(/\n$/)
  })

  test('writes nothing where it is told to end while it waits', async () => {
    const at = desk()
    const terminal = atTerminal(
      at.folder,
      ['sh', '-c', `echo pid=$$; exec "$@"`, 'sh', ...fromSource(['init'])],
      english,
    )
    await terminal.shows('Which vendor')
    process.kill(Number(/pid=(\d+)/.exec(terminal.screen())?.[1]), 'SIGTERM')
    expect(await terminal.ended).toBe(6)
    expect(existsSync(configIn(at))).toBe(false)
  })
})

describeWith('script')('at a terminal, a change of the pool', () => {
  const change = ['pool', 'add', '--vendor', 'wechat', '--any', 'new.example.com']

  const writes = ({ emulator }: Awaited<ReturnType<typeof fleetDesk>>): number =>
    emulator.wechat.requests().filter(({ tookEffect }) => tookEffect).length

  test.each([
    ['a no', 'n\r'],
    ['an empty line', '\r'],
    ['Ctrl+C', '\x03'],
  ])('is not made after %s', async (_, keys) => {
    const fleet = await fleetDesk()
    const terminal = started(fleet.at, change)
    await terminal.shows('new.example.com')
    await terminal.shows('Go on? [y/N] ')
    terminal.press(keys)
    await terminal.shows('nothing was changed')
    expect(await terminal.ended).toBe(6)
    expect(writes(fleet)).toBe(0)
  })

  test('is made after a yes', async () => {
    const fleet = await fleetDesk()
    const terminal = started(fleet.at, change)
    await terminal.shows('Go on? [y/N] ')
    terminal.press('y\r')
    expect(await terminal.ended).toBe(0)
    expect(writes(fleet)).toBe(1)
  })
})
