import { type DomainSet, type Kind } from '@mini-domains/core'
import { fromKinds, schemeOf } from '@mini-domains/core/adapter'
import { type VendorLimits } from './variation.js'

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

const withDefaultPort: Spell = (kind, host) => `${domain(kind, host)}${kind === 'udp' || kind === 'tcp' ? '' : ':443'}`

const always: ReadonlyArray<Spell> = [
  domain,
  (_, host) => host,
  (kind, host) => domain(kind, host).toUpperCase(),
  (kind, host) => `${domain(kind, host)}/`,
  (kind, host) => `${domain(kind, host)}.`,
  (_, host) => host.toUpperCase(),
]

/**
 * Ways to write a host that mean the same domain in a list. The default port is one where the vendor does not tell it apart.
 */
export const spellings = ({ defaultPort }: VendorLimits): ReadonlyArray<Spell> =>
  defaultPort === 'kept' ? always : [...always, withDefaultPort]

/**
 * Writes each host in every way, so that each is there many times over.
 */
export const speltInEveryWay = (
  limits: VendorLimits,
  kinds: ReadonlyArray<Kind>,
  ...hosts: ReadonlyArray<string>
): DomainSet<Kind> =>
  fromKinds(kinds, (kind) =>
    [...spellings(limits)].reverse().flatMap((spell) => hosts.map((host) => spell(kind, host))),
  )
