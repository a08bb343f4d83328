import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { type KindDomain, type ListCapabilities, hostOf } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ListAddress } from '../lists/list-address.js'
import { type FleetVendors, type RetryContext, openList, retryingList, vendorOf } from '../lists/open-list.js'

/**
 * Tells the hosts of domains that a vendor would refuse to list in an app, since neither they nor a parent of them is in its pool. None
 * where the vendor asks for no pool, or where the pool cannot be read: then only the vendor knows.
 */
export type PoolCoverage = (
  address: ListAddress,
  capabilities: Pick<ListCapabilities<Kind>, 'limits'>,
  domains: ReadonlyArray<KindDomain<Kind>>,
) => Promise<ReadonlyArray<string>>

/**
 * The hosts of a list.
 */
export const hostsOf = (kinds: ReadonlyArray<Kind>, set: DomainSet<Kind>): ReadonlyArray<string> =>
  kinds.flatMap((kind) => domainsOf(set, kind).map(hostOf))

/**
 * The entry of a pool, given by its hosts, that covers a host: itself or a parent.
 */
export const coveringHost = (pool: ReadonlySet<string>, host: string): string | undefined => {
  if (pool.has(host)) return host
  const dot = host.indexOf('.')
  return dot === -1 ? undefined : coveringHost(pool, host.slice(dot + 1))
}

/**
 * Makes the test of what pools cover. `planned` gives the hosts of a pool where they are known; others are read, once, when they are asked
 * for. `coming` gives hosts that are added to a pool before its apps are changed.
 */
export const poolCoverage = (
  vendors: FleetVendors,
  retry: RetryContext,
  {
    planned = () => undefined,
    coming = () => [],
  }: {
    readonly planned?: (pool: ListAddress) => ReadonlyArray<string> | undefined
    readonly coming?: (pool: ListAddress) => ReadonlyArray<string>
  },
): PoolCoverage => {
  const pools = new Map<string, Promise<ReadonlySet<string> | undefined>>()
  const readPool = async (pool: ListAddress): Promise<ReadonlySet<string> | undefined> => {
    const known = planned(pool)
    if (known !== undefined) return new Set(known)
    const vendor = vendorOf(vendors, pool.vendor)
    if (vendor === undefined) return undefined
    const list = retryingList(openList(vendor, pool), retry)
    const found = await list.get()
    return E.isLeft(found)
      ? undefined
      : new Set([...hostsOf(list.capabilities.kinds, found.right.domains), ...coming(pool)])
  }
  const poolOf = (pool: ListAddress): Promise<ReadonlySet<string> | undefined> => {
    const key = `${pool.vendor} ${pool.list}`
    const known = pools.get(key) ?? readPool(pool)
    pools.set(key, known)
    return known
  }
  return async ({ vendor, app, list }, { limits }, domains) => {
    if (app === undefined || limits.poolRequired?.value !== true || domains.length === 0) return []
    const pool = await poolOf({ vendor, list })
    if (pool === undefined) return []
    return [...new Set(domains.map(({ domain }) => hostOf(domain)))].filter(
      (host) => coveringHost(pool, host) === undefined,
    )
  }
}
