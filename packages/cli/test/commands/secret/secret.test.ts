import { wechatTokenOf } from '@mini-domains/emulator'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fromSource } from '../../harness/child.js'
import { type Desk, desk, eventsOf, vendors } from '../../harness/command-line.js'
import { atTerminal, describeWith } from '../../harness/terminal.js'

const keys = { MINI_DOMAINS_KEY: Buffer.alloc(32, 7).toString('base64') }

const table = JSON.stringify({ platform: 'token-wx-platform', apps: { 'wx-app-1': wechatTokenOf('wx-app-1') } })

const configOf = (baseUrl: string, credentials: string): string => `version: 1
vendors:
  wechat:
    adapter: '@mini-domains/wechat'
    config: { baseUrl: '${baseUrl}' }
    credentials: ${credentials}
`

const filesOf = ({ folder }: Desk): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
    .join()

describe('a secret', () => {
  test('that was piped in is what { store: NAME } refers to, and is shown nowhere', async () => {
    const emulator = await vendors()
    const at = desk(keys)
    at.write('mini-domains.yaml', configOf(emulator.wechat.baseUrl, '{ tokens: { store: wechat/tokens } }'))
    const put = await at.pipe(`${table}\n`, 'secret', 'put', 'wechat/tokens')
    expect(put).toMatchObject({ code: 0, err: '' })
    expect(put.out).toContain('{ store: wechat/tokens }')
    expect(await at.type('get', 'wx-app-1')).toMatchObject({ code: 0 })
    expect((await at.type('secret', 'list')).out).toBe('wechat/tokens\n')
    expect(eventsOf((await at.type('secret', 'list', '--json')).out)).toContainEqual(
      expect.objectContaining({ event: 'fact', name: 'secret', value: { name: 'wechat/tokens', is: 'there' } }),
    )
    expect(`${at.printed()}${filesOf(at)}`).not.toContain('token-wx')
  })

  test.each([
    ['full-width', 'ｈush-hush', 'character 1 is full-width'],
    ['zero width', 'hush\u200b-hush', 'character 5 is a character that does not show'],
    ['bidi', '\u202ehush-hush', 'character 1'],
    ['ideographs', '密钥：hush-hush', 'character 1 is not ASCII'],
    ['on a line of its own', 'hush-hush\nhush-hush\u3000', 'line 2, character 10 is white space'],
    ['nothing but blanks', ' \t\n', 'empty'],
  ])('that no vendor gives out is refused by its character, and is not told: %s', async (_, secret, told) => {
    const at = desk({ ...keys, TYPED: secret })
    const results = [
      await at.pipe(secret, 'secret', 'put', 's'),
      await at.type('secret', 'put', 's', '--from-env', 'TYPED'),
    ]
    for (const { code, err } of results) {
      expect(code).toBe(1)
      expect(err).toContain(told)
    }
    expect((await at.type('secret', 'list')).out).not.toContain('s')
    expect(at.printed()).not.toContain('hush-hush')
  })

  test('that stands within quotes, as docker --env-file leaves them, is refused by its path', async () => {
    const at = desk({ ...keys, APP_ID: '"wx-platform"', APP_SECRET: "'hush-hush'" })
    const credentials = '{ componentAppId: { env: APP_ID }, componentAppSecret: { env: APP_SECRET } }'
    at.write('mini-domains.yaml', configOf('http://127.0.0.1:1', credentials))
    const { code, err } = await at.type('get', 'wx-app-1')
    expect(code).toBe(1)
    expect(err).toContain('vendors.wechat.credentials.componentAppId: APP_ID stands within quotes')
    expect(err).toContain('vendors.wechat.credentials.componentAppSecret: APP_SECRET stands within quotes')
    expect(at.printed()).not.toContain('hush-hush')
  })

  test('can come from a variable, takes the place of the one before, and goes with a yes', async () => {
    const at = desk({ ...keys, FIRST: 'one-secret', SECOND: 'another-secret' })
    at.write('mini-domains.yaml', configOf('http://127.0.0.1:1', '{ componentAppSecret: { store: s } }'))
    for (const name of ['FIRST', 'SECOND']) await at.type('secret', 'put', 's', '--from-env', name)
    expect((await at.type('secret', 'list')).out).toBe('s\n')
    expect(await at.type('secret', 'remove', 's')).toMatchObject({ code: 4 })
    expect((await at.type('secret', 'remove', 's', '--yes')).out).toContain('Removed s')
    expect((await at.type('secret', 'remove', 's', '--yes')).out).toContain('none')
    expect((await at.type('secret', 'list')).err).toContain('no secrets')
    const lost = await at.type('doctor')
    expect(lost.out).toContain('has no secret "s"')
    expect(lost.out).toContain('mini-domains secret put s')
    expect(at.printed()).not.toMatch(/one-secret|another-secret/)
  })

  test('that is missing is told with all others that are, and what to do', async () => {
    const at = desk(keys)
    const credentials = '{ componentAppId: { env: APP_ID }, componentAppSecret: { store: wechat/secret } }'
    at.write('mini-domains.yaml', configOf('http://127.0.0.1:1', credentials))
    const { code, err } = await at.type('tokens', 'status')
    expect(code).toBe(1)
    expect(err).toContain('vendors.wechat.credentials.componentAppSecret: the store')
    expect(err).toContain('mini-domains secret put wechat/secret')
    expect(err).toContain('export APP_ID=')
    expect((await at.type('tokens', 'status', '--lang', 'zh')).err).toContain('没有机密“wechat/secret”')
  })

  test('needs the key: one that is missing, is none, or is another is told as such', async () => {
    const at = desk(keys)
    await at.pipe('open-sesame', 'secret', 'put', 's')
    const config = configOf('http://127.0.0.1:1', '{ componentAppSecret: { store: s } }')
    const beside = (environment: Readonly<Record<string, string>>): Desk => {
      const other = desk({ ...environment, MINI_DOMAINS_STORE: join(at.folder, '.mini-domains', 'store.db') })
      other.write('mini-domains.yaml', config)
      return other
    }
    const without = await beside({}).type('doctor')
    expect(without.out).toContain('MINI_DOMAINS_KEY is not set')
    expect(without.out).toContain('openssl rand -base64 32')
    expect((await beside({ MINI_DOMAINS_KEY: 'short' }).type('doctor')).out).toContain(
      'MINI_DOMAINS_KEY is not a valid key',
    )
    const stranger = beside({ MINI_DOMAINS_KEY: Buffer.alloc(32, 8).toString('base64') })
    expect((await stranger.type('doctor')).out).toContain('was encrypted with key')
    expect(stranger.printed()).not.toContain('sesame')
  })

  test('that is empty, or has no name, is refused', async () => {
    const at = desk(keys)
    expect((await at.pipe('\n', 'secret', 'put', 's')).err).toContain('--from-env')
    expect((await at.type('secret', 'put', 's', '--from-env', 'NOT_THERE')).err).toContain('export NOT_THERE=')
    expect((await at.pipe('x', 'secret', 'put')).err).toContain('needs a name')
    expect((await at.answer([], 'secret', 'put', 's')).code).toBe(6)
    expect((await at.type('secret', 'list')).out).toBe('')
  })
})

describeWith('script')('at a terminal', () => {
  test('a secret is asked for and not shown while it is typed', async () => {
    const at = desk()
    const program = fromSource(['secret'])
    const environment = { ...keys, LANG: 'en', LC_ALL: '' }
    const terminal = atTerminal(at.folder, [...program, 'put', 'wechat/secret'], environment)
    await terminal.shows('wechat/secret (not shown): ')
    terminal.press('open-sesame\r')
    await terminal.shows('Kept, encrypted.')
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).not.toContain('sesame')
    const left = atTerminal(at.folder, [...program, 'put', 'other'], environment)
    await left.shows('(not shown): ')
    left.press('half\x03')
    expect(await left.ended).toBe(6)
    const listed = atTerminal(at.folder, [...program, 'list'], environment)
    await listed.shows('wechat/secret')
    expect(await listed.ended).toBe(0)
    expect(listed.screen()).not.toContain('other')
  }, 120_000)
})
