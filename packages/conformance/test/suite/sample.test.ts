import fc from 'fast-check'
import { baiduVariations } from '../../../../test/harness/baidu.js'
import { wechatVariations } from '../../../../test/harness/wechat.js'
import { type CaseSelection, covering, sampleOf, traitsIn, triedBy } from '../../src/suite/sample.js'
import { casesOf } from '../../src/suite/cases.js'

const item = fc.dictionary(
  fc.constantFrom('list', 'fault', 'change', 'landing'),
  fc.constantFrom('one', 'two', 'three', 'four'),
  { minKeys: 1 },
)

const distinct = (some: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(some)].sort()

const samples: ReadonlyArray<Exclude<CaseSelection, 'all'>> = ['pairwise', 'each']

describe.each(samples)('a sample (%s)', (cases) => {
  it('tries all that any of the items tries, and takes each item once at most, in their order', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 80 }), fc.string(), (items, salt) => {
        const indices = items.map((_, index) => index)
        const tried = (index: number) => triedBy(items[index] ?? {}, cases)
        const taken = covering(indices, tried, salt)
        expect(distinct(taken.flatMap(tried))).toEqual(distinct(indices.flatMap(tried)))
        expect(taken).toEqual([...new Set(taken)].sort((one, other) => one - other))
      }),
    )
  })

  it('takes no item that tries nothing new', () => {
    fc.assert(
      fc.property(item, fc.integer({ min: 1, max: 9 }), fc.string(), (same, count, salt) => {
        const indices = Array.from({ length: count }, (_, index) => index)
        expect(covering(indices, () => triedBy(same, cases), salt)).toHaveLength(1)
      }),
    )
  })
})

describe('a pairwise sample', () => {
  it('needs few of a product: 4 x 4 x 4 x 4 in less than 40 of 256', () => {
    const four = ['one', 'two', 'three', 'four']
    const product = four.flatMap((list) =>
      four.flatMap((fault) => four.flatMap((change) => four.map((landing) => ({ list, fault, change, landing })))),
    )
    expect(covering(product, (traits) => triedBy(traits, 'pairwise'), 'a salt').length).toBeLessThan(40)
  })

  it('is the same again with the same salt, and other company with another', () => {
    const all = casesOf(wechatVariations)
    expect(sampleOf(all, 'pairwise', 'one')).toEqual(sampleOf(all, 'pairwise', 'one'))
    expect(sampleOf(all, 'pairwise', 'one')).not.toEqual(sampleOf(all, 'pairwise', 'other'))
  })
})

describe.each([
  ['wechat', wechatVariations],
  ['baidu', baiduVariations],
])('the sample of the laws at %s', (vendor, variations) => {
  const all = casesOf(variations)
  it.each(samples)('tries every law, at every list (%s)', (cases) => {
    const lists = (some: typeof all) =>
      distinct(some.map(({ law, name }) => `${law} ${/(app|platform)\.(server|webview)/.exec(name)?.[0] ?? ''}`))
    const sample = sampleOf(all, cases, vendor)
    expect(distinct(sample.map(({ law }) => String(law)))).toEqual(distinct(all.map(({ law }) => String(law))))
    if (cases === 'pairwise') expect(lists(sample)).toEqual(lists(all))
    expect(sample.length).toBeLessThan(all.length * (cases === 'pairwise' ? 0.6 : 0.25))
  })

  it('names no two cases alike, since their names tell them apart', () => {
    expect(distinct(all.map(({ law, name }) => `${law} ${name}`))).toHaveLength(all.length)
  })
})

describe('the traits of a case', () => {
  const vocabulary = { list: ['app.server', 'app'], change: ['add'], fault: ['hang-up', 'slow', 'slow-drip'] }

  it('are the words of its name that are known, the longest first, and what is left is the sentence', () => {
    expect(traitsIn(vocabulary)({ law: 8, name: 'app.server: add of 12 that meets slow-drip' })).toEqual({
      list: 'app.server',
      change: 'add',
      number: '12',
      fault: 'slow-drip',
      sentence: '8 <list>: <change> of <number> that meets <fault>',
    })
  })

  it('are no parts of words', () => {
    expect(traitsIn(vocabulary)({ law: 1, name: 'adding slowly, slow-drip-like' })).toEqual({
      sentence: '1 adding slowly, slow-drip-like',
    })
  })

  it('are read where a dot follows, and only the first of two of a sort', () => {
    expect(traitsIn(vocabulary)({ law: 13, name: 'app.server.add works, unlike hang-up and slow' })).toEqual({
      list: 'app.server',
      change: 'add',
      fault: 'hang-up',
      sentence: '13 <list>.<change> works, unlike <fault> and slow',
    })
  })
})
