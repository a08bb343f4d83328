import { type DomainSet, type ServerKind, domainsOf } from '@mini-domains/core'

/**
 * WeChat's name of each kind of server domain, in the order of its document (docs/vendors/wechat.md A.1.1).
 */
const serverFields = [
  ['request', 'requestdomain'],
  ['socket', 'wsrequestdomain'],
  ['upload', 'uploaddomain'],
  ['download', 'downloaddomain'],
  ['udp', 'udpdomain'],
  ['tcp', 'tcpdomain'],
] as const satisfies ReadonlyArray<readonly [ServerKind, string]>

/**
 * Writes the kinds of a set under WeChat's names; a kind that is left out is left out here too.
 */
export const serverBody = (domains: DomainSet<ServerKind>): Readonly<Record<string, ReadonlyArray<string>>> => {
  const body: Record<string, ReadonlyArray<string>> = {}
  for (const [kind, field] of serverFields) if (domains[kind] !== undefined) body[field] = domainsOf(domains, kind)
  return body
}
