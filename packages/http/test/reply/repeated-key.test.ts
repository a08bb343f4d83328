import * as fc from 'fast-check'
import { repeatedKey } from '../../src/reply/decoder.js'

test('no JSON that a writer of JSON writes has a repeated key', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, space) => {
      expect(repeatedKey(JSON.stringify(value, null, space))).toBeUndefined()
    }),
  )
})

test('a key that is written twice is found, whatever it is and however deep', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), fc.nat(5), (key, first, second, depth) => {
      const name = JSON.stringify(key)
      const twice = `{${name}:${JSON.stringify(first)}, ${name} : ${JSON.stringify(second)}}`
      const nested = `${'[{"a":'.repeat(depth)}${twice}${'}]'.repeat(depth)}`
      expect(repeatedKey(nested)).toBe(key)
    }),
  )
})

test.each([
  ['the same key in two objects', '[{"a":1},{"a":1}]'],
  ['the same key in an object and one within it', '{"a":{"a":1}}'],
  ['a key and a value alike', '{"a":"a","b":["b","b"]}'],
  ['a text that looks like keys', '{"a":"{\\"b\\":1,\\"b\\":2}"}'],
])('%s is no repetition', (_, json) => {
  expect(repeatedKey(json)).toBeUndefined()
})
