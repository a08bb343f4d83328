import * as E from 'fp-ts/lib/Either.js'
import {
  type DomainChange,
  addDomains,
  changeNames,
  checkChange,
  copyPool,
  deleteDomains,
  deleteListed,
  setDomains,
} from '../../src/change/change.js'
import { type ServerKind } from '../../src/domain/kind.js'
import { left, right } from '../either.js'
import { fromJavaScript } from '../from-javascript.js'
import { memoryCapabilities } from '../memory-driver.js'

const list = memoryCapabilities.app.server
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `https://d${index}.example.com`)

describe('a change that is right', () => {
  test('has its domains canonical, each once, and the kinds it names', () => {
    const change = addDomains<ServerKind>({ request: ['B.com', 'a.com', 'https://b.com/'], socket: [] })
    expect(right(checkChange(list, change))).toEqual({
      _tag: 'Add',
      domains: { request: ['https://b.com', 'https://a.com'], socket: [] },
      named: ['request', 'socket'],
    })
  })

  test('does not name a kind whose domains are undefined', () => {
    const change = fromJavaScript<DomainChange<ServerKind>>({
      _tag: 'Set',
      domains: { request: ['a.com'], socket: undefined },
    })
    expect(right(checkChange(list, change))).toMatchObject({ named: ['request'] })
  })

  test('may take off, as listed, what could not be added today', () => {
    const old = { request: ['http://old.example.com', 'https://1.2.3.4', 'https://forbidden.example.com'] }
    expect(left(checkChange(list, deleteDomains<ServerKind>(old)))).toHaveLength(3)
    expect(right(checkChange(list, deleteListed<ServerKind>(old)))).toEqual({
      _tag: 'Delete',
      domains: old,
      named: ['request'],
    })
  })

  test('is called by its name', () => {
    const named = [addDomains, deleteDomains, deleteListed, setDomains].map((make) => make<ServerKind>({ request: [] }))
    const names = [...named, copyPool].map((change) => changeNames[right(checkChange<ServerKind>(list, change))._tag])
    expect(names).toEqual(['add', 'delete', 'delete', 'set', 'copyPool'])
  })
})

describe('a change that is wrong', () => {
  test('is refused with every domain that is wrong, not only the first', () => {
    const change = setDomains<ServerKind>({ request: ['a.com', 'http://b.com', '*.c.com'], udp: ['d.com'] })
    expect(left(checkChange(list, change)).map(({ kind, domain, rule }) => [kind, domain, rule])).toEqual([
      ['request', 'http://b.com', 'wrong-scheme'],
      ['request', '*.c.com', 'wildcard'],
      ['udp', 'd.com', 'unknown-kind'],
    ])
  })

  test('names nothing', () => {
    expect(left(checkChange(list, setDomains<ServerKind>({})))).toEqual([
      {
        kind: 'change',
        domain: '',
        rule: 'nothing-named',
        hint: {
          en: 'Name at least one kind: request, socket, upload, download.',
          zh: '请至少指定一个种类：request, socket, upload, download。',
        },
      },
    ])
  })

  test.each(['Add', 'Set'])('is %s of more domains than a kind holds', (_tag) => {
    const change = fromJavaScript<DomainChange<ServerKind>>({ _tag, domains: { request: numbered(14) } })
    expect(left(checkChange(list, change)).map(({ domain, rule }) => [domain, rule])).toEqual([
      ['https://d12.example.com', 'over-limit'],
      ['https://d13.example.com', 'over-limit'],
    ])
  })

  test('is a delete of separators, as listed', () => {
    for (const domain of ['', 'a.com,b.com', 'a.com;b.com', 'a.com b.com', 'a.com\n'])
      expect(E.isLeft(checkChange(list, deleteListed<ServerKind>({ request: [domain] })))).toBe(true)
  })

  test('is not fewer domains than a list holds, however many there are to delete', () => {
    expect(E.isRight(checkChange(list, deleteDomains<ServerKind>({ request: numbered(50) })))).toBe(true)
  })

  const prototype: unknown = JSON.parse('{"__proto__":["a.com"]}')
  test.each<readonly [string, unknown, string]>([
    ['null', null, 'not-a-change'],
    ['undefined', undefined, 'not-a-change'],
    ['text', 'add', 'not-a-change'],
    ['a number', 7, 'not-a-change'],
    ['an array', [], 'not-a-change'],
    ['a function', () => ({}), 'not-a-change'],
    ['an object without a tag', {}, 'not-a-change'],
    ['a tag of another case', { _tag: 'add', domains: { request: ['a.com'] } }, 'not-a-change'],
    ['a tag that is not text', { _tag: { toString: null }, domains: {} }, 'not-a-change'],
    ['a tag of the prototype', { _tag: 'constructor', domains: {} }, 'not-a-change'],
    ['no domains', { _tag: 'Add' }, 'not-a-change'],
    ['null domains', { _tag: 'Set', domains: null }, 'not-a-change'],
    ['an array of domains', { _tag: 'Set', domains: ['a.com'] }, 'not-a-change'],
    ['text for domains', { _tag: 'Set', domains: 'a.com' }, 'not-a-change'],
    ['a map of domains', { _tag: 'Set', domains: new Map([['request', ['a.com']]]) }, 'nothing-named'],
    ['text for a kind', { _tag: 'Set', domains: { request: 'a.com' } }, 'not-a-change'],
    ['null for a kind', { _tag: 'Set', domains: { request: null } }, 'not-a-change'],
    ['a set for a kind', { _tag: 'Set', domains: { request: new Set(['a.com']) } }, 'not-a-change'],
    ['a number in an array', { _tag: 'Add', domains: { request: [7] } }, 'not-text'],
    ['null in an array', { _tag: 'Add', domains: { request: [null] } }, 'not-text'],
    ['a hole in an array', { _tag: 'Add', domains: { request: new Array(1) } }, 'not-text'],
    ['an object in an array', { _tag: 'Add', domains: { request: [{ toString: () => 'a.com' }] } }, 'not-text'],
    ['an unknown kind', { _tag: 'Add', domains: { webview: ['a.com'] } }, 'unknown-kind'],
    ['a kind of the prototype', { _tag: 'Add', domains: { constructor: ['a.com'] } }, 'unknown-kind'],
    ['the key __proto__', { _tag: 'Add', domains: prototype }, 'unknown-kind'],
  ])('may come from plain JavaScript as %s, and is refused', (_name, change, rule) => {
    const refusals = left(checkChange(list, fromJavaScript<DomainChange<ServerKind>>(change)))
    expect(refusals.map((refused) => refused.rule)).toEqual([rule])
  })
})
