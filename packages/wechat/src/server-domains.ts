import { type EffectiveDomains, type ListDriver, type ServerKind } from '@mini-domains/core'
import { type VendorClient } from '@mini-domains/http'
import * as t from 'io-ts'
import { appServerKinds } from './capabilities.js'
import { type WechatConfig } from './config.js'
import { ask, tell } from './exchange.js'
import { serverBody } from './server-field.js'
import { ServerLists, ServerReply, hasLists, serverDomains, serverRejections } from './server-reply.js'
import { type Write, writing } from './writing.js'

const kinds = appServerKinds

const EffectiveReply = t.type({
  effective_domain: ServerLists,
  mp_domain: t.union([ServerLists, t.undefined]),
  third_domain: t.union([ServerLists, t.undefined]),
  direct_domain: t.union([ServerLists, t.undefined]),
})

const effectiveOf = (reply: t.TypeOf<typeof EffectiveReply>): EffectiveDomains<ServerKind> => ({
  effective: serverDomains(kinds, reply.effective_domain),
  origins: {
    ...(reply.mp_domain === undefined ? {} : { console: serverDomains(kinds, reply.mp_domain) }),
    ...(reply.third_domain === undefined ? {} : { platform: serverDomains(kinds, reply.third_domain) }),
    ...(reply.direct_domain === undefined ? {} : { direct: serverDomains(kinds, reply.direct_domain) }),
  },
})

const answerOf = (lists: t.TypeOf<typeof ServerLists>) => (hasLists(lists) ? serverDomains(kinds, lists) : undefined)

/**
 * An app's server domains: `modify_domain`, or its `_directly` twin (docs/vendors/wechat.md A.1, A.2.1, A.2.4).
 */
export const serverDomainsDriver = (client: VendorClient, config: WechatConfig): ListDriver<ServerKind> => {
  const endpoint = config.appDomains === 'direct' ? 'app-server-direct' : 'app-server'
  const otherwise = config.appDomains === 'direct' ? 'not-taken' : 'not-in-pool'
  const write: Write<ServerKind> = (call, action, domains) =>
    tell(
      client,
      call,
      endpoint,
      { action, ...serverBody(domains) },
      ServerReply,
      (reply) => ({
        // A `delete` may list what is left or what went; only what a list shows afterwards is sure (A.1.5).
        accepted: action === 'delete' ? {} : serverDomains(kinds, reply),
        rejected: action === 'delete' ? [] : serverRejections(domains, kinds, reply),
      }),
      action === 'delete' ? 'not-listed' : otherwise,
    )
  return {
    read: (call) => ask(client, call, endpoint, { action: 'get' }, ServerLists, answerOf, 'requestdomain'),
    write: writing(kinds, config, write),
    effective: (call) => ask(client, call, 'app-server-effective', {}, EffectiveReply, effectiveOf, 'effective_domain'),
  }
}
