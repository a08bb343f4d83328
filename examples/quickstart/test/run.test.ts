import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type QuickstartConfig, readConfig } from '../src/config.js'
import { type VendorReport, run } from '../src/run.js'
import { reportTables } from '../src/table.js'

const configOf = (name: string): QuickstartConfig => {
  const config = readConfig(readFileSync(join(__dirname, '..', name), 'utf8'))
  if (E.isLeft(config)) throw new Error(config.left)
  return config.right
}

const reports = async (): Promise<ReadonlyArray<VendorReport>> => {
  const result = await run([configOf('wechat.config.json'), configOf('baidu.config.json')])()
  if (E.isLeft(result)) throw new Error(result.left.message)
  return result.right
}

const verdicts = (outcome: VendorReport['report']['serverAdded']) =>
  Object.fromEntries(outcome.items.map((item) => [item.domain, item.verdict]))

describe('the quickstart', () => {
  it('comes to the same lists at both vendors with one program', async () => {
    const [wechat, baidu] = await reports()
    for (const vendor of [wechat, baidu]) {
      expect(vendor?.report.serverAfter.domains).toMatchObject({
        request: ['https://api.shop.example'],
        socket: ['wss://live.shop.example'],
        upload: [],
        download: ['https://cdn.shop.example'],
      })
      expect(vendor?.report.webviewAfter.domains).toEqual({ webview: ['https://www.example.com'] })
    }
  })

  it('shows what was accepted, what was there already, and what was rejected and why', async () => {
    for (const { report } of await reports()) {
      expect(verdicts(report.serverAdded)).toEqual({
        'https://api.shop.example': 'accepted',
        'wss://live.shop.example': 'accepted',
        'https://cdn.shop.example': 'accepted',
        'https://old.example.com': 'already',
      })
      expect(report.serverStranger.items).toMatchObject([
        { domain: 'https://stranger.example.org', verdict: 'rejected', rejection: { reason: 'not-in-pool' } },
      ])
    }
  })

  it('is laid out in both languages', async () => {
    const [wechat] = await reports()
    if (wechat === undefined) throw new Error('no report')
    expect(reportTables('wechat', wechat.report, 'en')).toContain('already there')
    expect(reportTables('wechat', wechat.report, 'zh')).toContain('已存在')
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
