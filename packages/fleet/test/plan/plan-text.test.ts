import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { type PlanLine, type PlanSummary, encodeLine, verifyPlan } from '../../src/index.js'
import { plannedChanges, sealedAgain } from '../planned-changes.js'
import { stream } from '../saved-plan.js'

const textsOf = (lines: ReadonlyArray<PlanLine>) => lines.map(encodeLine)

const reasonOf = async (texts: ReadonlyArray<string>): Promise<string> => {
  const checked = await verifyPlan(stream(texts))
  return E.isLeft(checked) ? checked.left.reason : 'whole'
}

describe('a saved plan', () => {
  const texts = textsOf(plannedChanges([{ deletes: 2 }, { deletes: 0 }, { vendor: 'baidu' }]))

  test('is read back whole', async () => {
    expect(await reasonOf(texts)).toBe('whole')
    expect(await reasonOf([texts[0] ?? '', '', ...texts.slice(1)])).toBe('whole')
  })

  test('is refused where any line is missing, doubled, moved or edited', async () => {
    const count = texts.length
    await fc.assert(
      fc.asyncProperty(
        fc.nat(count - 1),
        fc.nat(count - 1),
        fc.constantFrom('drop', 'double', 'swap', 'edit', 'cut'),
        async (a, b, how) => {
          const damaged = [...texts]
          const [one = '', two = ''] = [texts[a], texts[b]]
          if (how === 'drop') damaged.splice(a, 1)
          if (how === 'double') damaged.splice(a, 0, one)
          if (how === 'swap') damaged.splice(a, 1, two)
          if (how === 'edit') damaged[a] = one.replace(/(?<=[a-z])e/, 'E')
          if (how === 'cut') damaged.splice(a)
          fc.pre(damaged.join('\n') !== texts.join('\n'))
          expect(await reasonOf(damaged)).not.toBe('whole')
        },
      ),
    )
  })

  test.each([
    ['fewer deletions', /"deletes":2,"modifications"/, '"deletes":0,"modifications"'],
    ['fewer modifications', /"modifications":\d/, '"modifications":0'],
    ['fewer changes', '"changes":3', '"changes":1'],
    ['nothing to apply', '"applyable":true', '"applyable":false'],
    ['something that is blocked', '"complete":true', '"complete":false'],
    ['an error', '"errored":false', '"errored":true'],
  ])('is refused where only its summary was edited and tells of %s', async (_, from, to) => {
    const summary = texts.at(-1) ?? ''
    const edited = summary.replace(from, to)
    expect(edited).not.toBe(summary)
    expect(await reasonOf([...texts.slice(0, -1), edited])).toBe('edited')
  })

  test('says what is wrong', async () => {
    expect(await reasonOf([])).toBe('cut-short')
    expect(await reasonOf(texts.slice(0, 2))).toBe('cut-short')
    expect(await reasonOf([texts[0]?.replace('"format":1', '"format":2') ?? ''])).toBe('other-format')
    expect(await reasonOf([texts[0] ?? '', '{"line":'])).toBe('unreadable')
    expect(await reasonOf([texts[0] ?? '', '{"line":', texts.at(-1) ?? ''])).toBe('unreadable')
    expect(await reasonOf([...texts, texts[1] ?? ''])).toBe('edited')
  })
})

describe('a plan that somebody edited, and whose checksum he made again', () => {
  const lines = plannedChanges([{ deletes: 2 }, { deletes: 0 }, { vendor: 'baidu' }])

  test('is whole where nothing was edited', async () => {
    expect(await reasonOf(sealedAgain(lines))).toBe('whole')
  })

  test.each<[string, (summary: PlanSummary) => PlanSummary]>([
    ['fewer changes', (summary) => ({ ...summary, counts: { ...summary.counts, changes: 1 } })],
    ['more changes', (summary) => ({ ...summary, counts: { ...summary.counts, changes: 4 } })],
    ['fewer deletions', (summary) => ({ ...summary, counts: { ...summary.counts, deletes: 0 } })],
    ['fewer modifications', (summary) => ({ ...summary, counts: { ...summary.counts, modifications: 0 } })],
    ['something that is blocked', (summary) => ({ ...summary, counts: { ...summary.counts, blocked: 1 } })],
    ['other changes of a vendor', (summary) => ({ ...summary, vendors: { baidu: { ...summary.counts, changes: 2 } } })],
    ['fewer changes of apps', (summary) => ({ ...summary, impact: { ...summary.impact, apps: {} } })],
    [
      'fewer deletions from an app',
      (summary) => ({
        ...summary,
        impact: { ...summary.impact, deletes: { app: 0, worst: '', fleet: 0, pool: 0 } },
      }),
    ],
    ['hosts in use', (summary) => ({ ...summary, impact: { ...summary.impact, inUse: ['a.com'] } })],
    ['nothing to apply', (summary) => ({ ...summary, applyable: false })],
    ['an incomplete plan', (summary) => ({ ...summary, complete: false })],
    ['an error', (summary) => ({ ...summary, errored: true })],
  ])('is refused where its summary tells of %s', async (_, change) => {
    expect(await reasonOf(sealedAgain(lines, change))).toBe('edited')
  })

  test('is refused where a change was added, left out, or made to spend or delete more', async () => {
    const [header, first, ...rest] = lines
    if (header === undefined || first?.line !== 'change') throw new Error('there is no change')
    for (const edited of [
      [header, first, first, ...rest],
      [header, ...rest],
      [header, { ...first, cost: first.cost + 1 }, ...rest],
      [header, { ...first, deletes: first.deletes + 1 }, ...rest],
      [header, { ...first, action: 'delete' as const, domains: { request: ['a', 'b', 'c'] } }, ...rest],
    ])
      expect(await reasonOf(sealedAgain(edited))).toBe('edited')
  })
})
