import { type ListedDomains, type PrefetchKind, domainsOf } from '@mini-domains/core'
import { type ListDriver, bilingual, readDomains, unsupported } from '@mini-domains/core/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { prefetchKinds } from '../capabilities.js'
import { type Session } from '../config.js'
import { orNothing } from '../wire/reply.js'
import { nothingNamed, readCall, writeCall } from './list-calls.js'

const Entry = t.type({ url: t.string })

const Listing = t.type({ prefetch_dns_domain: orNothing(t.array(Entry)), size_limit: orNothing(t.Int) })

const listed = ({ prefetch_dns_domain: entries, size_limit: most }: t.TypeOf<typeof Listing>) => {
  const domains = readDomains(prefetchKinds, () => entries?.map(({ url }) => url))
  const told: ListedDomains<PrefetchKind> = most === undefined ? { domains } : { domains, perKind: most }
  return told
}

const onlyWhole = bilingual('WeChat takes these hosts as a whole list only.', '微信只接受整个预解析域名列表。')

/**
 * An app's hosts to look up beforehand: read by `get_prefetchdnsdomain`, replaced by `set_prefetchdnsdomain`
 * (docs/vendors/wechat.md A.2.6).
 */
export const prefetchDomainsDriver = ({ client }: Session): ListDriver<PrefetchKind> => {
  const change = writeCall<unknown, PrefetchKind>(client, {
    endpoint: 'app-prefetch-set',
    body: ({ domains }) => ({ prefetch_dns_domain: domainsOf(domains, 'prefetch').map((url) => ({ url })) }),
    codec: t.unknown,
    read: () => nothingNamed,
    otherwise: 'not-taken',
  })
  return {
    read: readCall(client, {
      endpoint: 'app-prefetch-get',
      codec: Listing,
      missing: (reply) => (reply.prefetch_dns_domain === undefined ? 'prefetch_dns_domain' : undefined),
      read: listed,
    }),
    write: (call, operation) =>
      operation._tag === 'Set'
        ? change(call, { action: 'set', domains: operation.domains })
        : TE.left(unsupported(call, onlyWhole, '')),
  }
}
