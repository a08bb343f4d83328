import { type EffectiveDomains, type ServerKind } from '@mini-domains/core'
import {
  type Call,
  type ListDriver,
  type WriteStep,
  listWriter,
  listedOf,
  writeSteps,
} from '@mini-domains/core/adapter'
import * as t from 'io-ts'
import { appServerKinds } from '../capabilities.js'
import { type Session, setRulesOf } from '../config.js'
import { readCall, writeCall } from './list-calls.js'
import {
  type InvalidReason,
  ServerLists,
  ServerReply,
  missingList,
  reasonsNamed,
  serverDomains,
  serverRejections,
} from './server-reply.js'
import { orNothing, serverBody } from '../wire/codecs.js'

const kinds = appServerKinds

const EffectiveReply = t.type({
  effective_domain: ServerLists,
  mp_domain: orNothing(ServerLists),
  third_domain: orNothing(ServerLists),
  direct_domain: orNothing(ServerLists),
})

const effectiveOf = (reply: t.TypeOf<typeof EffectiveReply>): EffectiveDomains<ServerKind> => ({
  effective: serverDomains(kinds, reply.effective_domain),
  origins: {
    ...(reply.mp_domain === undefined ? {} : { console: serverDomains(kinds, reply.mp_domain) }),
    ...(reply.third_domain === undefined ? {} : { platform: serverDomains(kinds, reply.third_domain) }),
    ...(reply.direct_domain === undefined ? {} : { direct: serverDomains(kinds, reply.direct_domain) }),
  },
})

const missingEffective = ({ effective_domain: lists }: t.TypeOf<typeof EffectiveReply>): string | undefined => {
  const field = missingList(lists)
  return field === undefined ? undefined : `effective_domain.${field}`
}

/**
 * An app's server domains: `modify_domain`, or its `_directly` twin (docs/vendors/wechat.md A.1, A.2.1, A.2.4).
 */
export const serverDomainsDriver = ({ client, config, capabilities }: Session): ListDriver<ServerKind> => {
  const endpoint = config.appDomains === 'direct' ? 'app-server-direct' : 'app-server'
  const otherwise = config.appDomains === 'direct' ? 'not-taken' : 'not-in-pool'
  const invalid: InvalidReason = config.appDomains === 'direct' ? 'not-verified' : 'not-in-pool'
  const send = (call: Call, { action, domains }: WriteStep<ServerKind>) =>
    writeCall(client, call, {
      endpoint,
      body: { action, ...serverBody(domains) },
      codec: ServerReply,
      read: (reply, code) => {
        // A `delete` may list what is left or what went; only what a list shows afterwards is sure (A.1.5).
        if (action === 'delete') return { accepted: {}, rejected: [], named: [] }
        const reason = code?.otherwise === 'format' ? 'format' : invalid
        return {
          accepted: serverDomains(kinds, reply),
          rejected: serverRejections(domains, kinds, reply, reason),
          named: reasonsNamed(kinds, reply, reason),
        }
      },
      otherwise: action === 'delete' ? 'not-listed' : otherwise,
      names: true,
    })
  return {
    read: (call) =>
      readCall(client, call, {
        endpoint,
        body: { action: 'get' },
        codec: ServerLists,
        missing: missingList,
        read: (lists) => listedOf(serverDomains(kinds, lists)),
      }),
    ...listWriter({ steps: (operation) => writeSteps(capabilities.app.server, setRulesOf(config), operation), send }),
    effective: (call) =>
      readCall(client, call, {
        endpoint: 'app-server-effective',
        body: {},
        codec: EffectiveReply,
        missing: missingEffective,
        read: effectiveOf,
      }),
  }
}
