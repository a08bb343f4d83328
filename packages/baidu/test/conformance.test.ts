import { conformance } from '@mini-domains/conformance'
import { baiduHarness, baiduVariations } from '../../../test/harness/baidu.js'
import { lawsTried } from '../../../test/harness/laws.js'
import { version } from '../src/index.js'

conformance(
  { describe, it, beforeAll, afterAll },
  {
    adapter: { name: '@mini-domains/baidu', version },
    harness: baiduHarness(),
    variations: baiduVariations,
    ...lawsTried('MINI_DOMAINS_TEST_LAWS'),
  },
)
