import { join } from 'node:path'
import { conformance } from '@mini-domains/conformance'
import { wechatHarness, wechatVariations } from '../../../test/harness/wechat.js'
import { version } from '../src/index.js'

conformance(
  { describe, it, beforeAll, afterAll },
  {
    adapter: { name: '@mini-domains/wechat', version },
    harness: wechatHarness(),
    variations: wechatVariations,
    reports: join(__dirname, '../../../docs/conformance'),
  },
)
