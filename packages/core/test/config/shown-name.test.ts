import * as t from 'io-ts'
import { configIssues } from '../../src/config/config-issue.js'
import { shownName } from '../../src/config/unbroken-text.js'
import { left } from '../either.js'

const secrets = [
  '9f8e7d6c5b4a392817069f8e7d6c5b4a',
  'sk_live_9f8e7d6c5b4a39281706',
  'refreshtoken@@@a-b',
  '42.9f8e7d6c5b4a392817069f8e.2592000.1700000000',
  'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG=',
]

test.each(secrets)('what looks like a secret is not shown as a name, nor as what was found: %s', (secret) => {
  expect(shownName(secret)).toBe('…')
  expect(JSON.stringify(configIssues(left(t.keyof({ sync: null }).decode(secret))))).not.toContain(secret)
})

test.each([
  'wechat',
  'shop',
  'gold-2026-11-27-beijing-branch',
  'wx0123456789abcdef',
  '17712345',
  '默认方案',
  'a.example.com',
])('a name is shown: %s', (name) => {
  expect(shownName(name)).toBe(name)
})
