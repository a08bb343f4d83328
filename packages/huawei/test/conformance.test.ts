import { conformance } from '@mini-domains/conformance'
import { huaweiHarness, huaweiVariations } from '../../../test/harness/huawei.js'
import { lawsTried } from '../../../test/harness/laws.js'
import { version } from '../src/index.js'

conformance(
  { describe, it, beforeAll, afterAll },
  {
    adapter: { name: '@mini-domains/huawei', version },
    harness: huaweiHarness(),
    variations: huaweiVariations,
    ...lawsTried('MINI_DOMAINS_TEST_LAWS'),
  },
)
