import { type DomainSet, type EffectiveDomains, type WebviewKind, domainsOf } from '@mini-domains/core'
import { type ListDriver, listWriter, readDomains, writeSteps } from '@mini-domains/core/adapter'
import * as t from 'io-ts'
import { webviewKinds } from '../capabilities.js'
import { type Session, setRulesOf } from '../config.js'
import { nothingNamed, readCall, writeCall } from './list-calls.js'
import { Texts } from '../wire/reply.js'

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
export const webviewDomainsDriver = ({ client, config, capabilities }: Session): ListDriver<WebviewKind> => {
  const direct = config.appDomains === 'direct'
  const rules = setRulesOf(config)
  const endpoint = direct ? 'app-webview-direct' : 'app-webview'
  const send = writeCall<t.TypeOf<typeof WebviewReply>, WebviewKind>(client, {
    endpoint,
    // Without an action WeChat adds the whole pool (A.2.2). Only a `CopyPool` of core comes here so.
    body: ({ action, domains }) =>
      action === 'copyPool' ? {} : { action, webviewdomain: domainsOf(domains, 'webview') },
    codec: WebviewReply,
    read: ({ webviewdomain }, { action }) =>
      action === 'copyPool' || action === 'delete'
        ? nothingNamed
        : { ...nothingNamed, accepted: webviewDomains(webviewdomain) },
    otherwise: direct ? 'not-taken' : 'not-in-pool',
  })
  return {
    read: readCall(client, {
      endpoint,
      body: { action: 'get' },
      codec: WebviewReply,
      missing: (reply) => (reply.webviewdomain === undefined ? 'webviewdomain' : undefined),
      read: (reply) => ({ domains: webviewDomains(reply.webviewdomain) }),
    }),
    ...listWriter({
      steps: (operation) => writeSteps(capabilities.app.webview, rules, operation),
      send,
      copyPool: (call) => send(call, { action: 'copyPool', domains: {} }),
    }),
    effective: readCall(client, {
      endpoint: 'app-webview-effective',
      body: {},
      codec: EffectiveReply,
      missing: (reply) => (reply.effective_webviewdomain === undefined ? 'effective_webviewdomain' : undefined),
      read: effectiveOf,
    }),
  }
}
