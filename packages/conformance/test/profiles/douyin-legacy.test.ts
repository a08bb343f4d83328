import { version } from '../../../douyin/src/version.js'
import { douyinHarness, douyinVariations } from '../../../../test/harness/douyin.js'
import { lawsTried } from '../../../../test/harness/laws.js'
import { conformance } from '../../src/index.js'

// The readings of v1 where Douyin's pages of v2 say nothing.
conformance(
  { describe, it, beforeAll, afterAll },
  {
    ...lawsTried('MINI_DOMAINS_TEST_READINGS'),
    profile: 'legacy',
    adapter: { name: '@mini-domains/douyin', version },
    harness: douyinHarness('legacy'),
    variations: douyinVariations,
  },
)
