import { version as baiduVersion } from '../../baidu/src/version.js'
import { version as wechatVersion } from '../../wechat/src/version.js'
import { baiduHarness, baiduVariations } from '../../../test/harness/baidu.js'
import { lawsTried } from '../../../test/harness/laws.js'
import { wechatHarness, wechatVariations } from '../../../test/harness/wechat.js'
import { type ConformanceOptions, conformance } from '../src/index.js'

// The other readings of what the vendors' sources leave open, with the config that each of them asks for.
const webview = { perKind: 200, ports: false, forbiddenHosts: [] }
const webviewConfig = { webview: { perKind: 200 } }

const shared = lawsTried('beside')
const baidu = {
  ...shared,
  adapter: { name: '@mini-domains/baidu', version: baiduVersion },
  variations: baiduVariations,
}

const profiles: ReadonlyArray<ConformanceOptions> = [
  {
    ...shared,
    profile: 'contrary',
    adapter: { name: '@mini-domains/wechat', version: wechatVersion },
    harness: wechatHarness('contrary', {
      config: { emptySet: 'delete', limits: { app: webviewConfig, platform: webviewConfig } },
    }),
    variations: {
      ...wechatVariations,
      modificationsPerSet: 2,
      limits: { ...wechatVariations.limits, 'app.webview': webview, 'platform.webview': webview },
    },
  },
  { ...baidu, profile: 'legacy', harness: baiduHarness('legacy') },
  { ...baidu, profile: 'contrary', harness: baiduHarness('contrary') },
]

for (const options of profiles) conformance({ describe, it, beforeAll, afterAll }, options)
