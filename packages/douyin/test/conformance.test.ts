import { conformance } from '@mini-domains/conformance'
import { douyinHarness, douyinVariations } from '../../../test/harness/douyin.js'
import { lawsTried } from '../../../test/harness/laws.js'
import { version } from '../src/index.js'

conformance(
  { describe, it, beforeAll, afterAll },
  {
    adapter: { name: '@mini-domains/douyin', version },
    harness: douyinHarness(),
    variations: douyinVariations,
    ...lawsTried('MINI_DOMAINS_TEST_LAWS'),
  },
)
