import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wechatVariations } from '../../../../test/harness/wechat.js'
import { type NumberedCase } from '../../src/suite/case.js'
import { casesOf } from '../../src/suite/cases.js'
import { type Results, reportMarkdown, reportOf, writeReport } from '../../src/suite/report.js'
import { leakIn } from '../../src/checks/leak.js'

const about = {
  adapter: { name: '@acme/alipay', version: '1.2.0' },
  profile: 'default',
  date: '2026-11-21',
  sequences: 300,
  variations: wechatVariations,
}
const all = casesOf(wechatVariations)
const results = (of: (each: NumberedCase) => 'passed' | 'failed' | undefined): Results =>
  new Map(
    all.flatMap((each) => {
      const result = of(each)
      return result === undefined ? [] : [[each, result] as const]
    }),
  )
const passed = results(() => 'passed')

describe('a report', () => {
  it('is passed when every test ran and passed', () => {
    const report = reportOf(about, all, passed)
    expect(report.result).toBe('passed')
    expect(report.laws.every(({ notRun, failed, tests }) => notRun === 0 && failed === 0 && tests > 0)).toBe(true)
    expect(report.capabilities['app.webview.copyPool']).toBe('works')
    expect(report.capabilities['app.server.copyPool']).toBe('refused')
  })

  it('is failed when one test failed, and the capability that it shows is failed', () => {
    const failed = results((each) => (each.shows === 'app.webview.copyPool' ? 'failed' : 'passed'))
    const report = reportOf(about, all, failed)
    expect(report.result).toBe('failed')
    expect(report.capabilities['app.webview.copyPool']).toBe('failed')
  })

  it('is partial when one test did not run', () => {
    const report = reportOf(
      about,
      all,
      results((each) => (each === all[0] ? undefined : 'passed')),
    )
    expect(report.result).toBe('partial')
    expect(report.laws[0]?.result).toBe('partial')
  })

  it('is partial when a fault could not be made', () => {
    const variations = { ...wechatVariations, missingFaults: ['slow-drip'] as const }
    const fewer = casesOf(variations)
    const report = reportOf({ ...about, variations }, fewer, new Map(fewer.map((each) => [each, 'passed'])))
    expect(fewer.length).toBeLessThan(all.length)
    expect(report.result).toBe('partial')
    expect(reportMarkdown(report)).toContain('slow-drip')
  })

  it('is passed where the vendor documents no code for a fault, which is then not asked for, and says so', () => {
    const variations = { ...wechatVariations, undocumentedFaults: ['busy'] as const }
    const fewer = casesOf(variations)
    expect(fewer.some(({ name }) => name.includes('busy'))).toBe(false)
    const report = reportOf({ ...about, variations }, fewer, new Map(fewer.map((each) => [each, 'passed'])))
    expect(report.result).toBe('passed')
    expect(reportMarkdown(report)).toContain('the vendor documents no code for: busy')
  })

  it('is passed for a vendor with one list, of the others only that they are refused', () => {
    const variations = {
      ...wechatVariations,
      kinds: { 'app.server': ['request'] as const },
      poolVersions: 'one' as const,
    }
    const fewer = casesOf(variations)
    const report = reportOf({ ...about, variations }, fewer, new Map(fewer.map((each) => [each, 'passed'])))
    expect(report.result).toBe('passed')
    expect(report.capabilities).toMatchObject({ 'app.server.add': 'works', 'platform.server.add': 'refused' })
    const atPools = fewer.filter(({ name }) => name.startsWith('platform.server'))
    expect(atPools.every(({ name }) => name.endsWith('is refused and sends nothing'))).toBe(true)
  })

  it('keeps its date while its result stays the same, and takes the new one when it changes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'conformance-'))
    const dateIn = async (): Promise<string | undefined> =>
      /"date": "([^"]*)"/.exec(await readFile(join(folder, 'acme-alipay.default.json'), 'utf8'))?.[1]
    try {
      await writeReport(folder, reportOf(about, all, passed))
      await writeReport(folder, reportOf({ ...about, date: '2026-11-30' }, all, passed))
      expect(await dateIn()).toBe('2026-11-21')
      await writeReport(folder, reportOf({ ...about, date: '2026-12-01' }, all, new Map()))
      expect(await dateIn()).toBe('2026-12-01')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('a leak', () => {
  const token = 'abcdefghij+/0123456789='

  it.each([
    ['as it is', `x ${token} y`],
    ['as in an address', `?access_token=${encodeURIComponent(token)}`],
    ['as base64', Buffer.from(token).toString('base64')],
    ['in half', `token ${token.slice(0, 13)}…`],
  ])('is found %s', (_, text) => expect(leakIn(text, [token])).toBeDefined())

  it('is not found where there is none', () => expect(leakIn('{"access_token":"***"}', [token])).toBeUndefined())
})

describe('the cases', () => {
  it('have names of their own within each law', () => {
    const names = all.map(({ law, name }) => `${law} ${name}`)
    expect(new Set(names).size).toBe(names.length)
  })
})
