import type { Machine } from '../machine.js'
import { createMemory } from '../memory.js'
import { keepMemory } from '../memory-machine.js'
import type { Random } from '../random.js'
import { readFields } from './door.js'
import { released } from './release.js'
import { answerBaidu } from './routes.js'
import { baiduMerging, baiduWorld } from './seed.js'
import { baiduSeedShape } from './shape.js'
import type { BaiduApp, BaiduSeed, BaiduState, BaiduWorld } from './state.js'

/** Makes the rules of Baidu around a memory that starts with the seeds given, in their order. */
export const createBaidu = (random: Random, ...seeds: ReadonlyArray<BaiduSeed>): Machine<BaiduState, BaiduSeed> => {
  const memory = createMemory<BaiduWorld, BaiduApp>(baiduWorld)
  const kept = keepMemory<BaiduWorld, BaiduApp>(memory, {
    merging: baiduMerging,
    shape: baiduSeedShape,
    seeds,
    released,
    forget: () => undefined,
  })
  return {
    ...kept,
    answer: (call) => answerBaidu({ memory, random }, call),
    actionOf: (call) => readFields(call).get('action') ?? '',
    tokenOf: (call) => readFields(call).get('access_token') ?? '',
  }
}
