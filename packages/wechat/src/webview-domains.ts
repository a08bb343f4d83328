import {
  type DomainSet,
  type EffectiveDomains,
  type ListDriver,
  type WebviewKind,
  domainsOf,
  readDomains,
} from '@mini-domains/core'
import { type VendorClient } from '@mini-domains/http'
import * as t from 'io-ts'
import { webviewKinds } from './capabilities.js'
import { type WechatConfig } from './config.js'
import { ask, tell } from './exchange.js'
import { Texts } from './texts.js'
import { type Write, writing } from './writing.js'

const WebviewReply = t.type({ webviewdomain: Texts })

const EffectiveReply = t.type({
  effective_webviewdomain: Texts,
  mp_webviewdomain: Texts,
  third_webviewdomain: Texts,
  direct_webviewdomain: Texts,
})

const webviewDomains = (listed: ReadonlyArray<string>): DomainSet<WebviewKind> =>
  readDomains(webviewKinds, () => listed)

const effectiveOf = (reply: t.TypeOf<typeof EffectiveReply>): EffectiveDomains<WebviewKind> | undefined => {
  const { effective_webviewdomain: effective, mp_webviewdomain: console } = reply
  const { third_webviewdomain: platform, direct_webviewdomain: direct } = reply
  if (effective === undefined) return undefined
  return {
    effective: webviewDomains(effective),
    origins: {
      ...(console === undefined ? {} : { console: webviewDomains(console) }),
      ...(platform === undefined ? {} : { platform: webviewDomains(platform) }),
      ...(direct === undefined ? {} : { direct: webviewDomains(direct) }),
    },
  }
}

const answerOf = ({ webviewdomain }: t.TypeOf<typeof WebviewReply>) =>
  webviewdomain === undefined ? undefined : webviewDomains(webviewdomain)

/**
 * An app's webview domains: `setwebviewdomain`, or its `_directly` twin (docs/vendors/wechat.md A.2.2 to A.2.4).
 */
export const webviewDomainsDriver = (client: VendorClient, config: WechatConfig): ListDriver<WebviewKind> => {
  const direct = config.appDomains === 'direct'
  const endpoint = direct ? 'app-webview-direct' : 'app-webview'
  const send = (call: Parameters<Write<WebviewKind>>[0], body: Readonly<Record<string, unknown>>, removes: boolean) =>
    tell(
      client,
      call,
      endpoint,
      body,
      WebviewReply,
      ({ webviewdomain }) => ({ accepted: removes ? {} : webviewDomains(webviewdomain ?? []), rejected: [] }),
      removes ? 'not-listed' : direct ? 'not-taken' : 'not-in-pool',
    )
  const write: Write<WebviewKind> = (call, action, domains) =>
    send(call, { action, webviewdomain: domainsOf(domains, 'webview') }, action === 'delete')
  const edit = writing(webviewKinds, config, write)
  return {
    read: (call) => ask(client, call, endpoint, { action: 'get' }, WebviewReply, answerOf, 'webviewdomain'),
    // Without an action WeChat adds the whole pool (A.2.2). Only an `Adopt` of core comes here.
    write: (call, operation) => (operation._tag === 'Adopt' ? send(call, {}, false) : edit(call, operation)),
    effective: (call) =>
      ask(client, call, 'app-webview-effective', {}, EffectiveReply, effectiveOf, 'effective_webviewdomain'),
  }
}
