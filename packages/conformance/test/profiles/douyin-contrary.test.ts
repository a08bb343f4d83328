import { version } from '../../../douyin/src/version.js'
import { douyinHarness, douyinVariations } from '../../../../test/harness/douyin.js'
import { lawsTried } from '../../../../test/harness/laws.js'
import { conformance } from '../../src/index.js'

const server = { total: 20, ports: false, http: false, forbiddenHosts: [] }

// The other readings of what Douyin's sources leave open, with the config that each of them asks for.
conformance(
  { describe, it, beforeAll, afterAll },
  {
    ...lawsTried('MINI_DOMAINS_TEST_READINGS'),
    profile: 'contrary',
    adapter: { name: '@mini-domains/douyin', version },
    harness: douyinHarness('contrary', { config: { absentData: 'empty', limitScope: 'all-kinds', emptySet: 'send' } }),
    variations: {
      ...douyinVariations,
      modificationsPerSet: 1,
      absentLists: 'empty',
      limits: { ...douyinVariations.limits, 'app.server': server },
    },
  },
)
