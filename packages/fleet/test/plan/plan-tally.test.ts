import { type DomainSet, type Kind } from '@mini-domains/core'
import { parseDomain } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { countedDeletes } from '../../src/plan/plan-tally.js'
import { markdownText } from '../../src/report/plan-markdown.js'

const domain = (text: string) => {
  const parsed = parseDomain('request', { ports: true, forbiddenHosts: [] })(text)
  if (E.isLeft(parsed)) throw new Error(text)
  return parsed.right
}

const observed: DomainSet<Kind> = { request: [domain('https://a.com'), domain('https://b.com')] }

describe('deletions', () => {
  test.each([
    ['set', { request: ['https://c.com'] }, 2],
    ['set', { request: ['https://a.com', 'https://c.com'] }, 1],
    ['set', {}, 0],
    ['set', { request: [] }, 2],
    ['delete', { request: ['https://a.com', 'https://c.com'] }, 1],
    ['add', { request: ['https://c.com'] }, 0],
  ] as const)('are counted on the list as it is, whatever the plan says: %s %j takes %d', (action, domains, count) => {
    expect(countedDeletes(['request', 'socket'], observed, { action, domains })).toBe(count)
  })
})

describe('Markdown', () => {
  test('takes foreign text as text: no named link, image, mention, reference, code or HTML', () => {
    const text = markdownText(
      '[a](http://x) ![b](c) @team #1 `d` <e> | *f* _g_ www.h.com \\ \u202e\u200b\u001b[2J\n- i',
    )
    expect(text).not.toMatch(/[[\]()!@`<>|*_\\\n]|#\d+(?!;)\b(?<!&#\d+)/)
    expect(text).toContain('U+202EU+200BU+001B')
  })
})
