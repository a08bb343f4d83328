import { selectionFaults } from '../../src/desired/selection-fault.js'
import { type Selection, poolShare, selectableOf, selector } from '../../src/desired/selection.js'
import { stream } from '../saved-plan.js'
import { desiredOf } from '../shared-state.js'

const desired = desiredOf(
  `version: 1
vendors: { wechat: { adapter: x }, baidu: { adapter: y } }
apps:
  - { id: wx1, vendor: wechat, labels: { tier: gold, city: 北京 } }
  - { id: wx2, vendor: wechat, labels: { tier: silver } }
appFiles: [{ path: apps.csv, vendor: wechat }]
`,
)

const faults = (selection: Selection) =>
  selectionFaults(desired, () => stream(['id,frozen', 'wx3,', 'wx61003,']), selection)

const picked = (selection: Selection) =>
  (desired.content.apps ?? []).filter((app) => selector(selection)(selectableOf({ app, at: '' }))).map(({ id }) => id)

describe('a selection', () => {
  test('takes one of several texts for the same, all keys of labels, and leaves out what is excluded', () => {
    expect(picked({ id: ['wx1', 'wx9'] })).toEqual(['wx1'])
    expect(picked({ id: 'wechat/wx2' })).toEqual(['wx2'])
    expect(picked({ vendor: 'WeChat', id: ['WX1', '?x2'] })).toEqual(['wx1', 'wx2'])
    expect(picked({ labels: { tier: ['gold', 'silver'] } })).toEqual(['wx1', 'wx2'])
    expect(picked({ labels: { tier: ['gold', 'silver'], city: '北*' } })).toEqual(['wx1'])
    expect(picked({ exclude: [{ id: 'wx1' }] })).toEqual(['wx2'])
    expect(picked({ exclude: [{ labels: { tier: 'silver' } }, { id: '*1' }] })).toEqual([])
  })

  test('looks up an app among thousands of ids at once', () => {
    const ids = Array.from({ length: 20_000 }, (_, n) => `wx${n.toString(16).padStart(16, '0')}`)
    const selects = selector({ exclude: [{ vendor: 'wechat', id: ids }] })
    const left = ids.filter((id) => selects({ vendor: 'wechat', id: `${id}0`, labels: {} }))
    expect(left).toHaveLength(ids.length)
    expect(selects({ vendor: 'wechat', id: ids.at(-1) ?? '', labels: {} })).toBe(false)
  })

  test('has a part of the pools: all of a vendor that is selected whole, additions where apps are left out', () => {
    expect(poolShare(undefined, 'wechat')).toBe('all')
    expect(poolShare({ vendor: 'we*' }, 'wechat')).toBe('all')
    expect(poolShare({ vendor: 'baidu' }, 'wechat')).toBe('none')
    expect(poolShare({ vendor: 'wechat', exclude: [{ id: 'wx1' }] }, 'wechat')).toBe('additions')
    expect(poolShare({ id: 'wx1' }, 'wechat')).toBe('none')
    expect(poolShare({ labels: { tier: 'gold' } }, 'wechat')).toBe('none')
  })
})

describe('a part of a selection that matches no app', () => {
  test('is told by its value, with what was probably meant and what there is', async () => {
    const [vendor] = await faults({ vendor: ['wecaht', 'wechat'] })
    expect(vendor).toMatchObject({ part: 'vendor', value: 'wecaht', message: { en: '--vendor wecaht matches no app' } })
    expect(vendor?.hint.en).toBe('Did you mean wechat? There is: wechat, baidu.')
    const [label] = await faults({ labels: { tier: 'goldd' } })
    expect(label?.hint).toEqual({
      en: 'Did you mean tier=gold? There is: tier=gold, tier=silver.',
      zh: '您是否想用 tier=gold？现有：tier=gold、tier=silver。',
    })
    const [key] = await faults({ labels: { teir: 'gold' } })
    expect(key?.hint.en).toContain('There is: tier=gold, city=北京, tier=silver.')
    const [app] = await faults({ id: 'wx6100' })
    expect(app?.hint.en).toContain('Did you mean wx61003?')
    const [excluded] = await faults({ exclude: [{ id: 'wx61004' }] })
    expect(excluded).toMatchObject({ part: 'exclude', message: { zh: '--exclude wx61004 没有匹配任何小程序' } })
  })

  test('reads the files of apps twice at most, however many match none', async () => {
    let opened = 0
    const lines = () => {
      opened += 1
      return stream(['id,frozen', 'wx61003,'])
    }
    const id = Array.from({ length: 50 }, (_, n) => `wx61003${n}`)
    const found = await selectionFaults(desired, lines, { id })
    expect(found).toHaveLength(50)
    expect(found[0]?.hint.en).toContain('Did you mean wx61003?')
    expect(opened).toBe(2)
  })

  test('may be a vendor that is there and has no app', async () => {
    expect(await faults({ vendor: 'baidu' })).toMatchObject([{ part: 'vendor', value: 'baidu' }])
  })

  test('may be all of them together, though each matches some', async () => {
    expect(await faults({ id: 'wx2', labels: { tier: 'gold' } })).toMatchObject([{ part: 'all' }])
    expect(await faults({ id: 'wx2', exclude: [{ id: 'wx*' }] })).toMatchObject([{ part: 'all' }])
  })

  test('is none where each matches, in the files of apps too', async () => {
    expect(await faults({ vendor: 'w*', id: ['wx61003', 'wx1'], exclude: [{ id: 'wx3' }] })).toEqual([])
  })

  test('is none of thousands of ids that are there, however each is written', async () => {
    const ids = Array.from({ length: 2_000 }, (_, n) => `wx-${n}`)
    const rows = () => stream(['id', ...ids])
    const of = (id: ReadonlyArray<string>) => selectionFaults(desired, rows, { id })
    expect(await of([...ids].reverse())).toEqual([])
    expect(await of(['WX-7', 'wx-7', 'wechat/wx-7', '*-7'])).toEqual([])
    expect((await of(['baidu/wx-7', 'wx-7'])).map(({ value }) => value)).toEqual(['baidu/wx-7'])
  })

  test('is told with the rows that cannot be read, since it may be one of them', async () => {
    const found = await selectionFaults(desired, () => stream(['id,frozen', 'wx5,perhaps']), { id: 'wx5' })
    expect(found[0]?.hint.en).toContain('mini-domains apps')
  })
})
