import { type Clock, type Lease, type StoredRecord, type TokenStore, systemClock } from '@mini-domains/core'
import * as TE from 'fp-ts/lib/TaskEither.js'

interface Standing {
  readonly owner: string
  readonly fence: number
  readonly until: number
}

/**
 * Keeps records and leases in this process's memory: for tests, and for tokens that may be lost with the process.
 */
export const memoryStore = (clock: Clock = systemClock): TokenStore => {
  const records = new Map<string, StoredRecord>()
  const leases = new Map<string, Standing>()
  // Versions are never used twice under a name, also when a record was removed in between.
  const versions = new Map<string, number>()

  const holds = ({ name, owner, fence }: Lease): boolean => {
    const standing = leases.get(name)
    return standing?.owner === owner && standing.fence === fence && clock.now() < standing.until
  }

  return {
    get: (key) => TE.fromIO(() => records.get(key)),
    put: (key, value, expected) =>
      TE.fromIO(() => {
        if ((records.get(key)?.version ?? 0) !== expected) return undefined
        const written = { value, version: (versions.get(key) ?? 0) + 1 }
        records.set(key, written)
        versions.set(key, written.version)
        return written
      }),
    remove: (key, expected) => TE.fromIO(() => records.get(key)?.version === expected && records.delete(key)),
    keys: (prefix, after, limit) =>
      TE.fromIO(() =>
        [...records.keys()]
          .filter((key) => key.startsWith(prefix) && key > after)
          .sort()
          .slice(0, limit),
      ),
    acquire: (name, owner, ttlMs) =>
      TE.fromIO(() => {
        const standing = leases.get(name)
        const now = clock.now()
        if (standing !== undefined && standing.owner !== owner && now < standing.until) return undefined
        const fence = (standing?.fence ?? 0) + 1
        leases.set(name, { owner, fence, until: now + ttlMs })
        return { name, owner, fence }
      }),
    renew: (lease, ttlMs) =>
      TE.fromIO(() => {
        if (!holds(lease)) return false
        leases.set(lease.name, { owner: lease.owner, fence: lease.fence, until: clock.now() + ttlMs })
        return true
      }),
    release: (lease) =>
      TE.fromIO(() => {
        if (holds(lease)) leases.set(lease.name, { owner: lease.owner, fence: lease.fence, until: 0 })
      }),
    close: () => Promise.resolve(),
  }
}
