import { conformance } from '@mini-domains/conformance'
import { wechatHarness, wechatVariations } from '../../../test/harness/wechat.js'
import { lawsTried } from '../../../test/harness/laws.js'
import { version } from '../src/index.js'

conformance(
  { describe, it, beforeAll, afterAll },
  {
    adapter: { name: '@mini-domains/wechat', version },
    harness: wechatHarness(),
    variations: wechatVariations,
    ...lawsTried('MINI_DOMAINS_TEST_LAWS'),
  },
)
