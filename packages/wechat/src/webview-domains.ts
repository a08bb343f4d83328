import { type DomainSet, type EffectiveDomains, type WebviewKind, domainsOf } from '@mini-domains/core'
import { type Call, type ListDriver, readDomains } from '@mini-domains/core/adapter'
import { type VendorClient } from '@mini-domains/http'
import * as t from 'io-ts'
import { webviewKinds } from './capabilities.js'
import { type WechatConfig } from './config.js'
import { ask, tell } from './exchange.js'
import { Texts } from './codecs.js'
import { type Write, writing } from './writing.js'

const WebviewReply = t.type({ webviewdomain: Texts })

const EffectiveReply = t.type({
  effective_webviewdomain: Texts,
  mp_webviewdomain: Texts,
  third_webviewdomain: Texts,
  direct_webviewdomain: Texts,
})

const webviewDomains = (listed: ReadonlyArray<string> | undefined): DomainSet<WebviewKind> =>
  readDomains(webviewKinds, () => listed ?? [])

const effectiveOf = (reply: t.TypeOf<typeof EffectiveReply>): EffectiveDomains<WebviewKind> => {
  const { mp_webviewdomain: console, third_webviewdomain: platform, direct_webviewdomain: direct } = reply
  return {
    effective: webviewDomains(reply.effective_webviewdomain),
    origins: {
      ...(console === undefined ? {} : { console: webviewDomains(console) }),
      ...(platform === undefined ? {} : { platform: webviewDomains(platform) }),
      ...(direct === undefined ? {} : { direct: webviewDomains(direct) }),
    },
  }
}

/**
 * An app's webview domains: `setwebviewdomain`, or its `_directly` twin (docs/vendors/wechat.md A.2.2 to A.2.4).
 */
export const webviewDomainsDriver = (client: VendorClient, config: WechatConfig): ListDriver<WebviewKind> => {
  const direct = config.appDomains === 'direct'
  const endpoint = direct ? 'app-webview-direct' : 'app-webview'
  const otherwise = direct ? 'not-taken' : 'not-in-pool'
  const write: Write<WebviewKind> = (call, { action, domains }) =>
    tell(client, call, {
      endpoint,
      body: { action, webviewdomain: domainsOf(domains, 'webview') },
      codec: WebviewReply,
      read: (reply) => ({
        accepted: action === 'delete' ? {} : webviewDomains(reply.webviewdomain),
        rejected: [],
        named: [],
      }),
      otherwise: action === 'delete' ? 'not-listed' : otherwise,
      names: true,
    })
  const edit = writing(webviewKinds, config, write)
  // Without an action WeChat adds the whole pool (A.2.2). Only an `Adopt` of core comes here.
  const adopt = (call: Call) =>
    tell<t.TypeOf<typeof WebviewReply>, WebviewKind>(client, call, {
      endpoint,
      body: {},
      codec: WebviewReply,
      read: () => ({ accepted: {}, rejected: [], named: [] }),
      otherwise,
      names: false,
    })
  return {
    read: (call) =>
      ask(client, call, {
        endpoint,
        body: { action: 'get' },
        codec: WebviewReply,
        untold: (reply) => (reply.webviewdomain === undefined ? 'webviewdomain' : undefined),
        read: (reply) => webviewDomains(reply.webviewdomain),
      }),
    write: (call, operation) => (operation._tag === 'Adopt' ? adopt(call) : edit.write(call, operation)),
    cost: edit.cost,
    effective: (call) =>
      ask(client, call, {
        endpoint: 'app-webview-effective',
        body: {},
        codec: EffectiveReply,
        untold: (reply) => (reply.effective_webviewdomain === undefined ? 'effective_webviewdomain' : undefined),
        read: effectiveOf,
      }),
  }
}
