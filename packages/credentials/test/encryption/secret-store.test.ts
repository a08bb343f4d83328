import { type Store, memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { type SecretStore, secretStore } from '../../src/index.js'
import { left, right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { key } from '../vendor-under-test.js'

const other = { current: Buffer.alloc(32, 8).toString('base64') }

const open = (store: Store, source = key): SecretStore =>
  right(secretStore({ store, key: source, clock: manualClock() }))

const name = fc.string({ unit: 'grapheme', minLength: 1 })

describe('a store of secrets', () => {
  test('gives back what was put last under each name, until it is removed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, fc.string())), async (pairs) => {
        const secrets = open(memoryStore())
        for (const [called, secret] of pairs) right(await secrets.put(called, secret)())
        const kept = new Map(pairs)
        for (const [called, secret] of kept) expect(right(await secrets.get(called)())).toBe(secret)
        expect([...right(await secrets.names())].sort()).toEqual([...kept.keys()].sort())
        for (const called of kept.keys()) {
          expect(right(await secrets.remove(called)())).toBe(true)
          expect(right(await secrets.remove(called)())).toBe(false)
          expect(right(await secrets.get(called)())).toBeUndefined()
        }
        expect(right(await secrets.names())).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  test('lists more names than the store gives at once, and no record of a vendor, whatever it is called', async () => {
    const store = memoryStore()
    const secrets = open(store)
    const names = Array.from({ length: 450 }, (_, n) => `secret ${n}`)
    for (const one of names) right(await secrets.put(one, 'x')())
    right(await store.put('secret/platform/ticket', 'x', 0)())
    expect([...right(await secrets.names())].sort()).toEqual([...names].sort())
  })

  test('stores nothing that can be read, and opens nothing with another key or under another name', async () => {
    const store = memoryStore()
    right(await open(store).put('baidu/secret', 'open-sesame')())
    const record = right(await store.get('secret/baidu%2Fsecret')())
    expect(record?.value).not.toContain('sesame')
    const stranger = left(await open(store, other).get('baidu/secret')())
    expect(stranger.reason).toBe('wrong-key')
    expect(JSON.stringify(stranger)).not.toContain('sesame')
    right(await store.put('secret/other', record?.value ?? '', 0)())
    expect(left(await open(store).get('other')()).reason).toBe('corrupt')
    expect(right(await open(store, other).remove('baidu/secret')())).toBe(true)
  })

  test('reads with a key that is being changed, and writes with the new one', async () => {
    const store = memoryStore()
    right(await open(store).put('one', 'first')())
    const changing = right(secretStore({ store, key: { ...other, previous: [key.current] } }))
    expect(right(await changing.get('one')())).toBe('first')
    right(await changing.put('one', 'second')())
    expect(right(await open(store, other).get('one')())).toBe('second')
  })

  test('loses none of two that are put at the same time', async () => {
    const store = memoryStore()
    const stores = [open(store), open(store)]
    await Promise.all(stores.map((secrets, n) => secrets.put(`name ${n}`, `${n}`)()))
    await Promise.all(stores.map((secrets, n) => secrets.put('shared', `${n}`)()))
    expect(['0', '1']).toContain(right(await open(store).get('shared')()))
    expect(right(await open(store).names())).toHaveLength(3)
  })

  test('refuses to be opened without a key, and a name that is none', async () => {
    const without = left(secretStore({ store: memoryStore(), environment: {} }))
    expect(without.message).toContain('MINI_DOMAINS_KEY')
    const wrong = left(secretStore({ store: memoryStore(), environment: { MINI_DOMAINS_KEY: 'my-key' } }))
    expect(JSON.stringify(wrong)).not.toContain('my-key')
    const secrets = open(memoryStore())
    for (const bad of ['', 'half \ud800']) {
      expect(left(await secrets.put(bad, 'x')()).reason).toBe('corrupt')
      expect(E.isLeft(await secrets.get(bad)())).toBe(true)
      expect(E.isLeft(await secrets.remove(bad)())).toBe(true)
    }
  })
})
