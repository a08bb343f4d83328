import { version } from '../../../baidu/src/version.js'
import { baiduHarness, baiduVariations } from '../../../../test/harness/baidu.js'
import { lawsTried } from '../../../../test/harness/laws.js'
import { conformance } from '../../src/index.js'

// The other readings of what Baidu's sources leave open.
conformance(
  { describe, it, beforeAll, afterAll },
  {
    ...lawsTried('MINI_DOMAINS_TEST_READINGS'),
    profile: 'contrary',
    adapter: { name: '@mini-domains/baidu', version },
    harness: baiduHarness('contrary'),
    variations: baiduVariations,
  },
)
