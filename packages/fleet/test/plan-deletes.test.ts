import { type DomainSet, type Kind, parseDomain } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { resume } from '../src/apply-progress.js'
import { type JournalEntry } from '../src/index.js'
import { countedDeletes } from '../src/plan-deletes.js'
import { markdownText } from '../src/markdown-text.js'
import { stream } from './saved-plan.js'

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

const journal = (...entries: ReadonlyArray<JournalEntry>) => ({
  entries: () => stream(entries.map((entry) => E.right(entry))),
  append: () => () => Promise.resolve(E.right(undefined)),
})

describe('a journal', () => {
  const plan: JournalEntry = { entry: 'plan', format: 1, plan: 'p' }
  test.each<readonly [string, ReadonlyArray<JournalEntry>]>([
    ['another plan', [{ ...plan, plan: 'q' }]],
    ['another plan and then this one', [{ ...plan, plan: 'q' }, plan]],
    ['no plan', [{ entry: 'intent', n: 0, at: 0 }, plan]],
    ['a line after the last', [plan, { entry: 'intent', n: 3, at: 0 }]],
    ['a line before the first', [plan, { entry: 'intent', n: -1, at: 0 }]],
    ['half a line', [plan, { entry: 'intent', n: 0.5, at: 0 }]],
  ])('of %s is refused', async (_, entries) => {
    expect(E.isLeft(await resume(journal(...entries), 'p', 3))).toBe(true)
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
