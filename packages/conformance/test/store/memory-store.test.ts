import { systemClock } from '@mini-domains/core'
import { memoryData, memoryStore } from '@mini-domains/core/adapter'
import { describeStore } from '../../src/index.js'

const world = () => {
  let now = Date.UTC(2026, 10, 21)
  const clock = { ...systemClock, now: () => now }
  const pass = (ms: number) => Promise.resolve(void (now += ms))
  let data = memoryData()
  return Promise.resolve({
    open: () => Promise.resolve(memoryStore(clock, data)),
    pass,
    setBack: (ms: number) => pass(-ms),
    restart: () => Promise.resolve(void (data = memoryData())),
    end: () => Promise.resolve(),
  })
}

describeStore({ describe, it }, 'memory', world, { restart: 'lost', time: 'injected' })
