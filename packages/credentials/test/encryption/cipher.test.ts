import * as fc from 'fast-check'
import { appSubject } from '@mini-domains/core'
import { memoryStore } from '@mini-domains/core/adapter'
import { environmentKeys, readKeys } from '../../src/encryption/key.js'
import { decrypt, encrypt } from '../../src/encryption/cipher.js'
import { createCredentials } from '../../src/index.js'
import { left, right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { key, startWorld, type World } from '../vendor-under-test.js'

const textOf = (byte: number): string => Buffer.alloc(32, byte).toString('base64')
const keysOf = (current: number, ...previous: ReadonlyArray<number>) =>
  right(readKeys({ current: textOf(current), previous: previous.map(textOf) }))

test('what was sealed is opened under the same name with the same key, and never twice the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (name, text) => {
      const keys = keysOf(1)
      const sealed = encrypt(keys, name, text)
      expect(right(decrypt(keys, name, sealed))).toBe(text)
      expect(encrypt(keys, name, text)).not.toBe(sealed)
      expect(left(decrypt(keys, `${name}.`, sealed)).reason).toBe('corrupt')
      expect(left(decrypt(keysOf(2), name, sealed)).reason).toBe('wrong-key')
      expect(right(decrypt(keysOf(2, 1), name, sealed))).toBe(text)
    }),
  )
})

test('a record with any one character changed is refused', () => {
  const keys = keysOf(1)
  const sealed = encrypt(keys, 'a', 'secret text')
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', '0', '.', '!', 'z'), (at, sign) => {
      const altered = sealed.slice(0, at) + sign + sealed.slice(at + 1)
      const result = decrypt(keys, 'a', altered)
      // The last characters of base64 hold bits that count for nothing.
      if (result._tag === 'Right') expect(result.right).toBe('secret text')
      else expect(['corrupt', 'wrong-key']).toContain(result.left.reason)
    }),
  )
})

test.each(['', 'short', textOf(1).slice(1), `${textOf(1)}AAAA`, 'é'.repeat(43)])('%p is no key', (text) => {
  expect(left(readKeys({ current: text })).en).toContain('base64 of 32 bytes')
})

test('keys come from the environment', () => {
  expect(environmentKeys({})).toBeUndefined()
  expect(environmentKeys({ MINI_DOMAINS_KEY: 'a', MINI_DOMAINS_PREVIOUS_KEYS: 'b,c,' })).toEqual({
    current: 'a',
    previous: ['b', 'c'],
  })
})

describe('credentials', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld('wechat', manualClock())
  })
  afterEach(() => world.end())

  test('refuse to be made without a key, and with one that is none', () => {
    const { exchange } = world
    const without = left(createCredentials({ exchange, store: memoryStore(), environment: {} }))
    expect(without.message).toContain('MINI_DOMAINS_KEY')
    const wrong = left(createCredentials({ exchange, store: memoryStore(), key: { current: 'my-secret' } }))
    expect(JSON.stringify(wrong)).not.toContain('my-secret')
  })

  test('store nothing that can be read, say so when the key is another, and go on when keys change', async () => {
    const store = memoryStore(world.clock)
    const credentials = world.keep(store)
    await world.ticket(credentials)
    const app = appSubject('wx-app-1')
    const token = right(await credentials.get(app)())
    const names = right(await store.keys('', '', 10)())
    expect(names).toEqual([
      'wechat/wx-platform/app/wx-app-1',
      'wechat/wx-platform/platform',
      'wechat/wx-platform/ticket',
    ])
    for (const name of names) {
      const { value } = right(await store.get(name)()) ?? { value: '' }
      for (const secret of [token, world.refreshTokenOf('wx-app-1'), 'ticket@@@']) expect(value).not.toContain(secret)
    }
    const wrong = left(await world.keep(store, { key: { current: textOf(9) } }).get(app)())
    expect(wrong).toMatchObject({ _tag: 'TokenUnavailable', retry: { when: 'after-action' } })
    expect(wrong.message).toContain('wrong-key')
    const rotated = world.keep(store, { key: { current: textOf(9), previous: [key.current] } })
    expect(right(await rotated.get(app)())).toBe(token)
    right(await rotated.refused(app, token)())
    expect(right(await world.keep(store, { key: { current: textOf(9) } }).status('wx-app-1')()).state).toBe('ready')
  })

  test('ask a callback for the key once, and again where it failed', async () => {
    let asked = 0
    const source = () => {
      asked += 1
      return asked === 1 ? Promise.reject(new Error('kms: secret-of-kms')) : Promise.resolve(key)
    }
    const credentials = world.keep(memoryStore(world.clock), { key: source })
    const error = left(await credentials.status('wx-app-1')())
    expect(error.message).toContain('callback')
    expect(JSON.stringify(error)).not.toContain('secret-of-kms')
    right(await credentials.status('wx-app-1')())
    right(await credentials.status('wx-app-1')())
    expect(asked).toBe(2)
  })

  test('say of a corrupt record what to do, and are well again once it is forgotten', async () => {
    const store = memoryStore(world.clock)
    const credentials = world.keep(store)
    await world.ticket(credentials)
    right(await store.put('wechat/wx-platform/app/wx-app-1', 'md1.000000000000.gone', 0)())
    right(await store.put('wechat/wx-platform/app/wx-app-2', 'nothing of ours', 0)())
    expect(left(await credentials.get(appSubject('wx-app-1'))()).message).toContain('wrong-key')
    const error = left(await credentials.get(appSubject('wx-app-2'))())
    expect(error.message).toContain('corrupt')
    expect(error.hint.en).toContain('forget')
    right(await credentials.forget('wx-app-2')())
    expect(right(await credentials.get(appSubject('wx-app-2'))())).toBe(world.tokenOf('wx-app-2'))
  })

  test('of two platforms in one store never mix, however alike their names', async () => {
    const store = memoryStore(world.clock)
    const names = ['a', 'a/app', 'a/app/b', 'a%2Fapp']
    for (const platformId of names) {
      const own = world.keep(store, { exchange: { ...world.exchange, platformId } })
      right(await own.importRefreshTokens([{ appId: 'b', refreshToken: platformId }])())
      right(await own.importRefreshTokens([{ appId: 'app/b', refreshToken: platformId }])())
    }
    expect(right(await store.keys('', '', 100)())).toHaveLength(2 * names.length)
  })
})

test.each(['\n', '\r\n', ' ', '\t', '\ufeff'])(
  'a key keeps being the key with %j around it, in the environment too',
  (end) => {
    const { current } = right(readKeys({ current: textOf(1) }))
    for (const text of [`${textOf(1)}${end}`, `${end}${textOf(1)}`]) {
      expect(right(readKeys({ current: text })).current).toEqual(current)
      const found = environmentKeys({ MINI_DOMAINS_KEY: textOf(2), MINI_DOMAINS_PREVIOUS_KEYS: `${text},${end}` })
      expect([...right(readKeys(found ?? { current: '' })).all.keys()]).toContain(current.id)
    }
  },
)

test.each(['\u200b', '\u0000', '"', 'ａ'])('a key with %j in it is refused, and not told', (odd) => {
  const text = `${odd}${textOf(1)}`
  expect(left(readKeys({ current: text })).en).toBe('base64 of 32 bytes (openssl rand -base64 32)')
  expect(JSON.stringify(left(readKeys({ current: textOf(1), previous: [text] })))).not.toContain(textOf(1))
})
