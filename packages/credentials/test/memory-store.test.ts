import { describeStore } from '@mini-domains/conformance'
import { memoryData, memoryStore } from '../src/index.js'
import { manualClock } from './manual-clock.js'

const world = () => {
  const clock = manualClock()
  let data = memoryData()
  return Promise.resolve({
    open: () => Promise.resolve(memoryStore(clock, data)),
    pass: (ms: number) => Promise.resolve(clock.advance(ms)),
    setBack: (ms: number) => Promise.resolve(clock.advance(-ms)),
    restart: () => {
      data = memoryData()
      return Promise.resolve()
    },
    end: () => Promise.resolve(),
  })
}

describeStore({ describe, it }, 'memory', world, { restart: 'lost', time: 'injected' })
