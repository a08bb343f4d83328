import { systemClock } from '@mini-domains/core'
import { monthOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BudgetFiles, budgetFiles } from '../src/budget-files.js'

const folder = mkdtempSync(join(tmpdir(), 'mini-domains-budget-'))
const address = { vendor: 'wechat', app: 'wx1', list: 'server' as const }
const month = monthOf(systemClock.now())

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const spent = async ({ ledger }: BudgetFiles): Promise<number | string> => {
  const spending = await ledger.spending(address, month)()
  return E.isLeft(spending) ? spending.left.reason : spending.right.spent + spending.right.unknown
}

describe('the budgets of a folder', () => {
  test('are counted over all runs, also those that run at the same time', async () => {
    const home = join(folder, 'one')
    const first = await budgetFiles(home, systemClock)
    const second = await budgetFiles(home, systemClock)
    expect(await spent(first)).toBe(0)
    expect(readdirSync(folder)).toEqual([])
    await first.ledger.record(address, month, { spent: 1 })()
    await second.ledger.record(address, month, { unknown: 1 })()
    await first.ledger.record({ ...address, app: 'wx2' }, month, { exhausted: true })()
    expect(await spent(first)).toBe(1)
    await first.close()
    await second.close()
    const third = await budgetFiles(home, systemClock)
    expect(await spent(third)).toBe(2)
    await third.close()
    expect(readdirSync(home)).toHaveLength(2)
  })

  test('are of a month: old files are not even opened', async () => {
    const home = join(folder, 'two')
    const now = await budgetFiles(home, systemClock)
    await now.ledger.record(address, month, { spent: 1 })()
    await now.close()
    const muchLater = { ...systemClock, now: () => systemClock.now() + 90 * 24 * 3_600_000 }
    expect(await spent(await budgetFiles(home, muchLater))).toBe(0)
  })

  test('that cannot be kept are told, not passed over', async () => {
    writeFileSync(join(folder, 'file'), '')
    const broken = await budgetFiles(join(folder, 'file', 'inside'), systemClock)
    expect(E.isLeft(await broken.ledger.record(address, month, { spent: 1 })())).toBe(true)
  })
})
