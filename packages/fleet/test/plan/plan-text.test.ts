import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { type PlanLine, verifyPlan, encodeLine } from '../../src/index.js'
import { plannedChanges } from '../planned-changes.js'
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
    expect(await reasonOf([texts[0] ?? '', '{"line":', texts.at(-1) ?? ''])).toBe('edited')
    expect(await reasonOf([...texts, texts[1] ?? ''])).toBe('edited')
  })
})
