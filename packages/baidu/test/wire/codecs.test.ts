import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { DomainEntries, encodeForm, encodeList, listingOf } from '../../src/wire/codecs.js'

const domain = fc
  .tuple(fc.constantFrom('https://', 'wss://'), fc.domain())
  .map(([scheme, host]) => `${scheme}${host.toLowerCase()}`)
const domains = fc.array(domain, { maxLength: 30 })

test('a list that was encoded decodes to itself', () => {
  fc.assert(
    fc.property(domains, (list) => {
      expect(DomainEntries.decode(encodeList(list))).toEqual(E.right(list))
    }),
  )
})

test('a string and an array of the same domains read the same, with white space and empty entries or without', () => {
  const gap = fc.constantFrom('', ' ', '\t', '\r\n', ' , ')
  fc.assert(
    fc.property(domains, fc.array(gap, { minLength: 1 }), (list, gaps) => {
      const spaced = list.map((entry, index) => `${gaps[index % gaps.length] ?? ''}${entry} `)
      expect(DomainEntries.decode(spaced.join(','))).toEqual(E.right(list))
      expect(DomainEntries.decode(spaced)).toEqual(E.right(list))
    }),
  )
})

test('a form that was encoded is read back field by field, by any reader of forms', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary' }))), (fields) => {
      expect([...new URLSearchParams(encodeForm(fields))]).toEqual(fields.map((field) => [...field]))
    }),
  )
})

test('a listing reads whatever JSON it is given, or says that it is none, and never throws', () => {
  const Listing = listingOf(['request_domain', 'socket_domain'])
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const read = Listing.decode(value)
      if (E.isRight(read)) expect(Listing.is(read.right)).toBe(true)
    }),
  )
})
