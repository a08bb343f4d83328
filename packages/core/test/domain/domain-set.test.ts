import * as fc from 'fast-check'
import {
  difference,
  domainsOf,
  fromKinds,
  hostsAs,
  readDomains,
  sameDomains,
  sizeOf,
  unique,
} from '../../src/domain/domain-set.js'
import { appKinds } from '../memory-driver.js'

const hosts = fc.array(
  fc.constantFrom<Array<string>>('https://a.com', 'https://b.com', 'https://c.com', 'https://d.com'),
)

describe('a set of domains', () => {
  test('has no domains in a kind that is left out', () => {
    expect(domainsOf<'request' | 'socket'>({ request: ['https://a.com'] }, 'socket')).toEqual([])
  })

  test('that was read has every kind of the list, each entry once, as the vendor spells it and in its order', () => {
    const listed = { request: ['https://B.com/', '', ' / ', 'https://a.com ', 'https://b.com:443'], socket: [] }
    expect(readDomains(['request', 'socket'], (kind) => listed[kind])).toEqual({
      request: ['https://B.com/', 'https://a.com ', 'https://b.com:443'],
      socket: [],
    })
  })

  test('is counted over all its kinds', () => {
    expect(sizeOf(appKinds, { request: ['https://a.com', 'https://b.com'], socket: ['wss://a.com'] })).toBe(3)
  })

  test('is the same as another whatever the order and the duplicates', () => {
    fc.assert(
      fc.property(hosts, fc.integer(), (domains, turn) => {
        const at = domains.length === 0 ? 0 : Math.abs(turn) % domains.length
        const other = [...domains.slice(at), ...domains.slice(0, at), ...domains.slice(0, 2)]
        expect(sameDomains(appKinds, { request: domains }, { request: other, socket: [] })).toBe(true)
      }),
    )
  })

  test('differs from another where either has a domain more', () => {
    const one = { request: ['https://a.com'] }
    const two = { request: ['https://a.com', 'https://b.com'] }
    expect(sameDomains(appKinds, one, two)).toBe(false)
    expect(sameDomains(appKinds, two, one)).toBe(false)
  })

  test('without another and with it is the set itself', () => {
    fc.assert(
      fc.property(hosts, hosts, (one, other) => {
        const rest = difference(one, other)
        expect(rest.some((domain) => other.includes(domain))).toBe(false)
        expect(new Set([...rest, ...one.filter((domain) => other.includes(domain))])).toEqual(new Set(one))
        expect(unique(one)).toEqual([...new Set(one)])
      }),
    )
  })

  test('lists the same hosts under each kind with the scheme of the kind', () => {
    expect(hostsAs(['request', 'socket', 'any'], ['a.com'])).toEqual({
      request: ['https://a.com'],
      socket: ['wss://a.com'],
      any: ['a.com'],
    })
    expect(fromKinds(['webview'], () => ['https://a.com'])).toEqual({ webview: ['https://a.com'] })
  })
})
