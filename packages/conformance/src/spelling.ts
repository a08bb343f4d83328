import { type DomainSet, type Kind, fromKinds, schemeOf } from '@mini-domains/core'

/**
 * The hosts that every pool holds while app lists are proved.
 */
export const poolHosts: ReadonlyArray<string> = ['example.com', 'example.net']

/**
 * A host in the canonical form of a kind.
 */
export const domain = (kind: Kind, host: string): string => {
  const scheme = schemeOf(kind)
  return scheme === 'none' ? host : `${scheme}://${host}`
}

/**
 * The same hosts under each kind, in canonical form.
 */
export const under = (kinds: ReadonlyArray<Kind>, ...hosts: ReadonlyArray<string>): DomainSet<Kind> =>
  fromKinds(kinds, (kind) => hosts.map((host) => domain(kind, host)))

type Spell = (kind: Kind, host: string) => string

const defaultPort = (kind: Kind): string => (kind === 'udp' || kind === 'tcp' ? '' : ':443')

/**
 * Ways to write a host that mean the same domain.
 */
export const spellings: ReadonlyArray<Spell> = [
  domain,
  (_, host) => host,
  (kind, host) => domain(kind, host).toUpperCase(),
  (kind, host) => `${domain(kind, host)}/`,
  (kind, host) => `${domain(kind, host)}.`,
  (kind, host) => `${domain(kind, host)}${defaultPort(kind)}`,
  (_, host) => host.toUpperCase(),
]

/**
 * Writes each host in every way, so that each is there many times over.
 */
export const speltInEveryWay = (kinds: ReadonlyArray<Kind>, ...hosts: ReadonlyArray<string>): DomainSet<Kind> =>
  fromKinds(kinds, (kind) => [...spellings].reverse().flatMap((spell) => hosts.map((host) => spell(kind, host))))
