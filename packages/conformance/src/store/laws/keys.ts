import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { type Store } from '@mini-domains/core/adapter'
import { allKeys, inOrder, left, pageOf, right, taken, written } from '../answers.js'
import { type StoreCase } from '../world.js'

const metacharacters = [
  'a%b',
  'a_b',
  'a*b',
  'a?b',
  'a[b]c',
  'a\\b',
  'a{b}c',
  'a^b',
  "a'b",
  'a"b',
  'a-b',
  'a(b',
  'a+b',
  'a;b',
]

const scripts = [
  'é',
  'e\u0301',
  '授权小程序',
  '授权',
  '授',
  '😀',
  '😀😀',
  '\ufffd',
  '\uffff',
  '\u{10ffff}',
  'ÿ',
  'z',
  '~',
  '\u007f',
]

const oddities = [
  ' ',
  '\n',
  'a\u0000b',
  '\u0000',
  'a\u0000',
  '\ufeff',
  '\u202e',
  '__proto__',
  'constructor',
  '0',
  '-1',
  'NaN',
  'null',
  '{}',
]

const keys = [...metacharacters, ...scripts, ...oddities, 'a', 'ab', 'A', 'a:b', 'a:b:c', 'a b', 'k'.repeat(1000)]

const texts = [...keys, '', '"', '{"a":1}', 'x'.repeat(70_000)]

const fill = async (store: Store, names: ReadonlyArray<string>): Promise<void> => {
  for (const key of names) await written(store, key, key)
}

const inOrderAndPaged: StoreCase = {
  name: 'keys come in the order of code points, page by page, each once',
  run: async (world) => {
    const store = await world.open()
    await fill(store, keys)
    for (const limit of [1, 3, 1000]) assert.deepEqual(await allKeys(store, '', limit), inOrder(keys))
    assert.deepEqual(await pageOf(store, '', '', 0), [])
  },
}

const prefixesAreLiteral: StoreCase = {
  name: 'a prefix is taken as it is, whatever its characters mean elsewhere',
  run: async (world) => {
    const store = await world.open()
    await fill(store, keys)
    for (const prefix of [
      ...keys,
      'a%',
      'a_',
      '%',
      '_',
      '*',
      '[a-z]',
      'a[',
      '\\',
      'nothing',
      '\ud83d\ude00',
      '授权小',
    ]) {
      const expected = inOrder(keys.filter((key) => key.startsWith(prefix)))
      assert.deepEqual(await allKeys(store, prefix, 2), expected, `the prefix ${JSON.stringify(prefix)}`)
    }
  },
}

const pagesFromAnywhere: StoreCase = {
  name: 'a page starts after any text, which need not be a key nor have the prefix',
  run: async (world) => {
    const store = await world.open()
    await fill(store, ['b1', 'b2', 'b3', 'c1'])
    const table = [
      ['b', 'b1', ['b2', 'b3']],
      ['b', 'b15', ['b2', 'b3']],
      ['b', 'a', ['b1', 'b2', 'b3']],
      ['b', 'b3', []],
      ['b', 'zzz', []],
      ['', 'b2', ['b3', 'c1']],
      ['b2', 'b1', ['b2']],
    ] as const
    for (const [prefix, after, expected] of table)
      assert.deepEqual(await pageOf(store, prefix, after, 9), expected, `${prefix} after ${after}`)
    assert.equal(await right(store.remove('b2', (await right(store.get('b2')))?.version ?? 0)), true)
    assert.deepEqual(await pageOf(store, 'b', 'b1', 9), ['b3'])
  },
}

const leasesAreNoKeys: StoreCase = {
  name: 'a lease is no key, and a key of the same name is no lease',
  run: async (world) => {
    const store = await world.open()
    await taken(store, 'name', 'owner')
    assert.deepEqual(await allKeys(store, '', 10), [])
    assert.equal(await right(store.get('name')), undefined)
    const record = await written(store, 'name', 'value')
    await written(store, 'free', 'value')
    await taken(store, 'free', 'other')
    assert.equal(await right(store.acquire('name', 'other', 1000)), undefined)
    assert.deepEqual(await right(store.get('name')), record)
  },
}

const textRoundTrips: StoreCase = {
  name: 'any well-formed text comes back as it was: keys, values, names and owners',
  run: async (world) => {
    const store = await world.open()
    for (const [index, text] of texts.entries()) {
      const key = text === '' ? 'empty' : text
      const record = await written(store, key, text)
      assert.deepEqual(await right(store.get(key)), record, `text ${index}`)
      if (text.length <= 1000) assert.equal((await taken(store, key, key)).owner, key)
    }
    for (const text of texts) assert.equal((await right(store.get(text === '' ? 'empty' : text)))?.value, text)
  },
}

const largeValues: StoreCase = {
  name: 'a value of one megabyte comes back as it was',
  run: async (world) => {
    const store = await world.open()
    const value = '授权\u0000😀a'.repeat(85_000)
    const record = await written(store, 'large', value)
    assert.deepEqual(await right((await world.open()).get('large')), record)
    const shorter = await written(store, 'large', 'short', record.version)
    assert.deepEqual(await right(store.get('large')), shorter)
  },
}

const halvesAreRefused: StoreCase = {
  name: 'half of a character is refused, and nothing else is kept in its place',
  run: async (world) => {
    const store = await world.open()
    for (const half of ['\ud83d', 'a\ude00', '\ud83d\ud83d\ude00']) {
      assert.equal((await left(store.put(half, 'value', 0))).reason, 'corrupt')
      assert.equal((await left(store.put('key', half, 0))).reason, 'corrupt')
      assert.equal((await left(store.acquire(half, 'owner', 1000))).reason, 'corrupt')
    }
    assert.deepEqual(await allKeys(store, '', 10), [])
  },
}

const randomPages: StoreCase = {
  name: 'keys gives what a sorted list would, for random keys, prefixes and starts',
  run: async (world, { runs }) => {
    const store = await world.open()
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', '😀', '\uffff', '\u0000', ':'), maxLength: 3 })
    const key = text.filter((candidate) => candidate !== '')
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { maxLength: 8 }),
        text,
        text,
        fc.nat(5),
        async (names, prefix, after, limit) => {
          for (const name of names) await store.put(name, '', 0)()
          const present = await allKeys(store, '', 1000)
          const expected = present.filter(
            (name) => name.startsWith(prefix) && inOrder([name, after])[1] === name && name !== after,
          )
          assert.deepEqual(await pageOf(store, prefix, after, limit), inOrder(expected).slice(0, limit))
        },
      ),
      { numRuns: runs },
    )
  },
}

/**
 * What is asked of keys and of text.
 */
export const keyLaws: ReadonlyArray<StoreCase> = [
  inOrderAndPaged,
  prefixesAreLiteral,
  pagesFromAnywhere,
  leasesAreNoKeys,
  textRoundTrips,
  largeValues,
  halvesAreRefused,
  randomPages,
]
