import { type Emulator, harden, startEmulator } from '../src/index.js'

describe('a vendor that is made hard to work with', () => {
  let emulator: Emulator
  beforeEach(async () => {
    emulator = await startEmulator()
  })
  afterEach(() => emulator.close())

  test('has the share of faults that was asked for, in equal parts, and is late with all else', () => {
    harden(emulator, { latency: 20, faults: 0.2 })
    let left = 1
    const shares = emulator.baidu.faults.list().map(({ fault }) => {
      const struck = left * (fault.probability ?? 0)
      left -= struck
      return [fault.kind, fault.latency, Number(struck.toFixed(6))]
    })
    expect(shares).toEqual([
      ['reset-before', 20, 0.05],
      ['reset-after', 20, 0.05],
      ['cut-body', 20, 0.05],
      ['html', 20, 0.05],
      ['latency', 20, 0.8],
    ])
  })

  test('keeps what was not asked for', () => {
    harden(emulator, {})
    expect(emulator.wechat.faults.list()).toEqual([])
    expect(emulator.wechat.state().limits.modificationsPerMonth).toBe(50)
    harden(emulator, { budget: 2, quota: 7 })
    expect(emulator.wechat.state().limits).toMatchObject({ modificationsPerMonth: 2, callsPerDay: 7 })
    expect(emulator.baidu.state().limits.modificationsPerMonth).toBe(2)
  })
})
