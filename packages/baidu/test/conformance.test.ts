import { join } from 'node:path'
import { conformance } from '@mini-domains/conformance'
import { baiduHarness, baiduVariations } from '../../../test/harness/baidu.js'
import { version } from '../src/index.js'

conformance(
  { describe, it, beforeAll, afterAll },
  {
    adapter: { name: '@mini-domains/baidu', version },
    harness: baiduHarness(),
    variations: baiduVariations,
    reports: join(__dirname, '../../../docs/conformance'),
  },
)
