import { type Kind } from '@mini-domains/core'
import { type Domain, hostOf, readDomain } from '@mini-domains/core/adapter'

// WeChat tells the default port apart (docs/vendors/wechat.md A.1.4).
const read = (kind: Kind, text: string): Domain => readDomain(kind, text, { defaultPort: 'kept' })

// WeChat hands a domain back completed or mangled (`wss://https://a.example.com`, docs/vendors/wechat.md A.1.2) or bare.
const hostIn = (text: string): string => {
  const mark = text.lastIndexOf('://')
  const rest = mark === -1 ? text : text.slice(mark + 3)
  return hostOf(readDomain('any', rest.replace(/[/?#].*$/s, '')))
}

const byHost = (domains: ReadonlyArray<Domain>): ReadonlyMap<string, ReadonlyArray<Domain>> => {
  const hosts = new Map<string, Array<Domain>>()
  for (const domain of domains) {
    const host = hostOf(readDomain('any', domain))
    const known = hosts.get(host)
    if (known === undefined) hosts.set(host, [domain])
    else known.push(domain)
  }
  return hosts
}

/**
 * Makes the function that matches the names in WeChat's reply with the domains that were sent: the domain itself, else those of the
 * same host. A domain that the reply lists as taken is matched only where it is named itself.
 */
export const matchNames = (
  kind: Kind,
  sent: ReadonlyArray<Domain>,
  taken: ReadonlyArray<Domain>,
): ((names: ReadonlyArray<string>) => ReadonlyArray<Domain>) => {
  const exact = new Map(sent.map((domain) => [read(kind, domain), domain]))
  const listed = new Set(taken.map((domain) => read(kind, domain)))
  const hosts = byHost(sent)
  const find = (name: string): ReadonlyArray<Domain> => {
    const itself = exact.get(read(kind, name))
    if (itself !== undefined) return [itself]
    return (hosts.get(hostIn(name)) ?? []).filter((other) => !listed.has(read(kind, other)))
  }
  return (names) => (sent.length === 0 ? [] : [...new Set(names.flatMap(find))])
}
