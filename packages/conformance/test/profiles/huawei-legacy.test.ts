import { version } from '../../../huawei/src/version.js'
import { huaweiHarness, huaweiVariations } from '../../../../test/harness/huawei.js'
import { lawsTried } from '../../../../test/harness/laws.js'
import { conformance } from '../../src/index.js'

// Huawei saying as little as its pages allow.
conformance(
  { describe, it, beforeAll, afterAll },
  {
    ...lawsTried('MINI_DOMAINS_TEST_READINGS'),
    profile: 'legacy',
    adapter: { name: '@mini-domains/huawei', version },
    harness: huaweiHarness('legacy', { config: { absentDomains: 'empty' } }),
    variations: { ...huaweiVariations, absentLists: 'empty' },
  },
)
