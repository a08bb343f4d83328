import { type Rule, hintOf, refusal } from '../../src/error/refusal.js'

const rules: ReadonlyArray<Rule> = [
  'not-a-change',
  'not-text',
  'empty',
  'hidden-character',
  'not-a-domain',
  'wrong-scheme',
  'user-info',
  'path',
  'query',
  'fragment',
  'wildcard',
  'ip-address',
  'localhost',
  'port-not-allowed',
  'port-out-of-range',
  'forbidden-host',
  'unknown-kind',
  'over-limit',
  'nothing-named',
]

test.each(rules)('a refusal by the rule %s says how to fix it, in both languages', (rule) => {
  const { en, zh } = hintOf(rule, 'www.example.com')
  expect(en).toMatch(/^[A-Z].*\.$/)
  expect(zh).toMatch(/[\u4e00-\u9fff].*。$/)
  expect(en).not.toBe(zh)
})

test('a refusal keeps the domain as it was given', () => {
  expect(refusal('request', ' A.com/b ', 'path')).toMatchObject({ kind: 'request', domain: ' A.com/b ', rule: 'path' })
})

test.each([
  ['https://user:hush@a.com', 'https://user:***@a.com'],
  ['https://a.com/?token=hush&x=hush#y=hush', 'https://a.com/?token=***&x=***#y=***'],
])('a refusal of %s masks what may be secret', (domain, shown) => {
  expect(refusal('request', domain, 'path').domain).toBe(shown)
})
