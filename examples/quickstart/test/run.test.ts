import { type Language } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters as plain } from 'node:util'
import { type QuickstartConfig, readConfig } from '../src/config.js'
import { type VendorReport, adapters, run } from '../src/run.js'
import { reportTable } from '../src/table.js'

const configOf = (name: string): QuickstartConfig => {
  const config = readConfig(readFileSync(join(__dirname, '..', name), 'utf8'))
  if (E.isLeft(config)) throw new Error(config.left)
  return config.right
}

const reports = async (): Promise<ReadonlyArray<VendorReport>> => {
  const result = await run(adapters.map(({ vendor }) => configOf(`${vendor}.config.json`)))()
  if (E.isLeft(result)) throw new Error(result.left.message)
  return result.right
}

// A Chinese character takes two columns.
const widthOf = (line: string): number => line.replace(/[\u2e80-\uffe6]/g, '--').length

const verdicts = (outcome: VendorReport['report']['serverAdded']) =>
  Object.fromEntries(outcome.items.map((item) => [item.domain, item.verdict]))

const reasonOf = (item: VendorReport['report']['serverAdded']['items'][number]): string =>
  item.verdict === 'rejected' ? item.rejection.reason : item.verdict

describe('the quickstart', () => {
  it('comes to the same lists at every vendor with one program', async () => {
    const all = await reports()
    expect(all.map(({ vendor }) => vendor)).toEqual(['wechat', 'baidu', 'huawei', 'douyin'])
    for (const { report } of all) {
      expect(report.serverAfter.domains).toMatchObject({
        request: ['https://api.shop.example'],
        socket: ['wss://live.shop.example'],
        upload: [],
        download: ['https://cdn.shop.example'],
      })
      expect(report.webviewAfter.domains).toEqual({ webview: ['https://www.example.com'] })
    }
  })

  it('shows what was accepted, what was there already, and what was rejected and why', async () => {
    const all = await reports()
    for (const { report } of all) {
      expect(verdicts(report.serverAdded)).toEqual({
        'https://api.shop.example': 'accepted',
        'wss://live.shop.example': 'accepted',
        'https://cdn.shop.example': 'accepted',
        'https://old.example.com': 'already',
      })
      expect(verdicts(report.serverStranger)).toEqual({ 'https://stranger.example.org': 'rejected' })
    }
    const reasons = all.flatMap(({ report }) => report.serverStranger.items.map(reasonOf))
    expect(reasons).toEqual(['not-in-pool', 'not-in-pool', 'not-verified', 'not-in-pool'])
  })

  it('registers the domain where a call does it, and says why where none does', async () => {
    const all = await reports()
    const whys = all.map(({ report: { pool } }) => ('why' in pool ? pool.why.en : verdicts(pool)))
    expect(whys).toEqual([
      { 'shop.example': 'accepted' },
      { 'https://shop.example': 'accepted', 'wss://shop.example': 'accepted' },
      { 'https://shop.example': 'accepted', 'wss://shop.example': 'accepted' },
      expect.stringContaining('no call reads or writes them'),
    ])
  })
})

describe('the table of a vendor', () => {
  const tables = async (language: Language) => (await reports()).map((report) => plain(reportTable(report, language)))

  it.each([
    ['en', 'already there', 'Douyin · tt-app-1'],
    ['zh', '已存在', '抖音 · tt-app-1'],
  ] as const)('fits 60 columns in %s, under the name that people give the vendor', async (language, word, title) => {
    const all = await tables(language)
    const framed = all.flatMap((table) => table.split('\n')).filter((line) => /^[┌│├└]/.test(line))
    expect(Math.max(...framed.map(widthOf))).toBeLessThanOrEqual(60)
    expect(all.every((table) => table.includes(word))).toBe(true)
    expect(all[3]).toContain(title)
  })

  it('tells below why a domain was rejected, and breaks English between words', async () => {
    const all = await tables('en')
    for (const table of all) expect(table).toMatch(/stranger\.example\.org +│ rejected \[\d\][^]*^\[\d\] not-/m)
    const lines = all.flatMap((table) => table.split('\n'))
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(60)
  })

  it('tells by what the vendor declares of modifications and of whole lists', async () => {
    const told = (await tables('en')).map((table) => [/Modifications/.test(table), /list as a whole/.test(table)])
    expect(told).toEqual([
      [true, false],
      [true, false],
      [true, true],
      [false, false],
    ])
  })
})

describe('a config file of the quickstart', () => {
  it('is refused with the path of what is wrong', () => {
    expect(readConfig('{"provider":{}}')).toEqual(
      E.left('Invalid value undefined supplied to : a quickstart config/app: string'),
    )
    expect(readConfig('{')).toEqual(E.left('the config is not JSON'))
  })
})
