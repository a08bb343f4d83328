import { version } from '../../../wechat/src/version.js'
import { lawsTried } from '../../../../test/harness/laws.js'
import { wechatHarness, wechatVariations } from '../../../../test/harness/wechat.js'
import { conformance } from '../../src/index.js'

const webview = { perKind: 200, ports: false, forbiddenHosts: [] }
const webviewConfig = { webview: { perKind: 200 } }
// As many as the harness has WeChat take.
const prefetchConfig = { prefetch: { perKind: wechatVariations.limits['app.prefetch']?.perKind } }

// The other readings of what WeChat's sources leave open, with the config that each of them asks for.
conformance(
  { describe, it, beforeAll, afterAll },
  {
    ...lawsTried('MINI_DOMAINS_TEST_READINGS'),
    profile: 'contrary',
    adapter: { name: '@mini-domains/wechat', version },
    harness: wechatHarness('contrary', {
      config: { emptySet: 'delete', limits: { app: { ...webviewConfig, ...prefetchConfig }, platform: webviewConfig } },
    }),
    variations: {
      ...wechatVariations,
      modificationsPerSet: 2,
      limits: { ...wechatVariations.limits, 'app.webview': webview, 'platform.webview': webview },
    },
  },
)
