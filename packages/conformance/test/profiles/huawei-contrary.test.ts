import { version } from '../../../huawei/src/version.js'
import { huaweiHarness, huaweiVariations } from '../../../../test/harness/huawei.js'
import { lawsTried } from '../../../../test/harness/laws.js'
import { huaweiProfiles } from '../../../emulator/src/index.js'
import { conformance } from '../../src/index.js'

// The suite lists hosts below those of the pool; that such a host is refused where the pool covers none is for the adapter's own tests.
const profile = { ...huaweiProfiles.contrary, poolMatch: 'subdomain' } as const

// The other readings of what Huawei's sources leave open, with the config that each of them asks for.
conformance(
  { describe, it, beforeAll, afterAll },
  {
    ...lawsTried('MINI_DOMAINS_TEST_READINGS'),
    profile: 'contrary',
    adapter: { name: '@mini-domains/huawei', version },
    harness: huaweiHarness(profile, { config: { absentDomains: 'empty' } }),
    variations: { ...huaweiVariations, absentLists: 'empty' },
  },
)
